"""The smallest of six headrooms decides (domain reference, 3.6). Amounts in yuan, two decimals. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

CODES = ("H1", "H2", "H3", "H4", "H5", "H6")


class Told(Protocol):
    """A headroom as budget and contracts tell it."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def room_yuan(self) -> Decimal: ...  # noqa: D102
    @property
    def terms(self) -> tuple[tuple[str, Decimal], ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One headroom with its arithmetic: names and signed yuan that add up to the room.

    ``share``: the factors of the agreed share of certified work: its ratio (0-1) and that value in yuan.
    """

    code: str
    terms: tuple[tuple[str, Decimal], ...]
    share: tuple[Decimal, Decimal] | None = None

    @property
    def room_yuan(self) -> Decimal:
        """Return the sum of the terms."""
        return sum((yuan for _name, yuan in self.terms), Decimal("0.00"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was asked, against each room. ``least``: the tightest; it decides."""

    asked_yuan: Decimal
    rooms: tuple[Room, ...]

    @property
    def least(self) -> Room:
        """Return the tightest room, the first where several are."""
        return min(self.rooms, key=lambda room: (room.room_yuan, room.code))

    @property
    def short(self) -> tuple[Room, ...]:
        """Return the rooms that do not hold what was asked."""
        return tuple(room for room in self.rooms if room.room_yuan < self.asked_yuan)

    @property
    def passes(self) -> bool:
        """Tell whether every room holds it."""
        return not self.short

    def written(self) -> list[dict[str, Any]]:
        """Return the arithmetic as it is kept; amounts as text."""
        return [
            {"code": room.code, "room_yuan": str(room.room_yuan), "short": room.room_yuan < self.asked_yuan,
             "missing_yuan": str(max(Decimal("0.00"), self.asked_yuan - room.room_yuan)),
             "terms": [[name, str(yuan)] for name, yuan in room.terms],
             "share": [str(factor) for factor in room.share] if room.share else None}
            for room in self.rooms
        ]  # fmt: skip


def decide(asked_yuan: Decimal, told: Iterable[Told | Room]) -> Decision:
    """Put what is asked against each headroom."""
    rooms = tuple(Room(code=one.code, terms=tuple(one.terms), share=_share(one)) for one in told)
    return Decision(asked_yuan=asked_yuan, rooms=tuple(sorted(rooms, key=lambda room: room.code)))


def less(room: Told, name: str, yuan: Decimal) -> Room:
    """Return a headroom with one more term taken off; a term of nothing is not told."""
    more = ((name, -yuan),) if yuan else ()
    return Room(code=room.code, terms=(*room.terms, *more), share=_share(room))


def _share(room: Told | Room) -> tuple[Decimal, Decimal] | None:
    return getattr(room, "share", None)
