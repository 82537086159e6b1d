"""Run a program: its output goes to a log, its last lines to the user when it fails."""

import signal
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from house.console import Step, say
from house.process import Process, birth, dies_with_us
from house.trouble import from_output

TAIL_LINES = 25
PATIENCE_SECONDS = 10
FETCHERS = {"pip", "ci", "apt-get"}


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs the programs of the steps. ``log`` collects what they print."""

    log: Path
    cwd: Path

    def run(self, step: Step, argv: Sequence[str | Path], *, env: Mapping[str, str] | None = None,
            cwd: Path | None = None, spare: bool = False) -> str:
        """Run a program to its end and return its last lines; raise ``Trouble`` when it fails.

        ``spare``: a wish to stop (Ctrl-C) is obeyed only after the program has finished.
        """
        words = [str(word) for word in argv]
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {' '.join(words)}\n")
            log.flush()
            child = subprocess.Popen(
                words if spare else dies_with_us(words), env=env, cwd=cwd or self.cwd,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, encoding="utf-8", errors="replace", start_new_session=True,
            )
            tail = _follow(step, log, child, spare=spare)
        if child.returncode != 0:
            say()
            say("\n".join(f"    {line}" for line in tail))
            raise from_output(step.title, tail, self.log, fetches=not FETCHERS.isdisjoint(words))
        return "\n".join(tail)


def _follow(step: Step, log: TextIO, child: subprocess.Popen[str], *, spare: bool) -> list[str]:
    """Copy what a program prints into the log, to its end; return its last lines.

    The program has a session of its own, so that Ctrl-C reaches only us. We pass the wish to stop on once, as
    Ctrl-C does, and the program tidies up; with ``spare`` it is first allowed to finish.
    """
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    try:
        for line in child.stdout or ():
            log.write(line)
            tail.append(line.rstrip())
            step.tell(line.strip())
        child.wait()
    except BaseException:
        if spare:
            step.tell("将在此步完成后停止 stops after this step")
            child.communicate()
        else:
            Process(child.pid, birth(child.pid) or 0).end(patience_s=PATIENCE_SECONDS, politely=signal.SIGINT)
            child.wait()
        raise
    return list(tail)
