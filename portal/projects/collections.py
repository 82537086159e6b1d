"""The project library as collections of the standard doors: the selectors' own rows, nothing beside them."""

from datetime import date, timedelta

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Case, DateField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from portal.accounts.actor import Actor
from portal.projects.exporting.columns import COLUMNS, Column
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import find_projects, standing_features
from spatial.features import collections as members
from spatial.features.models import Feature
from spatial.features.policy import geometry_column, mercator_column
from spatial.features.rules import PUBLIC_KINDS
from spatial.fields import TILE_UNITS_PER_WORLD
from spatial.items.boxes import mercator_of
from spatial.items.collection import Collection, Field, Rows
from spatial.land.classes import CLASSES
from spatial.tiles.tile import WORLD_M

ONE_DAY = timedelta(days=1)
_SPAN_ZH = (
    "datetime 按工期筛选：有实际日期的按实际，否则按计划；"
    "已开工未完工的视为持续，逾期未开工的视为尚未开工。"
)
_SPAN_EN = (
    "datetime asks by the days of work: actual ones, else planned; what was begun goes on until it ends, and "
    "what should have begun and was not has not begun."
)
_OF_A_FILTER = ("allocated_yuan",)
"""Columns that only say something within a filter's region."""


def _field(column: Column) -> Field:
    return Field(
        name=column.name, zh=column.zh, en=column.en, kind=column.kind, value=column.value,
        codes=tuple(term.code for term in column.terms), public=column.public,
        words=tuple((term.code, term.zh, term.en) for term in column.terms),
    )  # fmt: skip


PROJECT_FIELDS = tuple(_field(column) for column in COLUMNS if column.name not in _OF_A_FILTER)
LAND_CLASSES = tuple((code, zh, en) for code, (zh, en) in CLASSES.items())
MEMBER_FIELDS = (
    Field(name="project", zh="项目编号", en="Project", value="root__project__code"),
    Field(name="project_name", zh="项目名称", en="Project name", value="root__project__name"),
    *members.with_words("subkind", LAND_CLASSES, members.FIELDS),
    *members.INTERNAL_FIELDS,
)


def _projects(actor: Actor, on: date) -> QuerySet[Project]:
    rows = find_projects(actor=actor, criteria=ProjectFilter(), on=on).annotate(
        _begins=Coalesce("actual_start", Greatest("planned_start", Value(on + ONE_DAY))), _ends=_ends(on)
    )
    return rows.filter(published=True) if actor.is_public else rows


def _ends(on: date) -> Coalesce:
    """Return the day work ends: what was begun goes on until it does, however late."""
    begun = Q(actual_start__isnull=False, planned_end__isnull=False)
    late = When(begun, then=Greatest("planned_end", Value(on)))
    return Coalesce("actual_end", Case(late, default="planned_end", output_field=DateField()))


def _anchor(actor: Actor) -> str:
    return "site__public_anchor" if actor.is_public else "site__anchor"


def _near_anchor(actor: Actor, area: GEOSGeometry) -> Q:
    """Return the indexed condition that the anchor's cell of the zoom-24 grid meets an area's envelope."""
    west, south, east, north = mercator_of(area).extent
    unit = WORLD_M / TILE_UNITS_PER_WORLD
    across = int((west + WORLD_M / 2) / unit) - 1, int((east + WORLD_M / 2) / unit) + 1
    down = int((WORLD_M / 2 - north) / unit) - 1, int((WORLD_M / 2 - south) / unit) + 1
    x, y = ("public_mx", "public_my") if actor.is_public else ("mx", "my")
    return Q(**{f"{x}__range": across, f"{y}__range": down})


def _sites(actor: Actor, on: date) -> QuerySet[Project]:
    return _projects(actor, on).filter(site__kind="site")


def _near_site(actor: Actor, area: GEOSGeometry) -> Q:
    return Q(**{f"site__{mercator_column(actor)}__bboverlaps": mercator_of(area)})


def _members(kind: str) -> Rows:
    def rows(actor: Actor, on: date) -> QuerySet[Feature]:
        found = standing_features(actor=actor, kind=kind, on=on)
        return found.filter(published=True) if actor.is_public else found

    return rows


def _collection(kind: str, name: str, *told: str, tiles: str = "") -> Collection:
    zh, en, about_zh, about_en = told
    return Collection(
        name=name, zh=zh, en=en, about_zh=about_zh, about_en=about_en, rows=_members(kind),
        shape=members.shape, near=members.near, fields=MEMBER_FIELDS, span=members.span, tiles=tiles,
        seen_by_public=kind in PUBLIC_KINDS,
    )  # fmt: skip


PROJECTS = Collection(
    name="projects",
    zh="项目",
    en="Projects",
    about_zh=f"项目库中的项目，以代表点表示；金额为元，状态按当日推算。{_SPAN_ZH}",
    about_en="The projects of the library, each at its anchor; amounts in yuan, the status as of today. "
    + _SPAN_EN,
    rows=_projects,
    shape=_anchor,
    near=_near_anchor,
    kind="point",
    fields=PROJECT_FIELDS,
    span=lambda _actor: ("_begins", "_ends"),
    tiles="projects",
)
SITES = Collection(
    name="sites",
    zh="项目用地范围",
    en="Project sites",
    about_zh=f"项目的用地范围，附项目资料。{_SPAN_ZH}",
    about_en=f"The ground of each project, with the project's own fields. {_SPAN_EN}",
    rows=_sites,
    shape=lambda actor: f"site__{geometry_column(actor)}",
    near=_near_site,
    key="site_id",
    fields=PROJECT_FIELDS,
    span=lambda _actor: ("_begins", "_ends"),
    tiles="sites",
)
SECTIONS = _collection(
    "section", "sections", "标段", "Sections", "项目的标段。", "The sections of projects.", tiles="sections"
)
STRUCTURES = _collection(
    "structure", "structures", "单体", "Structures", "项目的单体工程。", "The structures of projects.",
    tiles="structures",
)  # fmt: skip
PARCELS = _collection(
    "parcel", "parcels", "地块", "Parcels", "项目的地块。", "The parcels of projects.", tiles="parcels"
)
PERMIT_EXTENTS = _collection(
    "permit_extent", "permit_extents", "批准范围", "Permit extents", "用地文件批准或申请的范围。",
    "The extents that land documents grant or ask for.",
)  # fmt: skip
COLLECTIONS = (PROJECTS, SITES, SECTIONS, STRUCTURES, PARCELS, PERMIT_EXTENTS)
