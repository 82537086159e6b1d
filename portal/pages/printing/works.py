"""The projects on a sheet, with the asker's rights, and the picture of everything in the neat line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.pages.drawing import choropleth as regions
from portal.pages.drawing import content, furniture, layers, looks, svg
from portal.pages.drawing.colouring import coloured
from portal.pages.drawing.content import Shapes
from portal.pages.drawing.window import Window
from portal.pages.printing.plan import Sheet
from portal.projects.choropleth import Choropleth, Colouring
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import FoundProject, find_projects
from spatial.features.policy import geometry_column

MAX_PROJECTS = 1_500
NUMBERED = 40
DETAIL_SCALE = 25_000
SECTION_SCALE = 100_000
MEMBER_LOOKS = {"parcel": looks.PARCEL, "section": looks.SECTION, "structure": looks.STRUCTURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The picture and what its legend must explain. ``numbered``: projects by their number on the map."""

    svg: str
    ground_kinds: frozenset[str]
    region_levels: frozenset[int]
    control_kinds: frozenset[str]
    member_kinds: frozenset[str]
    statuses: frozenset[str]
    numbered: tuple[FoundProject, ...]
    shown: int
    cut: bool
    choropleth: Choropleth | None = None


def draw(
    sheet: Sheet, *, actor: Actor, criteria: ProjectFilter, on: date, colouring: Colouring | None = None
) -> Drawn:
    """Draw the ground, regions by class and control lines where wanted, and the projects of a filter."""
    window = sheet.window
    found = content.ground(window)
    ground = layers.ground_layers(window, found)
    edges = layers.region_layers(window, content.region_edges(window))
    wanted = sheet.control_lines
    lines = content.features(window, actor=actor, kind="control_line") if wanted else None
    control = layers.kind_layers(window, lines, looks.CONTROL) if lines else {}
    projects, more = _projects(window, actor, criteria, on)
    parts = _members(window, actor, [project.site_id for project in projects])
    members = {kind: layers.one_look(window, part, MEMBER_LOOKS[kind]) for kind, part in parts.items()}
    sites = content.as_shapely([getattr(p.site, geometry_column(actor)) for p in projects])
    shown = coloured(actor=actor, criteria=criteria, colouring=colouring, on=on) if colouring else None
    picture = "".join([
        *(ground[kind] for kind in ground if kind in looks.COVER),
        regions.picture(window, shown) if shown else "",
        *(ground[kind] for kind in ground if kind not in looks.COVER), *control.values(), *edges.values(),
        *(furniture.site_mark(window, shape, p.status) for p, shape in zip(projects, sites, strict=True)),
        *members.values(), layers.place_names(window, found), furniture.grid(window),
        _numbers(window, sites[:NUMBERED]),
    ])  # fmt: skip
    return Drawn(
        svg=picture, ground_kinds=frozenset(ground), region_levels=frozenset(edges),
        control_kinds=frozenset(control), statuses=frozenset(p.status for p in projects),
        member_kinds=frozenset(kind for kind, drawn in members.items() if drawn),
        numbered=tuple(projects[:NUMBERED]), shown=len(projects), choropleth=shown,
        cut=more or found.cut or bool(lines and lines.cut) or any(part.cut for part in parts.values()),
    )  # fmt: skip


def _projects(
    window: Window, actor: Actor, criteria: ProjectFilter, on: date
) -> tuple[list[FoundProject], bool]:
    rows = find_projects(actor=actor, criteria=criteria, on=on)
    rows = rows.filter(**{f"site__{geometry_column(actor)}__intersects": window.lonlat_outline()})
    found = list(rows.select_related("site").order_by("-investment_yuan", "pk")[: MAX_PROJECTS + 1])
    return found[:MAX_PROJECTS], len(found) > MAX_PROJECTS


def _members(window: Window, actor: Actor, roots: list[Any]) -> dict[str, Shapes]:
    kinds = ["section"] if window.scale <= SECTION_SCALE else []
    kinds = ["parcel", *kinds, "structure"] if window.scale <= DETAIL_SCALE else kinds
    return {kind: content.features(window, actor=actor, kind=kind, roots=roots) for kind in kinds}


def _numbers(window: Window, sites: Any) -> str:
    drawn = []
    for number, shape in enumerate(sites, start=1):
        x, y = furniture.anchor(window, shape)
        badge = (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.9" fill="#ffffff" stroke="#17222c" stroke-width="0.2"/>'
        )
        drawn.append(badge + svg.text(x, y + 0.8, str(number), size=2.1))
    return "".join(drawn)
