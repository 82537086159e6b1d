"""Temporary land as L15 and L09 read it: one term for one ground, however many papers give it."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.approvals.held import Held
from portal.approvals.rules import TEMPORARY
from portal.projects.models import Project
from spatial.land import chain
from spatial.land.rules.facts import TemporaryLand

LONG_SECTORS = frozenset({"railway", "road", "airport", "energy", "flood_control", "waterway"})
"""Sectors whose temporary land may be used for four years (实施条例 20)."""
SHARED, COVERED = 0.01, 0.99
"""From which share of the smaller ground two papers give the same one; and from which one covers another."""


def temporary_lands(papers: Iterable[Held], project: Project, on: date) -> tuple[TemporaryLand, ...]:
    """Return all temporary land of a project; a paper whose successor has its ground owes nothing itself."""
    given = [held for held in papers if held.kind == TEMPORARY]
    return tuple(temporary_land(held, given, project, on) for held in given if not _passed_on(held, given))


def temporary_land(held: Held, papers: Iterable[Held], project: Project, on: date) -> TemporaryLand:
    """Return one paper of temporary land, with the day its ground was first given among ``papers``."""
    row = held.document
    return TemporaryLand(
        key=held.number or TEMPORARY, approved_on=held.issued_on or on, first_on=_first_on(held, papers, on),
        ends_on=held.valid_to, long=project.sector in LONG_SECTORS,
        returned_on=row.returned_on if row else None, reclaimed_on=row.reclaimed_on if row else None,
    )  # fmt: skip


def _first_on(held: Held, papers: Iterable[Held], on: date) -> date:
    """Return the first day of an unbroken use: a ground that was handed back begins a new one."""
    since = held.issued_on or on
    before = [
        other.issued_on for other in papers
        if other.kind == TEMPORARY and other is not held and other.issued_on is not None
        and other.issued_on <= since and not _back_by(other, since) and _share(held, other) > SHARED
    ]  # fmt: skip
    return min([since, *before])


def _back_by(held: Held, day: date) -> bool:
    returned = held.document.returned_on if held.document else None
    return returned is not None and returned <= day


def _passed_on(held: Held, papers: Sequence[Held]) -> bool:
    row = held.document
    if row is None or row.state != chain.SUPERSEDED:
        return False
    since = row.issued_on or date.min
    later = [one for one in papers if one is not held and (one.issued_on or date.max) >= since]
    return any(_share(held, one, of_first=True) >= COVERED for one in later)


def _share(held: Held, other: Held, *, of_first: bool = False) -> float:
    """Return the share of the smaller ground (or of the first's) that both have, 0-1.

    Without two boundaries only a paper made to replace another has its ground.
    """
    if held.extent is None or other.extent is None:
        return float(_replaces(held, other) or _replaces(other, held))
    one, two = held.extent.geom, other.extent.geom
    if not one.intersects(two):
        return 0.0
    least = one.area if of_first else min(one.area, two.area)
    return float(one.intersection(two).area / least)


def _replaces(held: Held, other: Held) -> bool:
    one, two = held.document, other.document
    return one is not None and two is not None and one.supersedes_id == two.pk
