"""The columns of a workbook that is brought in: their headers, what stands in them, where they are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from spatial.intake.model import Layer

TEXT, TERM, YUAN, PCT, DAY, WHOLE, YES = "text", "term", "yuan", "pct", "day", "whole", "yes"
UNITS = {YUAN: ("（元）", " (yuan)"), PCT: ("（%）", " (%)")}
HOW: dict[str, Promise] = {
    TEXT: _("Text"), YUAN: _("A number in yuan with up to two decimals"),
    PCT: _("A number from 0 to 100 with up to two decimals; 85 or 85% is 85 %"),
    DAY: _("A date such as 2026-03-01"), WHOLE: _("A whole number from 1 to 60"), YES: _("Yes or no"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``zh`` and ``en``: its headers without unit; ``also``: others that are understood.

    ``most``: characters of a text; ``how``: what to fill in, where the kind alone does not say.
    """

    field: str
    zh: str
    en: str
    kind: str = TEXT
    must: bool = False
    most: int = 0
    also: tuple[str, ...] = ()
    how: str | Promise = ""
    example: str | int = ""

    def header(self, *, english: bool) -> str:
        """Return the header with unit, and a star where the column must be filled in."""
        unit = UNITS.get(self.kind, ("", ""))[english]
        return f"{self.en if english else self.zh}{unit}{' *' if self.must else ''}"


Terms = Mapping[str, tuple[tuple[str, ...], Mapping[str, Promise]]]
"""Field → its codes, and how each is called."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The columns of one kind of workbook. ``short``: field → short words that are understood → code."""

    columns: Sequence[Column]
    terms: Terms
    short: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Return the columns by what they say."""
        return {column.field: column for column in self.columns}

    @cached_property
    def must(self) -> tuple[str, ...]:
        """Return the fields that must be filled in."""
        return tuple(column.field for column in self.columns if column.must)

    def places_of(self, layer: Layer) -> dict[str, int]:
        """Return where each field stands in a sheet, counted from 0."""
        known = {
            plain(header): column.field for column in self.columns
            for header in (column.zh, column.en, *column.also)
        }  # fmt: skip
        found: dict[str, int] = {}
        for column in layer.columns:
            name = known.get(plain(column.name))
            if name:
                found.setdefault(name, column.number - 1)
        return found

    def fullest(self, layers: Sequence[Layer]) -> tuple[Layer | None, str]:
        """Return the first sheet with the most of the columns needed, and how those are called that it lacks.

        Without any sheet, all are lacking.
        """
        lacking = {
            layer.name: [name for name in self.must if name not in self.places_of(layer)] for layer in layers
        }
        best = min(layers, key=lambda layer: len(lacking[layer.name]), default=None)
        return best, self._headers(lacking[best.name] if best else self.must)

    def words_of(self, name: str) -> dict[str, str]:
        """Return what a term may be called, in both languages or by its code → the code."""
        codes, called = self.terms[name]
        found = {code: code for code in codes} | dict(self.short.get(name, {}))
        for language in ("zh-hans", "en"):
            with override(language):
                found |= {str(called[code]).lower(): code for code in codes}
        return found

    def _headers(self, names: Sequence[str]) -> str:
        english = (get_language() or "zh").startswith("en")
        return ", ".join(self.by_field[name].header(english=english).rstrip(" *") for name in names)


def plain(header: str) -> str:
    """Return a header without unit, star and blanks, for comparison."""
    return "".join(header.replace("（", "(").split("(")[0].split()).strip("*＊").lower()
