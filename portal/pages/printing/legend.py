"""The legend: exactly what is on the sheet, drawn by the same table."""

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.pages.drawing import choropleth, looks
from portal.pages.drawing.looks import Look
from portal.pages.printing.works import Drawn
from portal.projects import names
from portal.projects.rules import STATUS_CODES

EDGE = "#c9d0d6"
"""Round the swatch of a class: that of regions without a project is as white as the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the legend."""

    swatch: SafeString
    name: str


def entries(drawn: Drawn) -> list[Entry]:
    """Return the legend of a sheet: projects, their parts, control lines, boundaries, ground."""
    return [*_projects(drawn), *_members(drawn), *_control(drawn), *_regions(drawn), *_ground(drawn)]


def classes(drawn: Drawn) -> list[Entry]:
    """Return what the colours of the regions mean, if they are coloured."""
    if drawn.choropleth is None:
        return []
    return [
        _area(replace(one.look, stroke=EDGE, width=0.1), one.name)
        for one in choropleth.entries(drawn.choropleth)
    ]


def _projects(drawn: Drawn) -> list[Entry]:
    return [
        _area(looks.site(code), names.term("status", code)) for code in STATUS_CODES if code in drawn.statuses
    ]


def _members(drawn: Drawn) -> list[Entry]:
    names = (
        ("section", looks.SECTION, _("Section")),
        ("structure", looks.STRUCTURE, _("Structure")),
        ("parcel", looks.PARCEL, _("Parcel")),
    )
    return [_area(look, name) for kind, look, name in names if kind in drawn.member_kinds]


def _control(drawn: Drawn) -> list[Entry]:
    names = (
        ("farmland", _("Basic farmland")),
        ("ecology", _("Ecology red line")),
        ("urban", _("Urban boundary")),
    )
    return [_area(looks.CONTROL[kind], name) for kind, name in names if kind in drawn.control_kinds]


def _regions(drawn: Drawn) -> list[Entry]:
    names = (
        (1, _("Province boundary")),
        (2, _("City boundary")),
        (3, _("County boundary")),
        (4, _("Town boundary")),
    )
    return [_line(looks.REGION_EDGE[level], name) for level, name in names if level in drawn.region_levels]


def _ground(drawn: Drawn) -> list[Entry]:
    lines = (
        ("road_motorway", _("Motorway")),
        ("road_trunk", _("Trunk road")),
        ("road_local", _("Local road")),
        ("railway", _("Railway line")),
    )
    areas = (
        ("river", _("River")),
        ("lake", _("Lake")),
        ("built_up", _("Built-up area")),
        ("forest", _("Forest")),
    )
    found = [_line(looks.GROUND[kind], name) for kind, name in lines if kind in drawn.ground_kinds]
    return found + [_area(looks.GROUND[kind], name) for kind, name in areas if kind in drawn.ground_kinds]


def _area(look: Look, name: str) -> Entry:
    inner = (
        f'<rect x="0.4" y="0.4" width="7.2" height="3.2" fill="{look.fill}" fill-opacity="{look.opacity}" '
        f'stroke="{look.stroke}" stroke-width="{look.width}" stroke-dasharray="{look.dash or "none"}"/>'
    )
    return Entry(swatch=_swatch(inner), name=name)


def _line(look: Look, name: str) -> Entry:
    def stroke(ink: str, width: float) -> str:
        dash = look.dash or "none"
        return (
            f'<path d="M0.4 2H7.6" stroke="{ink}" stroke-width="{width}" '
            f'stroke-dasharray="{dash}" fill="none"/>'
        )

    under = stroke(look.case, look.case_width) if look.case else ""
    return Entry(swatch=_swatch(under + stroke(look.stroke, look.width)), name=name)


def _swatch(inner: str) -> SafeString:
    whole = f'<svg width="8mm" height="4mm" viewBox="0 0 8 4">{inner}</svg>'
    return mark_safe(whole)  # noqa: S308  made of the table in drawing.looks alone
