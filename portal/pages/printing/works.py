"""The projects on a sheet, with the asker's rights, and the picture of everything in the neat line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.pages.drawing import content, furniture, layers, looks, svg
from portal.pages.drawing.content import Shapes
from portal.pages.drawing.window import Window
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import find_projects
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
    numbered: tuple[Project, ...]
    shown: int
    cut: bool


def draw(window: Window, *, actor: Actor, criteria: ProjectFilter, on: date) -> Drawn:
    """Draw the ground, the boundaries, the control lines and the projects of a filter."""
    ground = content.ground(window)
    edges = content.region_edges(window)
    control = content.features(window, actor=actor, kind="control_line")
    projects, more = _projects(window, actor, criteria, on)
    members = _members(window, actor, [project.site_id for project in projects])
    sites = content.as_shapely([getattr(p.site, geometry_column(actor)) for p in projects])
    picture = "".join([
        layers.ground_layers(window, ground),
        layers.kind_layers(window, control, looks.CONTROL),
        layers.region_layers(window, edges),
        *(furniture.site_mark(window, shape, p.status) for p, shape in zip(projects, sites, strict=True)),
        *(layers.one_look(window, found, MEMBER_LOOKS[kind]) for kind, found in members.items()),
        layers.place_names(window, ground),
        furniture.grid(window),
        _numbers(window, sites[:NUMBERED]),
    ])  # fmt: skip
    return Drawn(
        svg=picture, ground_kinds=frozenset(ground.kinds), region_levels=frozenset(edges),
        control_kinds=frozenset(control.kinds), statuses=frozenset(p.status for p in projects),
        member_kinds=frozenset(kind for kind, found in members.items() if len(found.lonlat)),
        numbered=tuple(projects[:NUMBERED]), shown=len(projects),
        cut=more or ground.cut or control.cut or any(found.cut for found in members.values()),
    )  # fmt: skip


def _projects(
    window: Window, actor: Actor, criteria: ProjectFilter, on: date
) -> tuple[list[Project], bool]:
    rows = find_projects(actor=actor, criteria=criteria, on=on)
    rows = rows.filter(**{f"site__{geometry_column(actor)}__intersects": window.lonlat_box()})
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
        badge = f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.9" fill="#ffffff" stroke="#17222c" stroke-width="0.2"/>'
        drawn.append(badge + svg.text(x, y + 0.8, str(number), size=2.1))
    return "".join(drawn)
