"""What the tests of the warm process have done in its children."""

import os
import signal
import sys
import tempfile
import threading
import time

from spatial.intake import wire
from spatial.intake.child import main


def work(given, _limits, stream):
    """Do what the task names, and tell of oneself."""
    wire.write(stream, {"kind": "self", **_self()})
    _DEEDS[given["task"]](stream)


def _self():
    return {
        "pid": os.getpid(), "parent": os.getppid(), "session": os.getsid(0), "folder": os.getcwd(),
        "temporary": tempfile.gettempdir(), "secret": os.environ.get("DATABASE_URL", ""),
        "processor": time.process_time(), "threads": threading.active_count(),
        "files": len(os.listdir("/proc/self/fd")),
    }  # fmt: skip


def _hang(stream):
    helper = os.fork()
    if helper:
        wire.write(stream, {"kind": "helper", "pid": helper})
    time.sleep(600)


def _spin(_stream):
    while True:
        pass


_DEEDS = {
    "tell": lambda _stream: None, "hang": _hang, "wait": lambda _stream: time.sleep(600), "spin": _spin,
    "hoard": lambda _stream: bytearray(1 << 40),
    "crash": lambda _stream: os.kill(os.getpid(), signal.SIGSEGV),
    "fail": lambda _stream: sys.exit("It would not."),
}  # fmt: skip

if __name__ == "__main__":
    main(work)
