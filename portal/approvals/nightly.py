"""The nightly look at the calendar: what begins to run out, what ran out, whom to warn. Once each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from portal.approvals import faults, rules
from portal.approvals.models import LandAlert, LandDocument
from portal.approvals.recording import open_case, record
from portal.core import clock
from portal.core.events import Entry, Who, record_events
from portal.core.rulebook import rule
from portal.projects.models import ProjectApproval
from portal.projects.rules import DONE_STAGES, ENDED_STAGES
from spatial.land import chain

TIMER = frozenset({"timer"})
STEPS = ("land_alert_first_days", "land_alert_second_days", "land_alert_last_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRun:
    """What one night did."""

    expiring: int
    expired: int
    alerts: int
    taken_up: int = 0


@transaction.atomic
def step_calendar(*, actor: Who, on: date) -> CalendarRun:
    """Step documents whose day has come and raise each alert once; run twice on a day, it adds nothing."""
    steps = [int(rule(code, on=on)) for code in STEPS]
    expired = [_step(actor, row, "expire") for row in _due(chain.IN_FORCE, before=on)]
    soon = _due((chain.EFFECTIVE,), before=on + timedelta(days=max(steps) + 1))
    expiring = [_step(actor, row, "expire_soon") for row in soon]
    alerts = _alerts(actor, on, steps)
    taken_up = [open_case(actor=actor, paper=paper, on=on) for paper in _owing_papers(on)]
    return CalendarRun(expiring=len(expiring), expired=len(expired), alerts=alerts, taken_up=len(taken_up))


def _owing_papers(on: date) -> list[ProjectApproval]:
    """Return the papers of temporary land that ran out without a case: the land is owed back all the same."""
    known = LandDocument.objects.filter(approval__isnull=False).values("approval")
    rows = ProjectApproval.objects.filter(kind=rules.TEMPORARY, valid_to__lt=on).exclude(pk__in=known)
    return list(rows.select_related("project").order_by("pk"))


def _due(states: tuple[str, ...], *, before: date) -> list[LandDocument]:
    rows = LandDocument.objects.select_for_update(of=("self",), no_key=True).select_related("project")
    return list(rows.filter(state__in=states, valid_to__lt=before).order_by("pk"))


def _step(actor: Who, document: LandDocument, action: str) -> LandDocument:
    step = faults.find_step(document, action, TIMER)
    document.state, document.version = step.target, document.version + 1
    document.updated_at = clock.now()
    document.save(update_fields=["state", "version", "updated_at"])
    told = {"from": step.source, "to": step.target, "valid_to": str(document.valid_to)}
    record(actor, action, document, told)
    return document


def _alerts(actor: Who, on: date, steps: list[int]) -> int:
    papers = list(_running_out(on, days=max(steps)))
    held = _kinds_held({row.project_id for row in papers})
    known = _known(papers)
    due = [(row, chain.alert_step(days_left=(row.valid_to - on).days, steps=steps)) for row in papers]
    new = [
        LandAlert(approval=row, step_days=step, valid_to=row.valid_to, raised_on=on) for row, step in due
        if step is not None and (row.pk, row.valid_to, step) not in known
        and rules.still_needed(row.kind, held=held[row.project_id], started=bool(row.project.actual_start))
    ]  # fmt: skip
    LandAlert.objects.bulk_create(new)
    record_events(actor=actor, entries=[_entry(alert) for alert in new])
    return len(new)


def relied_upon(*, projects: Collection[UUID], on: date, until: date) -> list[ProjectApproval]:
    """Return the papers of live ones of some projects that run out by a day, or ran out, and must still hold.

    One that was renewed, by a later paper of its kind, is relied upon no more.
    """
    rows = ProjectApproval.objects.filter(project__in=projects, valid_to__lte=until, issued_on__lte=on)
    papers = list(_live(rows))
    owners = {row.project_id for row in papers}
    held, latest = _kinds_held(owners), _latest(owners, on)
    return [
        row for row in papers
        if row.valid_to == latest[row.project_id, row.kind] and rules.still_needed(
            row.kind, held=held[row.project_id], started=bool(row.project.actual_start)
        )
    ]  # fmt: skip


def _latest(projects: set[UUID], on: date) -> dict[tuple[UUID, str], date]:
    """Return how long the papers of each kind reach; without a last day, for ever."""
    found: dict[tuple[UUID, str], date] = {}
    rows = ProjectApproval.objects.filter(project_id__in=projects, issued_on__lte=on)
    for project, kind, valid_to in rows.values_list("project_id", "kind", "valid_to"):
        found[project, kind] = max(found.get((project, kind), date.min), valid_to or date.max)
    return found


def _running_out(on: date, *, days: int) -> Iterable[Any]:
    return _live(ProjectApproval.objects.filter(valid_to__gte=on, valid_to__lte=on + timedelta(days=days)))


def _live(rows: QuerySet[ProjectApproval]) -> QuerySet[ProjectApproval]:
    rows = rows.filter(kind__in=rules.KINDS).exclude(project__stage__in=(*ENDED_STAGES, *DONE_STAGES))
    rows = rows.exclude(land_document__returned_on__isnull=False)
    rows = rows.exclude(land_document__state=chain.SUPERSEDED)
    return rows.select_related("project").order_by("pk")


def _known(papers: list[Any]) -> set[tuple[Any, ...]]:
    rows = LandAlert.objects.filter(approval__in=papers)
    return set(rows.values_list("approval_id", "valid_to", "step_days"))


def _kinds_held(projects: set[UUID]) -> dict[UUID, set[str]]:
    held: dict[UUID, set[str]] = defaultdict(set)
    rows = ProjectApproval.objects.filter(project_id__in=projects)
    for project, kind in rows.values_list("project_id", "kind"):
        held[project].add(kind)
    return held


def _entry(alert: LandAlert) -> Entry:
    paper = alert.approval
    return Entry(
        verb="expiry_alert", subject_type="project", subject_id=paper.project_id,
        facts={"code": paper.project.code, "kind": paper.kind, "number": paper.number,
               "valid_to": alert.valid_to.isoformat(), "step_days": alert.step_days},
    )  # fmt: skip
