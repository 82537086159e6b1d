"""The doors of what disagrees about progress: the list of a project, and an issue of one of its lines."""

from datetime import date
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.issue_rows import issue_row
from bim.disputes.lots import Lots
from bim.disputes.selectors import Line, lines_of
from bim.disputes.services import raise_line
from bim.disputes.twin import link_to_twin
from bim.issues.selectors import get_issue
from portal.acceptance.models import Piece
from portal.core import clock
from portal.earned.asked import past_day_asked
from portal.earned.telling import CENT, POINT, cut
from portal.progress import names


class RaiseInput(serializers.Serializer):
    """Which line: section, task, and the day it was seen on; today without one."""

    feature = serializers.UUIDField()
    task = serializers.CharField(max_length=64)
    as_of = serializers.DateField(required=False, allow_null=True, default=None)


class Disagreements(Door):
    """What disagrees about a project's progress."""

    takes = ("as_of",)

    @extend_schema(
        operation_id="disagreements_list", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("as_of", OpenApiTypes.DATE)],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return every line with what model, report, photos, sequence and payment say; largest sum first.

        To who does not read them (``reads``) there are no lines, and no sum.
        """
        on = past_day_asked(request.GET.get("as_of", ""), today=clock.today())
        found = lines_of(actor=actor_of_request(request), code=code, as_of=on)
        return Response({
            "project": code, "as_of": on.isoformat(), "reads": found.reads, "may_raise": found.may_raise,
            "at_stake_yuan": cut(found.at_stake, CENT) if found.reads else None,
            "lines": [line_row(one, on) for one in found.lines],
        })  # fmt: skip

    @extend_schema(
        operation_id="disagreements_raise", request=RaiseInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Raise an issue of a line; its pin stands on the elements, and each knows of the other."""
        actor = signed_in(request)
        lines_of(actor=actor, code=code, as_of=clock.today())
        given = writes.read(RaiseInput, request.data)
        made = raise_line(
            actor=actor, code=code, feature_id=given["feature"], task=given["task"], on=clock.today(),
            as_of=given["as_of"] or clock.today(), at=clock.now(),
        )  # fmt: skip
        return Response(issue_row(get_issue(actor=actor, issue_id=made.issue_id)), status=201)


def line_row(line: Line, on: date) -> dict[str, Any]:
    """Return one line. Per cent 0-100 of the task, or of the section's budget; amounts in yuan."""
    claim, dispute = line.claim, line.dispute
    return {
        "feature": str(line.section.section_id), "section": line.section.name, "task": claim.key,
        "name": claim.name, "at_stake_yuan": cut(line.at_stake, CENT), "reasons": list(line.reasons),
        "messages": [names.word(names.DISAGREEMENTS, one) for one in line.reasons],
        "facts": list(line.facts), "supported": cut(line.supported, POINT), "says": _says(line),
        "twin": link_to_twin(line.model, claim.key, on) if line.model else None,
        "issue": {
            "id": str(dispute.issue_id), "number": dispute.issue.number, "state": dispute.issue.state,
        } if dispute else None,
    }  # fmt: skip


def _says(line: Line) -> dict[str, Any]:
    claim, model = line.claim, line.model
    return {
        "model": {
            "model": str(model.model_id), "state": model.category, "elements": model.elements,
            "global_ids": list(model.global_ids),
        } if model else None,
        "schedule": line.said,
        "report": {
            "id": str(line.report.pk), "state": line.report.state, "last": line.report.period_last,
            "claimed": cut(claim.percent, POINT), "before": cut(claim.before, POINT),
        },
        "photos": {"count": len(line.photos), "signs": sorted({kind for one in line.photos for kind in one})},
        "lots": _lots(line.lots) if line.lots else None,
        "sequence": list(claim.open_before),
        "payment": {
            "claimed": cut(line.claimed, POINT), "certified": cut(line.certified, POINT),
            "paid": cut(line.paid, POINT),
        },
    }  # fmt: skip


def _lots(lots: Lots) -> dict[str, Any]:
    """Return the inspection lots of a task: how many, and which are refused or wait, by number and name."""
    return {
        "total": lots.total, "accepted": len(lots.accepted), "not_due": lots.silent,
        "refused": [_lot(one) for one in lots.refused], "waiting": [_lot(one) for one in lots.waiting],
    }  # fmt: skip


def _lot(one: Piece) -> dict[str, Any]:
    return {"id": str(one.pk), "code": one.code, "name": one.name, "state": one.state}
