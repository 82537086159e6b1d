"""The map layers of the project library: the list's own rows, drawn."""

from django.db.models import FloatField, QuerySet, TextField
from django.db.models.functions import Cast

from portal.core.parameters import require_known
from portal.projects import rules
from portal.projects.filters import PARAMETERS, parse_filter
from portal.projects.models import Project
from portal.projects.selectors import find_projects, standing_features
from spatial.features.models import Feature
from spatial.features.policy import mercator_column
from spatial.features.rules import PUBLIC_KINDS
from spatial.land.layers import CONTROL_LINES
from spatial.tiles.clusters import Clusters
from spatial.tiles.layer import Find, Layer, Properties, Question
from spatial.tiles.shapes import Shapes

PROGRESS = Cast("progress_pct", FloatField())
MEMBER: Properties = {"id": "id", "code": "code", "name": "name", "name_en": "name_en", "kind": "kind",
                      "subkind": "subkind"}  # fmt: skip
OF_PROJECT: Properties = {**MEMBER, "project": "root__project__code"}


def _projects(question: Question) -> QuerySet[Project]:
    require_known(question.words, PARAMETERS)
    criteria = parse_filter(question.words)
    return find_projects(actor=question.actor, criteria=criteria, on=question.on)


def _place(question: Question) -> tuple[str, str]:
    return ("public_mx", "public_my") if question.actor.is_public else ("mx", "my")


def _sites(question: Question) -> QuerySet[Project]:
    return _projects(question).filter(site__kind="site", **_published(question, "site__"))


def _site_column(question: Question) -> str:
    return f"site__{mercator_column(question.actor)}"


def _column(question: Question) -> str:
    return mercator_column(question.actor)


def _published(question: Question, path: str = "") -> dict[str, bool]:
    """Say twice what the policy says once: the public's index is of published rows."""
    return {f"{path}published": True} if question.actor.is_public else {}


def _standing(question: Question, kind: str) -> QuerySet[Feature]:
    """Return the features of a kind that stand on the day; of kinds the public never sees, none unasked."""
    if question.actor.is_public and kind not in PUBLIC_KINDS:
        return Feature.objects.none()
    rows = standing_features(actor=question.actor, kind=kind, on=question.on)
    return rows.filter(**_published(question))


def _members(kind: str) -> Find:
    def rows(question: Question) -> QuerySet[Feature]:
        return _standing(question, kind).filter(root__in=_projects(question).order_by().values("site_id"))

    return rows


def _layer_of(kind: str, name: str, min_zoom: int) -> Layer:
    shapes = Shapes(name=name, rows=_members(kind), column=_column, properties=OF_PROJECT, min_zoom=min_zoom)
    return Layer(name=name, parts=(shapes,))


PROJECTS = Layer(
    name="projects",
    parts=(
        Clusters(
            name="projects", rows=_projects, place=_place, amount=("allocated_yuan", "investment"),
            gravity=("status", rules.STATUS_CODES),
            single={
                "id": Cast("id", TextField()), "code": "code", "name": "name", "name_en": "name_en",
                "stage": "stage", "status": "status", "sector": "sector", "progress": PROGRESS,
            },
        ),
    ),
)  # fmt: skip
SITES = Layer(
    name="sites",
    parts=(
        Shapes(
            name="sites", rows=_sites, column=_site_column, min_zoom=10, seen_from_px=4, all_from=13,
            properties={
                "id": "site_id", "kind": "site__kind", "subkind": "site__subkind", "code": "code",
                "project": "code", "name": "name", "name_en": "name_en", "stage": "stage", "status": "status",
                "sector": "sector", "progress": PROGRESS,
            },
        ),
    ),
)  # fmt: skip
SECTIONS = _layer_of("section", "sections", 12)
STRUCTURES = _layer_of("structure", "structures", 14)
PARCELS = _layer_of("parcel", "parcels", 13)
_GROUNDS = (SITES, SECTIONS, STRUCTURES, PARCELS)
WORKS = Layer(name="works", parts=tuple(part for layer in _GROUNDS for part in layer.parts))
"""The ground of the filter's projects: one question a tile where there would be four."""

LAYERS = (PROJECTS, *_GROUNDS, WORKS, CONTROL_LINES)
