"""The doors of money on the map: what hangs on a place, sections by a figure, regions by execution."""

from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import money_rows as rows
from api.authentication import signed_in
from api.door import Door
from api.exact import exact_answer
from api.projects import FILTER, level_of
from api.regions import region_or_all
from portal.budget.filters import year_of
from portal.core import clock
from portal.core.errors import Invalid
from portal.moneymap.execution import breaks_of, execution_by_region
from portal.moneymap.figures import PACE, place_figures
from portal.moneymap.hanging import hanging_on
from portal.moneymap.places import find_place
from portal.moneymap.trail import trail_of
from portal.payments import selectors as payments
from portal.projects.filters import PARAMETERS, parse_filter


class FeatureUnreadable(Invalid):
    """A feature is named by its id."""

    message = _("“{value}” is not the id of a section or structure.")


def feature_id(text: str) -> UUID | None:
    """Return the id a parameter says, or none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise FeatureUnreadable(value=text[:40]) from None


class PlaceMoney(Door):
    """The money of a project, or of one section or structure of it."""

    takes = ("feature",)

    @extend_schema(
        operation_id="place_money", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("feature", OpenApiTypes.STR)],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return budget, contracts, payments and evaluations there; a part not open to the asker is null."""
        actor = signed_in(request)
        place = find_place(actor=actor, code=code, feature_id=feature_id(request.GET.get("feature", "")))
        found = hanging_on(actor=actor, place=place, on=clock.today())
        return exact_answer(rows.hanging_row(found, clock.today()))


class PaymentTrail(Door):
    """One yuan followed from the request to the receipt."""

    @extend_schema(operation_id="payment_trail", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, payment_id: UUID) -> Response:
        """Return the knots of a payment's money; one not open to the asker is null or empty."""
        actor = signed_in(request)
        application = payments.get_application(actor=actor, application_id=payment_id)
        return exact_answer(rows.trail_row(trail_of(actor=actor, application=application)))


class PlaceFigures(Door):
    """Sections and structures by a figure of their money."""

    takes = (*PARAMETERS, "metric")

    @extend_schema(
        operation_id="money_places", responses=OpenApiTypes.OBJECT,
        parameters=[*FILTER, OpenApiParameter("metric", OpenApiTypes.STR)],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the figure of each place of the projects the filter finds, with class bounds.

        ``pace`` is told of the day ``at``, where one is given; the others of today. ``ahead``: that day has
        not come, so that what is missing by then is not late. ``within``: a place above is told, too.
        """
        actor, criteria, today = signed_in(request), parse_filter(request.GET), clock.today()
        metric = request.GET.get("metric", "")
        on = criteria.at if metric == PACE and criteria.at else today
        found = place_figures(actor=actor, metric=metric, criteria=criteria, on=on)
        return Response({
            "metric": found.metric, "breaks": found.breaks, "on": on.isoformat(), "ahead": on > today,
            "places": [rows.figure_row(one) for one in found.places],
        })  # fmt: skip


class ExecutionByRegion(Door):
    """Regions by how far the money of a year was used."""

    takes = (*PARAMETERS, "level", "parent", "budget_year")

    @extend_schema(
        operation_id="money_by_region", responses=OpenApiTypes.OBJECT,
        parameters=[
            *FILTER,
            *(OpenApiParameter(name, OpenApiTypes.STR) for name in ("level", "parent", "budget_year")),
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one row per region below a parent: what may be spent, what was paid, and their ratio."""
        actor, today = signed_in(request), clock.today()
        year = year_of(request.GET.get("budget_year", "")) or today.year
        found = execution_by_region(
            actor=actor, criteria=parse_filter(request.GET), level=level_of(request), on=today, year=year,
            parent=region_or_all(request.GET.get("parent", "")),
        )  # fmt: skip
        regions, breaks = [asdict(row) for row in found], [str(one) for one in breaks_of(found)]
        return exact_answer({"year": year, "breaks": breaks, "regions": regions})
