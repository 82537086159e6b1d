"""Run one check and tell how it went."""

import os
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from house.checks import Check
from house.console import say

OK, FAILED, SKIPPED = "ok", "FAILED", "SKIPPED"
PYTEST_FOUND_NOTHING = 5
PYTEST_LINE = re.compile(r"=+ (.*\b(?:passed|failed|error|errors|skipped|deselected|no tests ran)\b.*) =+$")
PYTEST_WORD = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)")
NODE_LINE = re.compile(r"^\S+ (pass|fail|skipped) (\d+)$")
MEANS = {"pass": "passed", "fail": "failed", "error": "failed", "errors": "failed", "xfailed": "skipped",
         "xpassed": "passed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a check went. ``line``: the test runner's own closing words; ``tests``: passed, failed, skipped."""

    check: Check
    state: str
    seconds: float
    line: str = ""
    tests: Counter[str] = field(default_factory=Counter)


def run(check: Check, *, env: Mapping[str, str], cwd: Path) -> Outcome:
    """Run a check, showing all that it prints."""
    if check.nothing:
        say(f"SKIPPED 跳过: {check.name}: {check.nothing}")
        return Outcome(check=check, state=SKIPPED, seconds=0, line=check.nothing)
    started = time.monotonic()
    status, lines = _show(check, env, cwd)
    line, tests = _count(lines) if check.counts else ("", Counter())
    if status == PYTEST_FOUND_NOTHING and check.may_be_empty:
        state, line = SKIPPED, "no such test yet"
    else:
        state = FAILED if status else OK
    return Outcome(check=check, state=state, seconds=time.monotonic() - started, line=line, tests=tests)


def _show(check: Check, env: Mapping[str, str], cwd: Path) -> tuple[int, list[str]]:
    lines: list[str] = []
    child = subprocess.Popen(
        [str(word) for word in check.argv], env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        start_new_session=True,
    )
    too_long = threading.Timer(check.timeout_s, _kill, (child, check))
    too_long.start()
    try:
        for line in child.stdout or ():
            say(line.rstrip("\n"))
            lines.append(line.rstrip("\n"))
        return child.wait(), lines
    finally:
        too_long.cancel()
        _kill_group(child)


def _kill(child: subprocess.Popen[str], check: Check) -> None:
    say(f"{check.name} took longer than {check.timeout_s} s and is stopped. 超时，已停止。")
    _kill_group(child)


def _kill_group(child: subprocess.Popen[str]) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _count(lines: list[str]) -> tuple[str, Counter[str]]:
    """Return the runner's closing line and its counts: pytest's last line, or node's three."""
    for line in reversed(lines):
        if match := PYTEST_LINE.match(line):
            return match.group(1), _sum(PYTEST_WORD.findall(line))
    node = [(match.group(2), match.group(1)) for line in lines if (match := NODE_LINE.match(line))]
    return ", ".join(f"{count} {word}" for count, word in node), _sum(node)


def _sum(pairs: list[tuple[str, str]]) -> Counter[str]:
    tests: Counter[str] = Counter()
    for count, word in pairs:
        tests[MEANS.get(word, word)] += int(count)
    return tests
