"""Run a program: its output goes to a log, its last lines to the user when it fails."""

import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house.console import Step, say
from house.trouble import from_output

TAIL_LINES = 25
FETCHERS = {"pip", "ci", "apt-get"}


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs the programs of the steps. ``log`` collects what they print."""

    log: Path
    cwd: Path

    def run(self, step: Step, argv: Sequence[str | Path], *, env: Mapping[str, str] | None = None,
            cwd: Path | None = None, own_session: bool = False) -> str:
        """Run a program to its end and return its last lines; raise ``Trouble`` when it fails."""
        words = [str(word) for word in argv]
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {' '.join(words)}\n")
            log.flush()
            status, tail = _follow(step, log, words, env, cwd or self.cwd, own_session)
        if status != 0:
            say()
            say("\n".join(f"    {line}" for line in tail))
            raise from_output(step.title, tail, self.log, fetches=not FETCHERS.isdisjoint(words))
        return "\n".join(tail)


def _follow(step, log, words, env, cwd, own_session):  # type: ignore[no-untyped-def]
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    with subprocess.Popen(
        words, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace", start_new_session=own_session,
    ) as child:
        try:
            for line in child.stdout:
                log.write(line)
                tail.append(line.rstrip())
                step.tell(line.strip())
        except BaseException:
            if not own_session:
                child.terminate()
            child.wait()
            raise
    return child.returncode, list(tail)
