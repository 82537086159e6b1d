"""A step's program does not outlive the command, however that ends, and may tidy up where there is time."""

import signal
import subprocess
import sys

import pytest
from house.process import wait_until

COMMAND = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from house import signals
from house.command import Runner
from house.console import Step
from house.trouble import Stopped
signals.raise_stopped()
try:
    Runner(log=Path(sys.argv[2]), cwd=Path(sys.argv[3])).run(Step("", ""), ["sh", "-c", sys.argv[4]])
except Stopped:
    sys.exit(130)
"""
TIDY = (
    "trap 'touch tidied; exit 1' INT; trap 'touch ended; exit 1' TERM; "
    "touch begun; while :; do sleep 0.1; done"
)


@pytest.fixture
def command(root, tmp_path):
    words = [sys.executable, "-c", COMMAND, str(root / "bin"), str(tmp_path / "log"), str(tmp_path), TIDY]
    child = subprocess.Popen(words)
    assert wait_until((tmp_path / "begun").exists, 10)
    yield child
    child.kill()
    child.wait()


def test_a_wish_to_stop_reaches_the_program_once_and_lets_it_tidy_up(command, tmp_path):
    command.send_signal(signal.SIGINT)
    assert command.wait(10) == 130
    assert (tmp_path / "tidied").exists()
    assert not (tmp_path / "ended").exists()


def test_a_killed_command_takes_its_program_with_it(command, tmp_path):
    command.kill()
    command.wait()
    assert wait_until((tmp_path / "ended").exists, 5)
