"""The doors of what a case rests upon: the way to the ground, changes after approval."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from portal.accounts.actor import Actor
from portal.approvals import faults, names, rules, selectors, ways
from portal.approvals.models import LandCase, LandChange
from portal.core import clock
from portal.projects.selectors import get_project

CODE = serializers.CharField(max_length=18)


class WayInput(serializers.Serializer):
    """How a project comes to its ground. ``capacity``: measure → units; ``succession``: pairs of USCC.

    ``version``: the version seen, 0 where nothing was recorded before.
    """

    version = serializers.IntegerField(min_value=0)
    supply = serializers.ChoiceField(list(rules.SUPPLIES), required=False)
    separate_site = serializers.BooleanField(required=False)
    new_land = serializers.BooleanField(required=False)
    conversion = serializers.BooleanField(required=False)
    temporary = serializers.BooleanField(required=False)
    early_start_on = serializers.DateField(required=False, allow_null=True)
    capacity = serializers.DictField(child=serializers.FloatField(), required=False)
    succession = serializers.ListField(
        child=serializers.ListField(child=CODE, min_length=2, max_length=2), required=False, max_length=50
    )


class ChangeInput(serializers.Serializer):
    """A change of use or boundary after a document was granted."""

    what = serializers.ChoiceField(list(rules.CHANGES))
    kind = serializers.CharField(max_length=16)
    changed_on = serializers.DateField()


class ChangeStep(serializers.Serializer):
    """A step of a change: ``approve`` takes number and day, ``withdraw`` a reason."""

    version = serializers.IntegerField(min_value=1)
    number = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    approved_on = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class LandWay(Door):
    """How a project comes to its ground."""

    @extend_schema(operation_id="land_way", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the way as recorded; version 0 means that the usual one is taken to hold."""
        _project, case = selectors.find_case(actor=actor_of_request(request), code=code)
        return Response(way_row(case))

    @extend_schema(operation_id="land_way_record", request=WayInput, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, code: str) -> Response:
        """Put on record what differs from the usual way."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(WayInput, request.data)
        version, on = given.pop("version"), clock.today()
        return Response(
            way_row(ways.record_way(actor=actor, code=code, version=version, changes=given, on=on))
        )


class LandChanges(Door):
    """Changes of use or boundary after approval."""

    @extend_schema(operation_id="land_changes", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the changes of a project, also those withdrawn."""
        actor = actor_of_request(request)
        rows = selectors.list_changes(actor=actor, code=code)
        return Response(
            {"changes": [change_row(row, actor) for row in rows.select_related("project__owner")]}
        )

    @extend_schema(
        operation_id="land_change_report", request=ChangeInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Report a change."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(ChangeInput, request.data)
        row = ways.report_change(actor=actor, code=code, on=clock.today(), **given)
        return Response(change_row(row, actor), status=201)


class LandChangeAction(Door):
    """One step of a change."""

    @extend_schema(operation_id="land_change_act", request=ChangeStep, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, code: str, change_id: int, action: str) -> Response:
        """Approve a change, or withdraw its report; the list names the open steps as ``allowed_actions``."""
        actor = signed_in(request)
        if not selectors.list_changes(actor=actor, code=code).filter(pk=change_id).exists():
            raise faults.ChangeNotFound(change=change_id)
        given = writes.read(ChangeStep, request.data)
        order = ways.ChangeOrder(actor=actor, change_id=change_id, action=action, **given)
        return Response(change_row(ways.take(order, on=clock.today()), actor))


def way_row(case: LandCase | None) -> dict[str, Any]:
    """Return the way to the ground."""
    return {"version": case.version if case else 0, **asdict(ways.way_of(case))}


def change_row(row: LandChange, actor: Actor) -> dict[str, Any]:
    """Return one change with the steps open to the asker."""
    return {
        "id": row.pk, "what": row.what, "kind": row.kind, "kind_name": names.paper(row.kind),
        "changed_on": row.changed_on, "state": row.state, "state_name": names.state(row.state),
        "approval_number": row.approval_number, "approved_on": row.approved_on, "version": row.version,
        "allowed_actions": list(ways.open_steps(actor=actor, change=row)),
    }  # fmt: skip
