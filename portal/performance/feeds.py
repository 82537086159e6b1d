"""The figures that the project library itself knows."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import pgettext_lazy

from portal.performance.sources import register
from portal.projects.models import Project
from portal.projects.readiness import readiness_of
from portal.projects.rules import DONE_STAGES
from spatial.features.models import Feature

REPORTED = pgettext_lazy("figure's source", "Figures reported by the unit")
FUNDING = pgettext_lazy("figure's source", "Funding by source and year")
FILED = pgettext_lazy("figure's source", "Facts of the project")
APPROVALS = pgettext_lazy("figure's source", "Approvals against the readiness matrix")
SERVED = pgettext_lazy("figure's source", "Service areas on the map")


def _paid(project: Project, on: date) -> Decimal | None:
    known = project.figures_as_of
    return project.paid_yuan if known is not None and known <= on else None


def _budgeted(project: Project, on: date) -> Decimal | None:
    rows = project.funding_lines.filter(year__lte=on.year)
    return rows.aggregate(whole=Sum("amount_yuan"))["whole"]  # type: ignore[no-any-return]


def _planned_cost(project: Project, on: date) -> Decimal | None:
    return project.investment_yuan


def _actual_cost(project: Project, on: date) -> Decimal | None:
    """Return what was paid once the works are done: before, the cost is not known."""
    return _paid(project, on) if project.stage in DONE_STAGES else None


def _progress(project: Project, on: date) -> Decimal | None:
    known = project.figures_as_of
    return project.progress_pct if known is not None and known <= on else None


def _days(start: date | None, end: date | None) -> Decimal | None:
    return Decimal((end - start).days) if start and end else None


def _planned_days(project: Project, on: date) -> Decimal | None:
    return _days(project.planned_start, project.planned_end)


def _actual_days(project: Project, on: date) -> Decimal | None:
    ended = project.actual_end
    return _days(project.actual_start, ended) if ended and ended <= on else None


def _approvals_due(project: Project, on: date) -> Decimal | None:
    return Decimal(len(readiness_of(project, stage=project.stage, on=on).required)) or None


def _approvals_held(project: Project, on: date) -> Decimal | None:
    return Decimal(len(readiness_of(project, stage=project.stage, on=on).held))


def _people_served(project: Project, on: date) -> Decimal | None:
    """Return the people living in the project's service areas, where these say how many."""
    areas = Feature.objects.filter(root_id=project.site_id, kind="service_area", valid_from__lte=on)
    told = [area.get("population") for area in areas.values_list("attributes", flat=True)]
    known = [Decimal(str(people)) for people in told if isinstance(people, int)]
    return sum(known, Decimal(0)) if known else None


for _name, _origin, _called, _function in (
    ("paid", "reported", REPORTED, _paid),
    ("progress", "reported", REPORTED, _progress),
    ("actual_cost", "reported", REPORTED, _actual_cost),
    ("budgeted", "funding", FUNDING, _budgeted),
    ("planned_cost", "filed", FILED, _planned_cost),
    ("planned_days", "filed", FILED, _planned_days),
    ("actual_days", "filed", FILED, _actual_days),
    ("approvals_due", "approvals", APPROVALS, _approvals_due),
    ("approvals_held", "approvals", APPROVALS, _approvals_held),
    ("people_served", "service_areas", SERVED, _people_served),
):
    register(_name, origin=_origin, called=_called, function=_function)
