"""What a case rests upon, on one page: the way to the ground, changes after approval, who told both when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.approvals import rules, selectors, ways
from portal.approvals.models import LandChange
from portal.core.models import Event
from portal.projects.policy import roles_on

EVENTS_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change of use or boundary. ``late``: its approval is dated after it (L16)."""

    row: LandChange
    late: bool
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """The way and the changes. ``version``: 0 where nothing was recorded and the usual way is meant.

    ``kinds``: the papers held, of which one can have been changed. ``events``: the latest first.
    """

    way: ways.Way
    version: int
    may_record: bool
    may_report: bool
    kinds: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    events: tuple[Event, ...]


def way_view(*, actor: Actor, code: str) -> WayView:
    """Return the way of a project. Raises ``ProjectNotFound``, for the public ``CheckNotPublic``."""
    project, case = selectors.find_case(actor=actor, code=code)
    roles = roles_on(actor, project)
    rows = tuple(selectors.list_changes(actor=actor, code=code).select_related("project__owner"))
    return WayView(
        way=ways.way_of(case), version=case.version if case else 0,
        may_record=rules.LAND in roles, may_report=not roles.isdisjoint(rules.WRITERS),
        kinds=_held(set(project.approvals.values_list("kind", flat=True))),
        changes=tuple(_line(actor, row) for row in rows),
        events=_events(case.pk if case else None, rows),
    )  # fmt: skip


def _held(kinds: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in rules.KINDS if kind in kinds)


def _line(actor: Actor, row: LandChange) -> ChangeLine:
    late = (row.approved_on or date.min) > row.changed_on
    return ChangeLine(row=row, late=late, actions=ways.open_steps(actor=actor, change=row))


def _events(case_id: int | None, rows: tuple[LandChange, ...]) -> tuple[Event, ...]:
    of_way = Q(subject_type="land_case", subject_id=str(case_id))
    of_changes = Q(subject_type="land_change", subject_id__in=[str(row.pk) for row in rows])
    return tuple(Event.objects.filter(of_way | of_changes).order_by("-id")[:EVENTS_SHOWN])
