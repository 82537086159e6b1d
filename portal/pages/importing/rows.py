"""One row of an import as the page shows it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.pages import words
from portal.projects import names
from portal.projects.importing import remarks
from portal.projects.importing.fields import BY_CODE
from portal.projects.importing.rows import row_place, row_remarks
from portal.projects.importing.understanding import STORED
from portal.projects.models_import import ImportRow

CODE_OF = {stored: code for code, stored in STORED.items()}
LISTS = {"sector": "sector", "funding_source": "funding", "nature": "nature", "stage": "stage"}
MONEY = ("investment_yuan", "paid_yuan")
SEPARABLE = frozenset({"matched_by_name", "project_ambiguous", "project_twice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence with its gravity: error, warn, note. ``place``: the cell, where it is about one."""

    gravity: str
    sentence: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: what the record says and what the file says."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One row. ``separable``: it may be another project than the one it is taken for."""

    number: int
    place: str
    outcome: str
    name: str
    owner: str
    region: str
    investment: str
    lon_lat: str
    project_code: str
    changes: list[Change]
    remarks: list[Said]
    separable: bool


def row_line(row: ImportRow, language: str) -> RowLine:
    """Return the row in a language."""
    said = row_remarks(row)
    facts, project = row.facts, row.project
    return RowLine(
        number=row.number, place=row_place(row, language), outcome=row.outcome,
        name=facts.get("name") or (project.name if project else ""),
        owner=row.owner.name if row.owner else facts.get("owner", ""),
        region=row.region_code or facts.get("region", ""), investment=_money(facts.get("investment_yuan")),
        lon_lat=_middle(row), project_code=project.code if project else "",
        changes=[_change(name, pair, language) for name, pair in row.changes.items()],
        remarks=[_said(one, language) for one in said],
        separable=any(one.code in SEPARABLE for one in said),
    )  # fmt: skip


def _said(one: remarks.Problem, language: str) -> Said:
    place = one.address.text(language) if one.address.column else ""
    return Said(gravity=str(one.severity), sentence=remarks.say(one, language), place=place)


def facts_of(row: ImportRow, language: str) -> list[tuple[str, str]]:
    """Return all that was read from a row, as name and value, in the order of the fields."""
    names = [name for name in (STORED.get(code, code) for code in BY_CODE) if name in row.facts]
    return [(_field_name(name, language), shown(name, row.facts[name])) for name in names]


def shown(name: str, value: Any) -> str:
    """Return a fact as people read it."""
    if isinstance(value, dict):
        return _site(value)
    if name in LISTS:
        return names.term(LISTS[name], value)
    if name == "label":
        return names.label(value)
    return _money(value) if name in MONEY else str(value) or "—"


def _change(name: str, pair: list[Any], language: str) -> Change:
    before, after = (shown(name, value) for value in pair)
    if before == after:
        before, after = (str(value) for value in pair)
    return Change(field=_field_name(name, language), before=before, after=after)


def _field_name(name: str, language: str) -> str:
    if name == "site":
        return _("Site")
    known = BY_CODE.get(CODE_OF.get(name, name))
    return known.name(language) if known else name


def _site(site: dict[str, Any]) -> str:
    kinds = {
        "Point": _("point"),
        "MultiPoint": _("points"),
        "LineString": _("line"),
        "MultiLineString": _("lines"),
        "Polygon": _("area"),
        "MultiPolygon": _("areas"),
    }
    area = f", {site['area_sqm']:,.0f} m²" if site["area_sqm"] else ""
    return f"{kinds.get(site['kind'], site['kind'])} {site['lon']}, {site['lat']}{area}"


def _money(text: Any) -> str:
    return words.money(Decimal(text)) if text else ""


def _middle(row: ImportRow) -> str:
    if row.geom is None:
        return ""
    middle = row.geom.centroid
    return f"{middle.x:.5f}, {middle.y:.5f}"
