"""Judge the money of the database in DATABASE_URL by the product's own checks; print what is found."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")
django.setup()

from portal.budget.services.costing import excesses_of  # noqa: E402
from portal.contracts.models import ChangeOrder  # noqa: E402
from portal.contracts.routing import route_of  # noqa: E402
from portal.contracts.rules import life as contracts  # noqa: E402
from portal.core import clock  # noqa: E402
from portal.core.models import Event  # noqa: E402
from portal.payments import deciding, gathering  # noqa: E402
from portal.payments.models import Application, Invoice, Receipt  # noqa: E402
from portal.payments.rules import checks, life  # noqa: E402
from portal.payments.selectors import RELATED  # noqa: E402
from portal.performance.book import book_on  # noqa: E402
from portal.performance.models import Evaluation  # noqa: E402
from portal.performance.rules import grades  # noqa: E402
from portal.projects.models import Project  # noqa: E402

TOLD = {
    "pay_ahead_of_work",
    "retention_kept",
    "pay_floor",
    "retention_ceiling",
    "lines_within_bill",
    "labour_share",
}
"""Checks of money itself; permits and photographs have tables of their own."""
PROJECT = "application__project"
Found = Iterator[tuple[str, str]]


def _ladder() -> Found:
    for project in Project.objects.filter(cost_stages__isnull=False).distinct().order_by("code"):
        for one in excesses_of(project):
            yield project.code, f"{one.stage} over {one.ceiling}: {one.verdict}"


def _applications(on: date) -> Found:
    waiting = [*life.DUE_DAYS]
    for row in Application.objects.filter(state__in=waiting).select_related(*RELATED).order_by("number"):
        for check in gathering.judge(row, on=on):
            if check.code in TOLD and check.level in {checks.BLOCK, checks.ALERT}:
                yield row.project.code, f"{check.code}: {check.level}"
        if row.state == life.CERTIFIED:
            yield from (
                (row.project.code, f"{room.code} short") for room in deciding.decide(row, on=on).short
            )
        if row.due_on and row.due_on < on:
            yield row.project.code, "overdue"


def _receipts() -> Found:
    rows = Receipt.objects.exclude(standing=Receipt.SETTLED).select_related(
        "instruction__application__project"
    )
    for row in rows:
        if row.instruction is not None:
            yield row.instruction.application.project.code, f"receipt: {row.standing}"


def _changes(on: date) -> Found:
    for change in ChangeOrder.objects.exclude(state=contracts.INCORPORATED).select_related(
        "contract__project"
    ):
        route, _limits = route_of(change, on=on)
        if route.audit:
            yield change.contract.project.code, "changes: finance and audit"
        if route.stopped:
            yield change.contract.project.code, "changes: stopped"


def _evaluations(on: date) -> Found:
    bounds = book_on(on=on, jurisdiction="97").bounds
    for row in Evaluation.objects.select_related("project"):
        if grades.must_review(row.third_points, row.finance_points, bounds):
            yield row.project.code, "joint review due"
        if grades.must_explain(row.self_points, row.third_points, bounds):
            yield row.project.code, "explanation due"


def _refusals() -> Found:
    for event in Event.objects.filter(verb="refused", facts__code="invoice_taken"):
        for kept in Invoice.objects.filter(number=event.facts["facts"]["number"]).select_related(PROJECT):
            yield kept.application.project.code, "invoice refused"


def main(on: date) -> None:
    """Print [project, finding], each once."""
    with clock.standing_at(datetime(on.year, on.month, on.day, 4, tzinfo=UTC)):
        found = {*_ladder(), *_applications(on), *_receipts(), *_changes(on), *_evaluations(on), *_refusals()}
    json.dump(sorted(found), sys.stdout)


main(date.fromisoformat(sys.argv[1]))
