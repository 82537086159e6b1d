"""The loss report while it grows: each thing not kept is counted once per kind, with its first example."""

from collections import Counter

from portal.progress.schedules.model import Remark


class Losses:
    """Counts by code, in the order they were met."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, code: str, detail: object = "", count: int = 1) -> None:
        """Count something that was not kept or was decided for the reader."""
        if count:
            self._counts[code] += count
            self._first.setdefault(code, str(detail)[:120])

    def told(self) -> tuple[Remark, ...]:
        """Return what was counted."""
        return tuple(
            Remark(code=code, count=count, detail=self._first[code]) for code, count in self._counts.items()
        )
