"""Elements grouped by a field or a property, each group with a colour: the legend and what it colours."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from bim.catalog import faults
from bim.catalog.models import Element
from bim.catalog.questions import TEXTS, property_text
from bim.elements.asking import property_named

HUES = (
    "#3d7fc4", "#e39a2d", "#2f9e62", "#c4537f", "#7a62c9", "#3fa7b5", "#a8772f", "#7f9a3a", "#d0483a",
    "#5c6f8a", "#b05fc0", "#4f8f7a",
)  # fmt: skip
NONE_COLOUR = "#c9ced4"
MOST_GROUPS = 60
FIELDS = {**TEXTS, "class": "ifc_class"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Elements of one value. ``value``: empty for those without one."""

    value: str
    colour: str
    els: list[int]


def colours_of(rows: QuerySet[Element], by: str) -> list[Group]:
    """Return the groups, the largest first, those without a value last. Raise ``PropertyUnknown``."""
    met: dict[str, list[int]] = defaultdict(list)
    for el, value in rows.annotate(asked=_expression(by)).values_list("el", "asked").order_by("el"):
        met[value or ""].append(el)
    without = met.pop("", [])
    found = sorted(met.items(), key=lambda item: (-len(item[1]), item[0]))
    shown, rest = found[:MOST_GROUPS], found[MOST_GROUPS:]
    groups = [Group(value=value, colour=HUES[n % len(HUES)], els=els) for n, (value, els) in enumerate(shown)]
    if rest:
        others = sorted(el for _value, els in rest for el in els)
        groups.append(Group(value="…", colour=NONE_COLOUR, els=others))
    return [*groups, Group(value="", colour=NONE_COLOUR, els=without)] if without else groups


def _expression(by: str) -> Any:
    if by in FIELDS:
        return F(FIELDS[by])
    found = property_named(by)
    if found is None or not found[0]:
        raise faults.PropertyUnknown(by=by[:80])
    return property_text(*found)
