"""What should stand and what stands: bytes by element for a day, and all that a player of days needs."""

import base64
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from api.authentication import actor_of_request
from api.door import Door
from api.kept import kept_json
from api.revisions import WordUnknown, published
from bim.disputes.doubting import doubts_of
from bim.linking import rules
from bim.linking.pairs import TaskPair
from bim.linking.selectors import pair_of, schedule_for
from bim.linking.states import NO_DOUBTS, Row, baselines_of, rows_of, states_on
from portal.core import clock

SCHEDULE = OpenApiParameter("schedule", OpenApiTypes.UUID)
MOST_BASELINE = 9_999


class ElementStates(Door):
    """The states of a day."""

    takes = ("on", "schedule", "baseline", "doubts")

    @extend_schema(
        operation_id="revisions_states",
        parameters=[OpenApiParameter("on", OpenApiTypes.DATE, required=True), SCHEDULE,
                    OpenApiParameter("baseline", OpenApiTypes.INT),
                    OpenApiParameter("doubts", OpenApiTypes.STR, enum=("0", "1"))],
        responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return one byte for each element, by number: bits 0-2 the category, 3-4 the plan, 5-6 what is.

        With ``doubts=1``, which takes longer, what disagrees with the latest reports (see the list of
        disagreements) makes of them claims without evidence, for who may read that list.

        Bit 7: the day has not come, so that what is missing by then is not late; counted as ``ahead``.
        """
        on, pair = _day(request), _pair(request, revision_id)
        baseline = _baseline(request, pair)
        found = states_on(
            pair, on, baseline=baseline, today=clock.today(),
            doubts=_doubts(request, pair) if _doubting(request) else NO_DOUBTS,
        )  # fmt: skip
        return kept_json(request, _head(pair) | {
            "on": on.isoformat(), "baseline": baseline, "categories": list(rules.CATEGORIES),
            "counts": found.counts, "states": base64.b64encode(found.octets).decode(),
        })  # fmt: skip


class StateChanges(Door):
    """Everything that changes between days."""

    takes = ("schedule", "baseline")

    @extend_schema(
        operation_id="revisions_state_changes",
        parameters=[SCHEDULE, OpenApiParameter("baseline", OpenApiTypes.INT)], responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return the linked tasks, their days and reports, and the task of each element (uint32 from 1).

        ``doubt``: from which day on something contradicts the reports, and how many per cent hold up.
        """
        pair = _pair(request, revision_id)
        found = rows_of(pair, baseline=_baseline(request, pair, first=True) or 0)
        doubts = _doubts(request, pair)
        of = np.zeros(int(pair.revision.counts["elements"]), dtype="<u4")
        for n, row in enumerate(found, start=1):
            of[row.els] = n
        return kept_json(request, _head(pair) | {
            "categories": list(rules.CATEGORIES), "tasks": [_task(row, doubts.get(row.key)) for row in found],
            "baselines": [{"number": number, "name": name} for number, name in baselines_of(pair)],
            "task_of": base64.b64encode(of.tobytes()).decode(),
        })  # fmt: skip


def _pair(request: Request, revision_id: UUID) -> TaskPair:
    revision, text = published(request, revision_id), request.GET.get("schedule", "")
    try:
        wanted = UUID(text) if text else None
    except ValueError:
        raise WordUnknown(parameter="schedule", value=text[:40]) from None
    schedule = schedule_for(actor=actor_of_request(request), revision=revision, schedule_id=wanted)
    return pair_of(schedule, revision)


def _head(pair: TaskPair) -> dict[str, Any]:
    return {
        "schedule": str(pair.schedule.pk), "name": pair.schedule.name, "schedule_revision": pair.plan.number,
        "revision": str(pair.revision.pk),
    }  # fmt: skip


def _day(request: Request) -> date:
    text = request.GET.get("on", "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WordUnknown(parameter="on", value=text[:40]) from None


def _baseline(request: Request, pair: TaskPair, *, first: bool = False) -> int | None:
    """Return the baseline asked for; with ``first`` the plan's first one where none is."""
    text = request.GET.get("baseline", "")
    if not text:
        known = baselines_of(pair) if first else []
        return known[0][0] if known else None
    if not (text.isascii() and text.isdigit() and int(text[:5]) <= MOST_BASELINE):
        raise WordUnknown(parameter="baseline", value=text[:40])
    return int(text)


def _doubting(request: Request) -> bool:
    text = request.GET.get("doubts", "0")
    if text not in ("0", "1"):
        raise WordUnknown(parameter="doubts", value=text[:40])
    return text == "1"


def _doubts(request: Request, pair: TaskPair) -> dict[str, rules.Doubt]:
    return doubts_of(actor=actor_of_request(request), pair=pair, as_of=clock.today())


def _task(row: Row, doubt: rules.Doubt | None) -> dict[str, Any]:
    plan, based = row.course(by_baseline=False), row.base_start is not None and row.base_finish is not None
    return {
        "key": row.key, "code": row.code, "name": row.name, "start": plan.start, "finish": plan.finish,
        "base_start": row.base_start if based else None, "base_finish": row.base_finish if based else None,
        "began": plan.began, "ended": plan.ended, "elements": len(row.els),
        "said": [[one.on.isoformat(), one.percent, one.confirmed] for one in plan.said],
        "doubt": [doubt.on.isoformat(), doubt.percent] if doubt else None,
    }  # fmt: skip
