"""Amounts to the cent handed down: from a section to its tasks, from a task to its storeys and classes.

Whatever pieces are put together, by storey, class, task or group, come to the same cents: a line is what it
opens to, and lines come to what they are opened from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.earned.cents import adding_up, handed_down, less, summed
from portal.earned.standing import Grown, stands
from portal.earned.tasks import TaskGrown, parts_stand
from portal.progress.rules.earned import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A task, or the share of it that lies in one storey and class. ``cents``: its amounts as told."""

    task: TaskGrown
    storey: str | None = None
    cls: str | None = None
    elements: int = 0
    cents: Standing | None = None

    @property
    def at(self) -> tuple[str, str | None, str | None]:
        """Return which piece of which task it is."""
        return self.task.key, self.storey, self.cls


def sections_in_cents(sections: Sequence[Grown], as_of: date) -> dict[UUID, Standing]:
    """Return the amounts of sections as the project's own page tells them."""
    found = adding_up([stands([one], as_of=as_of) for one in sections])
    return {one.section_id: told.at for one, told in zip(sections, found, strict=True)}


def pieces_in_cents(
    sections: Sequence[Grown], pieces: Iterable[Piece], as_of: date
) -> dict[tuple[str, str | None, str | None], Standing]:
    """Return the amounts of each piece of the tasks of sections in cents. Pieces of a task stand together."""
    wholes, by_task = sections_in_cents(sections, as_of), _by_task(pieces)
    found: dict[tuple[str, str | None, str | None], Standing] = {}
    for section in sections:
        own = {key: parts for key, parts in by_task.items() if parts[0].task.section_id == section.section_id}
        exact = {key: [_exact(part, as_of) for part in parts] for key, parts in own.items()}
        tasks = [summed(parts) for parts in exact.values()]
        rest = less(stands([section], as_of=as_of).at, summed(tasks))
        cents = handed_down([*tasks, rest], wholes[section.section_id])
        for (key, parts), whole in zip(own.items(), cents, strict=False):
            told = handed_down(exact[key], whole)
            found |= {part.at: at for part, at in zip(parts, told, strict=True)}
    return found


def _by_task(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.task.key, []).append(piece)
    return found


def _exact(piece: Piece, as_of: date) -> Standing:
    return parts_stand([piece.task], as_of=as_of).at
