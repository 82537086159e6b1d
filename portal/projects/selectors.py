"""Reads of the project library. Every list, count, tile, total and export starts from ``find_projects``."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound
from portal.projects import policy
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project, ReadinessRequirement
from portal.projects.rules import Requirement
from portal.projects.search import matches
from portal.projects.status import status_on, under_construction_on
from spatial.features.models import AllocationShare, Feature
from spatial.features.rules import PUBLIC_KINDS, STRUCTURE

MONEY = DecimalField(max_digits=30, decimal_places=10)


class ProjectNotFound(NotFound):
    """No such project, or one the actor may not see."""

    message = _("There is no project {code}.")


def list_projects(*, actor: Actor) -> QuerySet[Project]:
    """Return the projects the actor may see."""
    return Project.objects.filter(policy.viewable(actor))


class Found(TypedDict):
    """What the filter adds to a project: see ``find_projects``."""

    status: str
    share: Decimal
    allocated_yuan: Decimal
    allocated_paid_yuan: Decimal


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    FoundProject = WithAnnotations[Project, Found]
else:
    FoundProject = Project


def find_projects(*, actor: Actor, criteria: ProjectFilter, on: date) -> QuerySet[FoundProject]:
    """Return the viewable projects that meet the filter, with their ``status`` and their share.

    The status is that of the day the filter looks at, else of ``on``, which is today.
    A project belongs to a region when any of its ground lies there. ``share`` (0-1) is the part that counts
    to the filter's region, 1 without one; ``allocated_yuan`` is investment × share, exact, so that regions
    add up.
    """
    rows = list_projects(actor=actor).filter(_plain(criteria))
    rows = rows.annotate(status=status_on(criteria.at or on, today=on))
    if criteria.statuses:
        rows = rows.filter(status__in=criteria.statuses)
    if criteria.polygon is not None:
        rows = rows.filter(**{f"site__{_geometry(actor)}__intersects": criteria.polygon})
    if criteria.text:
        rows = rows.filter(matches(criteria.text, public=actor.is_public))
    return cast("QuerySet[FoundProject]", _with_share(rows, criteria.region))


def get_project(*, actor: Actor, code: str) -> Project:
    """Return one project. Raises ``ProjectNotFound`` both when it is absent and when it is hidden."""
    project = list_projects(actor=actor).select_related("owner", "site").filter(code=code).first()
    if project is None:
        raise ProjectNotFound(code=code)
    return project


def lock_project(*, actor: Actor, code: str) -> Project:
    """Return one viewable project, locked until the transaction ends."""
    rows = list_projects(actor=actor).select_for_update(of=("self",), no_key=True)
    project = rows.filter(code=code).first()
    if project is None:
        raise ProjectNotFound(code=code)
    return project


def list_features(*, actor: Actor) -> QuerySet[Feature]:
    """Return the features the actor may see; the public sees neither parcels nor permits, evidence or
    issues, and nothing without a coarsened copy.
    """
    rows = Feature.objects.filter(policy.viewable_features(actor))
    if not actor.is_public:
        return rows
    return rows.filter(kind__in=PUBLIC_KINDS, public_geom__isnull=False)


def listed_features(*, actor: Actor) -> QuerySet[Feature]:
    """Return the viewable features without structures that were withdrawn: nothing came of them."""
    return list_features(actor=actor).exclude(kind=STRUCTURE, valid_to=F("valid_from"))


def standing_features(*, actor: Actor, kind: str, on: date) -> QuerySet[Feature]:
    """Return the viewable features of a kind that stand on a day or later, without withdrawn structures."""
    rows = list_features(actor=actor).filter(kind=kind)
    if kind == STRUCTURE:
        rows = rows.exclude(valid_to=F("valid_from"))
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def requirements_on(*, on: date) -> list[Requirement]:
    """Return the readiness matrix in force on a day."""
    rows = ReadinessRequirement.objects.filter(effective_from__lte=on)
    rows = rows.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on)).order_by("pk")
    return [
        Requirement(sector=row.sector, stage=row.stage, kind=row.kind, basis=row.legal_basis) for row in rows
    ]


def _geometry(actor: Actor) -> str:
    return "public_geom" if actor.is_public else "geom"


def _plain(criteria: ProjectFilter) -> Q:
    rows = Q()
    for column, values in (
        ("sector", criteria.sectors),
        ("funding_source", criteria.fundings),
        ("nature", criteria.natures),
        ("stage", criteria.stages),
    ):
        if values:
            rows &= Q(**{f"{column}__in": values})
    if criteria.owner:
        rows &= Q(owner_id=criteria.owner)
    return rows & _amounts(criteria) & _dates(criteria) & _region(criteria.region)


def _amounts(criteria: ProjectFilter) -> Q:
    rows = Q()
    if criteria.amount_min is not None:
        rows &= Q(investment_yuan__gte=criteria.amount_min)
    if criteria.amount_max is not None:
        rows &= Q(investment_yuan__lte=criteria.amount_max)
    return rows


def _dates(criteria: ProjectFilter) -> Q:
    rows = Q()
    if criteria.year_from is not None:
        rows &= Q(planned_end__gte=date(criteria.year_from, 1, 1))
    if criteria.year_to is not None:
        rows &= Q(planned_start__lte=date(criteria.year_to, 12, 31))
    if criteria.at is not None:
        rows &= under_construction_on(criteria.at, clock=criteria.clock)
    return rows


def _region(code: str) -> Q:
    if not code:
        return Q()
    elsewhere = AllocationShare.objects.filter(region_code__startswith=code).values("feature_id")
    return Q(region_code__startswith=code) | Q(crosses=True, site_id__in=elsewhere)


def _with_share(rows: QuerySet[Project], region: str) -> QuerySet[Project]:
    one = Value(Decimal(1), output_field=MONEY)
    if not region:
        return rows.annotate(
            share=one, allocated_yuan=F("investment_yuan"), allocated_paid_yuan=F("paid_yuan")
        )
    inside = AllocationShare.objects.filter(feature_id=OuterRef("site_id"), region_code__startswith=region)
    total = inside.values("feature_id").annotate(total=Sum("share")).values("total")
    share = Case(When(crosses=True, then=Subquery(total)), default=one, output_field=MONEY)
    return rows.annotate(share=share).annotate(
        allocated_yuan=_times("investment_yuan"), allocated_paid_yuan=_times("paid_yuan")
    )


def _times(column: str) -> Case:
    return Case(When(crosses=True, then=F(column) * F("share")), default=F(column), output_field=MONEY)
