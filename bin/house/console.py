"""What the user sees: numbered steps in two languages, each with its time."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from house.trouble import Trouble

BEAT_SECONDS = 0.5
DOT_EVERY_SECONDS = 10.0


def say(text: str = "", *, end: str = "\n", to: TextIO | None = None) -> None:
    """Print at once. A reader that has gone away (``bin/up | head``) must not bring down what was started."""
    try:
        print(text, end=end, flush=True, file=to or sys.stdout)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (to or sys.stdout).fileno())


def say_both(en: str, zh: str) -> None:
    """Print a sentence in Chinese and in English."""
    say(zh)
    say(en)


def complain(trouble: Trouble) -> None:
    """Print what stopped the command and what to do."""
    say(f"\n✗ {trouble.zh}\n✗ {trouble.en}", to=sys.stderr)


def be_plain() -> None:
    """Never fail on a terminal that cannot show Chinese."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


@dataclass(slots=True)
class Step:
    """One running step: its head line, and on a terminal the seconds and the last line of its program."""

    head: str
    title: str
    started: float = field(default_factory=time.monotonic)
    note: str = ""
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Step":
        say(self.head, end=" ")
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()
        self._wipe()
        seconds = f"{time.monotonic() - self.started:.1f} s"
        if kind is None:
            say(f"{seconds}  {self.note}".rstrip())
        else:
            say(f"✗ {seconds}")

    def tell(self, line: str) -> None:
        """Show what the step is doing now."""
        self.note = line

    def _beat(self) -> None:
        next_dot = time.monotonic() + DOT_EVERY_SECONDS
        while not self._done.wait(BEAT_SECONDS):
            if sys.stdout.isatty():
                self._draw()
            elif time.monotonic() >= next_dot:
                say(".", end="")
                next_dot += DOT_EVERY_SECONDS

    def _draw(self) -> None:
        width = max(shutil.get_terminal_size().columns // 2 - 1, 20)
        text = f"{self.head} {time.monotonic() - self.started:.0f} s {self.note}"
        say(f"\r\033[K{text[:width]}", end="")

    def _wipe(self) -> None:
        say(f"\r\033[K{self.head} " if sys.stdout.isatty() else " ", end="")


@dataclass(slots=True)
class Steps:
    """A numbered list of steps."""

    total: int
    number: int = 0

    def run(self, en: str, zh: str, act: Callable[[Step], str]) -> None:
        """Run ``act``; the words it returns stand after the time."""
        self.number += 1
        with Step(f"[{self.number}/{self.total}] {zh} {en} …", f"{zh} {en}") as step:
            step.note = act(step)
