"""Tiles that are the same for everybody, kept packed in the process until what they show changes."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MAX_BYTES = 48 * 1024 * 1024


class TileStore:
    """The most recently asked tiles, up to a number of bytes. Safe between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key that names its version; make it where nothing is."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        self._keep(key, made)
        return made

    def _keep(self, key: tuple[object, ...], made: bytes) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = made
            self._bytes += len(made)
            while self._bytes > self._max_bytes:
                _oldest, dropped = self._kept.popitem(last=False)
                self._bytes -= len(dropped)
