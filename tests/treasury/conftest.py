"""The sandbox treasury as the process it is, in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from portal.treasury.interface import Order, TreasuryUnreachable
from portal.treasury.over_http import HttpTreasury, sandbox_in

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20


class SandboxProcess:
    """Starts, kills and starts again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> HttpTreasury:
        argv = [sys.executable, "-m", "portal.treasury.sandbox", str(self.folder)]
        self.child = subprocess.Popen(argv, cwd=ROOT)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                treasury = sandbox_in(self.folder)
                treasury.receipts(after=0)
            except TreasuryUnreachable:
                time.sleep(0.05)
            else:
                return treasury
        raise AssertionError("the sandbox did not start")

    def end(self, number: int = signal.SIGTERM) -> None:
        if self.child is not None:
            os.kill(self.child.pid, number)
            self.child.wait(PATIENCE_SECONDS)
            self.child = None

    def behave(self, mode: str, **words: object) -> None:
        sandbox_in(self.folder).operate("/mode", {"mode": mode, **words})


@pytest.fixture
def process(tmp_path):
    """The sandbox's process, not started."""
    process = SandboxProcess(tmp_path / "treasury")
    yield process
    process.end(signal.SIGKILL)


@pytest.fixture
def treasury(process) -> HttpTreasury:
    """The sandbox, running."""
    return process.start()


def order(key: str = "A-1", **changes: object) -> Order:
    """An ordinary instruction."""
    ordinary = {
        "key": key, "amount_yuan": Decimal("1234.50"), "payee_name": "东江建筑公司",
        "payee_uscc": "91350100M000100Y43", "bank": "东江银行", "account": "6222001", "purpose": "进度款",
    }  # fmt: skip
    return Order(**(ordinary | changes))
