"""The project library's doors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import rows, writes
from api.authentication import actor_of_request, signed_in
from api.details import project_detail
from api.door import Door
from api.paging import PAGE, page_of
from api.regions import region_or_all
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Invalid
from portal.projects import months, services, totals
from portal.projects.breaks import class_breaks
from portal.projects.facets import facets
from portal.projects.filters import PARAMETERS, ProjectFilter, parse_filter
from portal.projects.models import Project
from portal.projects.selectors import find_projects
from spatial.regions.models import LEVELS
from spatial.regions.selectors import RegionFact, region_facts

SORTS = (
    "code", "name", "investment_yuan", "paid_yuan", "progress_pct", "planned_start", "planned_end",
    "updated_at",
)  # fmt: skip
BY_REGION = ("level", "parent")
MONEY = ("investment_yuan", "paid_yuan")
NO_MONEY = dict.fromkeys(MONEY, "0.00")
Part = TypeVar("Part", totals.Group, totals.RegionTotal)
PUBLIC_SORTS = SORTS[:-1]
"""Not by ``updated_at``: it is not published, and a cursor would carry it."""
FILTER = [OpenApiParameter(name, OpenApiTypes.STR) for name in PARAMETERS]
FILTER.append(OpenApiParameter("view", OpenApiTypes.STR, enum=["public"]))
PAGING = [OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE]


class LevelUnknown(Invalid):
    """There are four levels."""

    message = _("The parameter level takes 1 to 4, not “{value}”.")


def found(request: Request) -> tuple[Actor, ProjectFilter, QuerySet[Project]]:
    """Return the asker, the filter and the projects it finds, ready to be shown."""
    actor, criteria = actor_of_request(request), parse_filter(request.GET)
    projects = find_projects(actor=actor, criteria=criteria, on=clock.today())
    return actor, criteria, projects.select_related("owner", "site").defer(*HEAVY)


HEAVY = (
    "site__geom",
    "site__merc",
    "site__public_geom",
    "site__public_merc",
    "site__attributes",
    "search_text",
)


class Projects(Door):
    """List projects, or file one."""

    takes = (*PARAMETERS, *PAGE)

    @extend_schema(operation_id="projects_list", parameters=FILTER + PAGING, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return one page of the filter as a GeoJSON FeatureCollection of anchor points."""
        actor, _criteria, projects = found(request)
        page = page_of(projects, request=request, sorts=PUBLIC_SORTS if actor.is_public else SORTS)
        features = rows.project_rows(page.rows, actor=actor)
        return Response({"type": "FeatureCollection", "features": features, "next": page.next})

    @extend_schema(
        operation_id="projects_register", request=writes.ProjectInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """File a project as a draft of the actor's own unit."""
        actor = signed_in(request)
        given = writes.read(writes.ProjectInput, request.data)
        project = services.register_project(
            actor=actor, owner=writes.unit(actor, given.get("owner")), facts=writes.facts(given),
            geom=writes.geometry(given["geometry"]), on=clock.today(),
        )  # fmt: skip
        return Response(project_detail(actor=actor, code=project.code, on=clock.today()), status=201)


class ProjectDetail(Door):
    """One project."""

    @extend_schema(operation_id="projects_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the project with its full site and all that hangs on it."""
        return Response(project_detail(actor=actor_of_request(request), code=code, on=clock.today()))

    @extend_schema(
        operation_id="projects_change", request=writes.ProjectChange, responses=OpenApiTypes.OBJECT
    )
    def patch(self, request: Request, code: str) -> Response:
        """Change facts, or the site, of a draft or returned project."""
        actor = signed_in(request)
        given = writes.read(writes.ProjectChange, request.data)
        version, geometry = given.pop("version"), given.pop("geometry", None)
        if geometry is not None:
            services.change_with_site(
                actor=actor,
                code=code,
                version=version,
                changes=given,
                geom=writes.geometry(geometry),
                on=clock.today(),
            )
        else:
            services.change_project(actor=actor, code=code, version=version, changes=given)
        return Response(project_detail(actor=actor, code=code, on=clock.today()))


class ProjectAction(Door):
    """One step of a project's life."""

    @extend_schema(operation_id="projects_act", request=writes.ActionInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str, action: str) -> Response:
        """Take the step; ``allowed_actions`` of the detail names the open ones."""
        actor = signed_in(request)
        given = writes.read(writes.ActionInput, request.data)
        services.take_action(
            actor=actor,
            code=code,
            action=action,
            version=given["version"],
            reason=given["reason"],
            on=clock.today(),
        )
        return Response(project_detail(actor=actor, code=code, on=clock.today()))


class ProjectTotals(Door):
    """What the filter adds up to."""

    takes = PARAMETERS

    @extend_schema(operation_id="projects_totals", parameters=FILTER, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return counts and money, overall and by status, sector, stage and year. Money in yuan, to the
        cent: the parts of each breakdown add up to the whole. ``facets``: how many projects each code of a
        list would show, whatever else of that list is chosen.
        """
        actor, criteria, today = actor_of_request(request), parse_filter(request.GET), clock.today()
        summed = totals.totals(actor=actor, criteria=criteria, on=today)
        body = asdict(summed)
        for name in MONEY:
            (body[name],) = rows.cents([body[name]])
        body["by_status"] = {group["key"]: group for group in _groups(summed.by_status)}
        for name in ("by_sector", "by_stage", "by_year"):
            body[name] = _groups(getattr(summed, name))
        body["facets"] = facets(actor=actor, criteria=criteria, on=today)
        return Response(body)


class ProjectMonths(Door):
    """What is being built, month by month."""

    takes = PARAMETERS

    @extend_schema(operation_id="projects_months", parameters=FILTER, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return how many projects of the filter are being built on each month's first day, by its clock."""
        actor, criteria = actor_of_request(request), parse_filter(request.GET)
        rows = months.months(actor=actor, criteria=criteria, on=clock.today())
        return Response({"clock": criteria.clock, "months": [asdict(row) for row in rows]})


class ProjectsByRegion(Door):
    """The filter's totals per region."""

    takes = (*PARAMETERS, *BY_REGION)

    @extend_schema(
        operation_id="projects_by_region",
        parameters=[*FILTER, *(OpenApiParameter(name, OpenApiTypes.STR) for name in BY_REGION)],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        """Return one row per region of a level below a parent, with class breaks that the filter does
        not move. Money in yuan, to the cent: the rows add up to the totals of the same filter.
        """
        actor, criteria, today = actor_of_request(request), parse_filter(request.GET), clock.today()
        level, parent = level_of(request), region_or_all(request.GET.get("parent", ""))
        summed = totals.totals_by_region(
            actor=actor, criteria=criteria, level=level, on=today, parent=parent
        )
        known = region_facts(level=level, parent=parent, on=today)
        regions = _regions(known, summed)
        return Response({
            "level": level, "parent": parent, "regions": regions,
            "breaks": class_breaks(actor=actor, level=level, on=today),
        })  # fmt: skip


def level_of(request: Request) -> int:
    """Return the level of regions that is asked for."""
    text = request.GET.get("level", "2")
    if text not in {str(level) for level in LEVELS}:
        raise LevelUnknown(value=text[:40])
    return int(text)


def _groups(groups: Sequence[totals.Group]) -> list[dict[str, Any]]:
    return [{"key": group.key, "projects": group.projects} | money for group, money in _with_money(groups)]


def _regions(known: Iterable[RegionFact], summed: Sequence[totals.RegionTotal]) -> list[dict[str, Any]]:
    counted = {row.code: (row, money) for row, money in _with_money(summed)}
    return [asdict(fact) | _counted(*counted.get(fact.code, (None, NO_MONEY))) for fact in known]


def _counted(row: totals.RegionTotal | None, money: dict[str, str]) -> dict[str, Any]:
    return {
        "projects": row.projects if row else 0,
        "crossing": row.crossing if row else 0,
        **money,
        "progress_pct": round(row.progress_pct, 2) if row and row.progress_pct is not None else None,
    }


def _with_money(parts: Sequence[Part]) -> Iterator[tuple[Part, dict[str, str]]]:
    """Yield each part with its money as told: the parts add up to their whole, to the cent."""
    columns = [rows.cents(getattr(part, name) for part in parts) for name in MONEY]
    for part, told in zip(parts, zip(*columns, strict=True), strict=True):
        yield part, dict(zip(MONEY, told, strict=True))
