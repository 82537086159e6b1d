"""What an element said before and says now, value by value: names, properties, quantities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bim.catalog.difference import Change
from bim.catalog.models import Element, Revision
from bim.catalog.units import unit_of

MOST_TOLD = 1_000
"""So many elements are told value by value; a list of more is not read by anybody."""
PLAIN = {"class": "ifc_class", "name": "name", "type": "type_name", "storey": "storey_name",
         "material": "material"}  # fmt: skip
SETS = ("psets", "quantities")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """One value that is another. ``name_of_set``: empty for names, class, type, storey and material.

    ``before``, ``after``: ``None`` where there is none. ``unit``: of a quantity, see ``unit_of``.
    """

    name_of_set: str
    name: str
    before: Any
    after: Any
    unit: str | None = None


def values_changed(
    before: Revision, after: Revision, changes: Sequence[Change]
) -> dict[str, list[ValueChange]]:
    """Return by GlobalId what is another, for the first ``MOST_TOLD`` elements that say something else."""
    told = [one for one in changes if one.kind == "changed"][:MOST_TOLD]
    was = _rows(before, [one.before_el for one in told])
    now = _rows(after, [one.el for one in told])
    return {
        one.global_id: list(_changed(before, after, was[one.before_el], now[one.el])) for one in told
    }  # fmt: skip


def _rows(revision: Revision, els: list[int]) -> dict[int, dict[str, Any]]:
    rows = Element.objects.filter(revision_id=revision.pk, el__in=els)
    return {row["el"]: row for row in rows.values("el", *PLAIN.values(), *SETS)}


def _changed(
    before: Revision, after: Revision, was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[ValueChange]:
    for name, column in PLAIN.items():
        if was[column] != now[column]:
            yield ValueChange(name_of_set="", name=name, before=was[column], after=now[column])
    yield from _differing(was["psets"], now["psets"])
    for one in _differing(was["quantities"], now["quantities"]):
        unit = unit_of(after, one.name_of_set, one.name) or unit_of(before, one.name_of_set, one.name)
        yield ValueChange(
            name_of_set=one.name_of_set, name=one.name, before=one.before, after=one.after, unit=unit
        )


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[ValueChange]:
    for name_of_set in sorted(was.keys() | now.keys()):
        old, new = was.get(name_of_set, {}), now.get(name_of_set, {})
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name) or (name in old) != (name in new):
                yield ValueChange(
                    name_of_set=name_of_set, name=name, before=old.get(name), after=new.get(name)
                )
