"""How long second opinions may take in all: shared by the children, counted even when one dies of it."""

import mmap
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

ONE_OPINION_S = 6
ALL_OPINIONS_S = 30.0
PLACE = struct.Struct("d")


class Patience:
    """Processor seconds that are left for second opinions, in memory that forked children share.

    Two children may count at the same moment and lose a few seconds: the limit is one of patience only.
    """

    def __init__(self, seconds: float = ALL_OPINIONS_S) -> None:
        self.seconds = seconds
        self.shared = mmap.mmap(-1, PLACE.size)

    def is_left(self) -> bool:
        """Return whether another opinion may still be asked for."""
        return self._spent() < self.seconds

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count what is done within; the most it may take is counted first, for who never returns."""
        began = time.process_time()
        self._add(ONE_OPINION_S)
        yield
        self._add(time.process_time() - began - ONE_OPINION_S)

    def _spent(self) -> float:
        return float(PLACE.unpack(self.shared[: PLACE.size])[0])

    def _add(self, seconds: float) -> None:
        self.shared[: PLACE.size] = PLACE.pack(self._spent() + seconds)
