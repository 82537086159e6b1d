"""The properties of a collection's queryables as rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from api.ogc.documents import reads_english
from spatial.items.collection import CODE, DAY, FLAG, MONEY, NUMBER, SHAPE, TEXT, WHOLE, Field

KINDS = {
    TEXT: gettext_lazy("text"), CODE: gettext_lazy("code"), MONEY: gettext_lazy("amount in yuan"),
    NUMBER: pgettext_lazy("kind of a value", "number"), WHOLE: gettext_lazy("whole number"),
    DAY: gettext_lazy("day"), FLAG: gettext_lazy("yes or no"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Queryable:
    """One property a filter may name. ``values``: codes with what they are called."""

    name: str
    title: str
    kind: str
    type: str
    values: tuple[tuple[str, str], ...]
    example: str


def queryable_rows(properties: Mapping[str, dict[str, Any]], fields: Mapping[str, Field]) -> list[Queryable]:
    """Return the properties of the schema in their order; ``fields``: those that are no shape."""
    return [_row(name, told, fields.get(name)) for name, told in properties.items()]


def _row(name: str, told: dict[str, Any], field: Field | None) -> Queryable:
    if field is None:
        return Queryable(
            name=name, title=told["title"], kind=_("shape"), type=told.get("format", ""), values=(),
            example=f"S_INTERSECTS({SHAPE}, BBOX(120, 30, 121, 31))",
        )  # fmt: skip
    english = reads_english()
    codes = told.get("enum", ())
    return Queryable(
        name=name, title=told["title"], kind=str(KINDS[field.kind]), type=told.get("type", ""),
        values=tuple((code, field.called(code, english=english)) for code in codes),
        example=_example(field),
    )  # fmt: skip


def _example(field: Field) -> str:
    """Return a filter that names the property, as CQL2 text."""
    if field.kind == DAY:
        return f"{field.name} >= DATE('2026-01-01')"
    if field.kind in (MONEY, NUMBER, WHOLE):
        return f"{field.name} >= 1"
    if field.kind == FLAG:
        return f"{field.name} = TRUE"
    return f"{field.name} = '{field.codes[0]}'" if field.codes else f"{field.name} LIKE '%1%'"
