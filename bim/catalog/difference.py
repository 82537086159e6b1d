"""What changed between two revisions of a model."""

from dataclasses import dataclass
from pathlib import Path

from bim.catalog import faults
from bim.catalog.models import Revision
from portal.core.sql import fetch_as

SQL = Path(__file__).parent / "sql"
TOLERANCE_M = 0.002
"""Exporters round differently from day to day; two millimetres are no change."""
KINDS = ("added", "removed", "moved", "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One element that is not the same in both. ``el``, ``before_el``: its numbers, -1 where it is not."""

    kind: str
    global_id: str
    el: int
    before_el: int
    name: str
    ifc_class: str
    moved_m: float | None
    facts: list[str]


def difference(before: Revision, after: Revision) -> list[Change]:
    """Return what was added, removed, moved and changed from one revision to another of the same model."""
    if before.model_id != after.model_id:
        raise faults.OtherModel()
    return fetch_as(
        Change, SQL / "difference.sql", before=before.pk, after=after.pk, tolerance_m=TOLERANCE_M
    )
