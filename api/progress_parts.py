"""The door of earned value by parts: group, task, storey, class and element."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import actor_of_request
from api.door import Door
from bim.linking.drilling import BY, GROUP, Asked, Line, Parts, parts_of
from portal.core import clock
from portal.earned.asked import day_asked, section_asked
from portal.earned.telling import CENT, curve_row, cut, standing_row

WITHIN = ("group", "task", "storey", "class")


class ProgressParts(Door):
    """Earned value of a project's parts."""

    takes = ("as_of", "by", "section", *WITHIN)

    @extend_schema(
        operation_id="progress_parts", responses=OpenApiTypes.OBJECT,
        parameters=[
            OpenApiParameter("as_of", OpenApiTypes.DATE), OpenApiParameter("section", OpenApiTypes.UUID),
            OpenApiParameter("by", OpenApiTypes.STR, enum=BY),
            *(OpenApiParameter(name, OpenApiTypes.STR) for name in WITHIN),
        ],
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        """Return the parts asked for with their figures, the rest, and the curves of all of them together."""
        given = {name: request.GET.get(name, "") for name in self.takes}
        on = day_asked(given["as_of"]) or clock.today()
        asked = Asked(
            by=given["by"] or GROUP, section=section_asked(given["section"]), group=given["group"],
            task=given["task"], storey=given["storey"], cls=given["class"],
        )  # fmt: skip
        found = parts_of(actor=actor_of_request(request), code=code, as_of=on, asked=asked)
        budget = found.whole.at.budget
        return Response({
            "project": code, "as_of": on.isoformat(), "ahead": on > clock.today(),
            "by": asked.by, "money": found.money,
            "whole": _stands(found, found.whole), "parts": [_line(found, one) for one in found.lines],
            "rest": _rest(found), "more": found.more,
            "curve": [curve_row(one, money=found.money, budget=budget) for one in found.points],
        })  # fmt: skip


def _line(found: Parts, one: Line) -> dict[str, Any]:
    row = {"key": one.key, "name": one.name, "elements": one.elements, **_stands(found, one.stands)}
    return row | ({"model": str(one.model)} if one.model else {})


def _stands(found: Parts, stands: Any) -> dict[str, Any]:
    """Return figures without what is not known of parts: certified cost, cash, and what follows of them."""
    row = standing_row(stands, money=False)
    if found.money:
        at = stands.at
        row |= {"bac": cut(at.budget, CENT), "pv": cut(at.planned, CENT), "ev": cut(at.earned, CENT)}
    return row


def _rest(found: Parts) -> dict[str, Any] | None:
    if found.rest is None or not found.money:
        return None
    rest = found.rest
    return {"bac": cut(rest.budget, CENT), "pv": cut(rest.planned, CENT), "ev": cut(rest.earned, CENT)}
