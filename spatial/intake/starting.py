"""A child process begun: from nothing, or forked from one that has all it needs."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Protocol

from spatial.intake.parting import Given
from spatial.intake.warm import NotWarm, forked

_LOG = logging.getLogger(__name__)


class Process(Protocol):
    """What is asked of a child once it runs."""

    def wait(self) -> int:
        """Return the exit code, negative for a signal."""

    def end(self) -> None:
        """Kill it, with all it started, if it still runs."""


class Cold:
    """A new interpreter."""

    def __init__(self, module: str, given: Given, environment: Mapping[str, str]) -> None:
        inside = str(given.inside)
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-s", "-m", module, str(given.report)],
            stdin=given.task, stdout=subprocess.DEVNULL, stderr=given.words, pass_fds=(given.report,),
            env={**environment, "TMPDIR": inside, "HOME": inside}, cwd=inside, start_new_session=True,
        )  # fmt: skip

    def wait(self) -> int:
        """Return the exit code, negative for a signal."""
        return self._process.wait()

    def end(self) -> None:
        """Kill its whole session if it still runs, and wait."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def begin(module: str, given: Given, environment: Mapping[str, str], *, warm: bool) -> Process:
    """Start a child on a task; where there is no warm process, from nothing."""
    if warm:
        try:
            return forked(module, given, environment)
        except NotWarm:
            _LOG.warning("No warm process for %s: its child begins from nothing.", module)
    return Cold(module, given, environment)
