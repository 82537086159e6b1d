"""Turn every polite wish to stop into one exception, so that clean-up runs."""

import signal
from types import FrameType
from typing import NoReturn

from house.trouble import Stopped

POLITE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def raise_stopped() -> None:
    """From now on SIGINT, SIGTERM and SIGHUP raise ``Stopped`` in the main thread."""
    for number in POLITE:
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped(signal.Signals(number).name)
