"""One list of all that waits for a person: budgets, contracts, payments, evaluations, alerts, reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.alerts import names as alert_names
from portal.alerts import selectors as alerts
from portal.alerts.measuring import patience_on
from portal.alerts.rules import life
from portal.budget import names as budget_names
from portal.budget import selectors as budget
from portal.budget import steps
from portal.contracts import desk as contracts
from portal.contracts import names as contract_names
from portal.payments import names as payment_names
from portal.payments import selectors as payments
from portal.performance import names as performance_names
from portal.performance import selectors as performance
from portal.performance.services.steps import allowed_actions
from portal.progress import names as progress_names
from portal.progress import selectors as progress
from portal.progress.services import reporting
from portal.projects.names import called

SHOWN = 200
KINDS = (
    "budget", "contract", "change", "settlement", "refund", "account", "payment", "evaluation", "alert",
    "report",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that waits. ``id``: by which its page is named; ``age_days``: how long it has lain there."""

    kind: str
    id: str
    number: str
    title: str
    project: str
    project_name: str
    state: str
    yuan: Decimal | None
    since: date | None
    due: date | None
    age_days: int
    late: bool


def tasks(*, actor: Actor, on: date) -> list[Task]:
    """Return what waits for the actor: what is late first, then by its last day, then by its age."""
    found = [*_budget(actor, on), *_contracts(actor, on), *_payments(actor, on), *_evaluations(actor, on)]
    found += [*_alerts(actor, on), *_reports(actor, on)]
    return sorted(found, key=lambda one: (not one.late, one.due or date.max, -one.age_days, one.number))


def _budget(actor: Actor, on: date) -> Iterator[Task]:
    for row in budget.waiting_requests(actor=actor)[:SHOWN]:
        if not steps.allowed_actions(actor, row):
            continue
        since = localdate(row.level_since or row.updated_at)
        yield Task(
            kind="budget", id=str(row.pk), number=row.number, title=row.title, project=row.project.code,
            project_name=called(row.project), state=budget_names.state(row.state),
            yuan=getattr(row, "current_yuan", None), since=since, due=row.due_on,
            age_days=(on - since).days, late=_late(row.due_on, on),
        )  # fmt: skip


def _contracts(actor: Actor, on: date) -> Iterator[Task]:
    for one in contracts.entries(actor=actor, on=on)[:SHOWN]:
        since = one.since or on
        pk = one.id if one.what in {"change", "account"} else one.contract_id
        yield Task(
            kind=one.what, id=pk, number=one.number, title=one.title, project=one.project,
            project_name=one.project_name, state=contract_names.state(one.state), yuan=one.yuan,
            since=one.since, due=one.due, age_days=(on - since).days, late=one.overdue,
        )  # fmt: skip


def _payments(actor: Actor, on: date) -> Iterator[Task]:
    rows = payments.desk(actor=actor).defer("feature__geom", "feature__public_geom")
    for row in rows[:SHOWN]:
        since = localdate(row.state_since)
        yield Task(
            kind="payment", id=row.number, number=row.number, title=row.purpose, project=row.project.code,
            project_name=called(row.project), state=payment_names.word(payment_names.STATES, row.state),
            yuan=row.amount_yuan, since=since, due=row.due_on, age_days=(on - since).days,
            late=_late(row.due_on, on),
        )  # fmt: skip


def _evaluations(actor: Actor, on: date) -> Iterator[Task]:
    wanted = performance.Wanted(mine=True)
    rows = performance.find_evaluations(actor=actor, wanted=wanted, on=on).order_by("updated_at", "pk")
    for row in rows[:SHOWN]:
        if not allowed_actions(actor=actor, evaluation=row, on=on):
            continue
        since = localdate(row.updated_at)
        yield Task(
            kind="evaluation", id=str(row.pk), number=str(row.year),
            title=performance_names.word("mode", row.mode), project=row.project.code,
            project_name=called(row.project), state=performance_names.word("state", row.state), yuan=None,
            since=since, due=row.opinion_due_on, age_days=(on - since).days,
            late=_late(row.opinion_due_on, on),
        )  # fmt: skip


def _alerts(actor: Actor, on: date) -> Iterator[Task]:
    patience = patience_on(on)
    for row in alerts.waiting(actor=actor)[:SHOWN]:
        due = row.due_on or alerts.answer_by(row, patience=patience)
        lapsed = row.level == life.LAPSED and row.state == life.RAISED
        yield Task(
            kind="alert", id=str(row.pk), number=row.rule,
            title=alert_names.sentence(row.rule, row.subject, row.facts), project=row.project.code,
            project_name=called(row.project), yuan=None,
            state=alert_names.word(alert_names.STATES, row.state),
            since=row.raised_on, due=due, age_days=(on - row.raised_on).days, late=lapsed or _late(due, on),
        )  # fmt: skip


def _reports(actor: Actor, on: date) -> Iterator[Task]:
    rows = progress.waiting_reports(actor=actor).defer("feature__geom", "feature__public_geom")
    for row in rows[:SHOWN]:
        if not reporting.allowed_actions(actor=actor, report=row):
            continue
        since = localdate(getattr(row, "since", row.created_at))
        yield Task(
            kind="report", id=str(row.pk), number=row.feature.code or row.feature.name,
            title=f"{row.period_first} – {row.period_last}", project=row.project.code,
            project_name=called(row.project), state=progress_names.state(row.state), yuan=None, since=since,
            due=None, age_days=(on - since).days, late=False,
        )  # fmt: skip


def _late(due: date | None, on: date) -> bool:
    return due is not None and due < on
