"""The doors of alerts: lists, one with its history and steps, how fast units answer, webhooks."""

from uuid import UUID

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import alert_rows as rows
from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.paging import PAGE, page_of
from portal.accounts.actor import Actor
from portal.alerts import selectors, services
from portal.alerts.filters import PARAMETERS, parse_filter
from portal.core import clock

FILTER = [OpenApiParameter(name, OpenApiTypes.STR) for name in PARAMETERS]
SORTS = ("-raised_at", "raised_at", "-updated_at")


class Alerts(Door):
    """Alerts of all projects."""

    takes = (*PAGE, *PARAMETERS)

    @extend_schema(
        operation_id="alerts", responses=OpenApiTypes.OBJECT,
        parameters=[*FILTER, *(OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE)],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of the alerts that meet the filter, and what they add up to."""
        actor, on = actor_of_request(request), clock.today()
        found = selectors.find_alerts(actor=actor, criteria=parse_filter(request.GET.dict()), on=on)
        page = page_of(found, request=request, sorts=SORTS)
        return Response({
            "alerts": [rows.alert_row(row) for row in page.rows], "next": page.next,
            "totals": rows.tally_row(selectors.tally(found)),
        })  # fmt: skip


class AlertResponses(Door):
    """How fast units answer."""

    takes = PARAMETERS

    @extend_schema(operation_id="alert_responses", responses=OpenApiTypes.OBJECT, parameters=FILTER)
    def get(self, request: Request) -> Response:
        """Return for each unit how long it took to acknowledge alerts, in hours, the slowest first."""
        actor, on = actor_of_request(request), clock.today()
        found = selectors.find_alerts(actor=actor, criteria=parse_filter(request.GET.dict()), on=on)
        return Response({"units": [rows.response_row(one) for one in selectors.responses(rows=found)]})


class ProjectAlerts(Door):
    """The alerts of a project."""

    takes = PAGE

    @extend_schema(
        operation_id="project_alerts", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in PAGE],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return one page of a project's alerts, the newest first, with what the asker may do."""
        actor = actor_of_request(request)
        found = selectors.of_project(actor=actor, code=code).order_by()
        page = page_of(found, request=request, sorts=SORTS)
        return Response({
            "alerts": [rows.alert_row(row) | _may(actor, row) for row in page.rows], "next": page.next,
            "open": selectors.tally(found).open,
        })  # fmt: skip


class AlertDetail(Door):
    """One alert."""

    @extend_schema(operation_id="alert_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, alert_id: UUID) -> Response:
        """Return an alert with all that happened to it and what the asker may do."""
        return Response(_whole(actor_of_request(request), alert_id))


class AlertStep(Door):
    """A step of an alert's life."""

    @extend_schema(operation_id="alert_act", request=rows.AlertStepInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, alert_id: UUID, action: str) -> Response:
        """Acknowledge, begin, resolve, verify, reopen or dismiss; the last four with a reason."""
        actor = signed_in(request)
        given = writes.read(rows.AlertStepInput, request.data)
        services.take_step(
            actor=actor, alert_id=alert_id, action=action, on=clock.today(), at=clock.now(), **given
        )
        return Response(_whole(actor, alert_id))


class AlertAssignment(Door):
    """Whom an alert is given to."""

    @extend_schema(operation_id="alert_assign", request=rows.AssignInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, alert_id: UUID) -> Response:
        """Give an alert to a person, by user name, with a last day where one is set."""
        actor = signed_in(request)
        given = writes.read(rows.AssignInput, request.data)
        services.assign(actor=actor, alert_id=alert_id, on=clock.today(), at=clock.now(), **given)
        return Response(_whole(actor, alert_id))


class Webhooks(Door):
    """The asker's own webhooks."""

    @extend_schema(operation_id="alert_webhooks", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return the webhooks, without their secrets, and how many messages stand in which state."""
        found = selectors.list_webhooks(actor=signed_in(request))
        return Response({"webhooks": [rows.webhook_row(one) for one in found]})

    @extend_schema(
        operation_id="alert_webhook_add", request=rows.WebhookInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request) -> Response:
        """Have alerts sent to an address as the asker sees them; the secret is told this once."""
        actor = signed_in(request)
        given = writes.read(rows.WebhookInput, request.data)
        made = services.add_webhook(actor=actor, at=clock.now(), **given)
        return Response(rows.webhook_row(made) | {"secret": made.secret}, status=201)


class WebhookDetail(Door):
    """One webhook of the asker's."""

    @extend_schema(operation_id="alert_webhook_end", responses={204: None})
    def delete(self, request: Request, webhook_id: UUID) -> Response:
        """Send nothing more there; what waits is withheld."""
        services.end_webhook(actor=signed_in(request), webhook_id=webhook_id, at=clock.now())
        return Response(status=204)


class WebhookAction(Door):
    """What can be done with a webhook."""

    @extend_schema(operation_id="alert_webhook_act", request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, webhook_id: UUID, action: str) -> Response:
        """Send a hello (try), or put what failed back in the queue (again)."""
        return Response({"queued": rows.deed_of(action)(signed_in(request), webhook_id)})


def _may(actor: Actor, row: rows.Alert) -> dict[str, list[str]]:
    return {"allowed_actions": selectors.allowed_actions(actor=actor, alert=row)}


def _whole(actor: Actor, alert_id: UUID) -> dict[str, object]:
    row = selectors.get_alert(actor=actor, alert_id=alert_id)
    return rows.alert_row(row) | rows.history(row) | _may(actor, row)


urlpatterns = [
    path("", Alerts.as_view(), name="alerts"),
    path("responses/", AlertResponses.as_view(), name="alert-responses"),
    path("webhooks/", Webhooks.as_view(), name="alert-webhooks"),
    path("webhooks/<uuid:webhook_id>/", WebhookDetail.as_view(), name="alert-webhook"),
    path(
        "webhooks/<uuid:webhook_id>/actions/<slug:action>/", WebhookAction.as_view(),
        name="alert-webhook-action",
    ),
    path("<uuid:alert_id>/", AlertDetail.as_view(), name="alert"),
    path("<uuid:alert_id>/actions/<slug:action>/", AlertStep.as_view(), name="alert-action"),
    path("<uuid:alert_id>/assignment/", AlertAssignment.as_view(), name="alert-assignment"),
]  # fmt: skip
