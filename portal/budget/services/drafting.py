"""A unit writes what it asks for; nothing stands in the way of a draft but its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import faults, rules, selectors
from portal.budget.models import BudgetFile, BudgetLine, BudgetRequest
from portal.budget.numbering import next_request
from portal.budget.stepping import SUBJECT, check_project, record
from portal.budget.understanding import check_lines
from portal.core import clock
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.projects.policy import roles_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line as the unit asks it. ``requested_yuan`` in yuan."""

    name: str
    functional: str
    economic: str
    source: str
    year: int
    requested_yuan: Decimal
    feature_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What a request says beside its lines. ``targets``: each with name, value and unit."""

    title: str
    year: int
    purpose: str = ""
    targets: tuple[dict[str, Any], ...] = ()


@kept_refusals(SUBJECT, names=("code",))
@transaction.atomic
def draft_request(
    *, actor: Actor, code: str, facts: RequestFacts, lines: Sequence[LineFacts]
) -> BudgetRequest:
    """Begin a request for a project of the actor's own unit."""
    project = selectors.readable_project(actor=actor, code=code)
    if roles_on(actor, project).isdisjoint(rules.UNIT_ROLES):
        raise faults.StepNotYours(action="draft")
    check_project(project)
    now = clock.now()
    row = BudgetRequest.objects.create(
        number=next_request(facts.year), project=project, year=facts.year, title=facts.title,
        purpose=facts.purpose, targets=list(facts.targets), author_id=actor.user_id, author_name=actor.name,
        created_at=now, updated_at=now,
    )  # fmt: skip
    _write_lines(row, lines)
    record(actor, "draft", row, {"lines": len(lines), "yuan": str(_sum(lines))})
    return row


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def amend_request(
    *, actor: Actor, request_id: UUID, version: int, facts: RequestFacts, lines: Sequence[LineFacts]
) -> BudgetRequest:
    """Write a draft or a returned request anew; what levels had said of its lines goes with them."""
    row = _editable(actor, request_id, "amend")
    if row.version != version:
        raise faults.RequestChanged(given=version, current=row.version)
    before = {"lines": row.lines.count(), "title": row.title}
    row.title, row.year, row.purpose = facts.title, facts.year, facts.purpose
    row.targets = list(facts.targets)
    row.version, row.updated_at = row.version + 1, clock.now()
    row.save()
    row.lines.all().delete()
    _write_lines(row, lines)
    record(actor, "amend", row, {"before": before, "lines": len(lines), "yuan": str(_sum(lines))})
    return row


@kept_refusals(SUBJECT, names=("request_id",))
@transaction.atomic
def attach_file(*, actor: Actor, request_id: UUID, file: StoredFile, title: str) -> BudgetFile:
    """Lay a paper to a draft or a returned request."""
    row = _editable(actor, request_id, "amend")
    paper, _ = BudgetFile.objects.get_or_create(
        request=row, file=file,
        defaults={"title": title[:200], "added_by": actor.user_id, "added_at": clock.now()},
    )  # fmt: skip
    record(actor, "attach", row, {"title": title, "sha256": file.sha256})
    return paper


def _editable(actor: Actor, request_id: UUID, action: str) -> BudgetRequest:
    row = selectors.lock_request(actor=actor, request_id=request_id)
    if roles_on(actor, row.project).isdisjoint(rules.UNIT_ROLES):
        raise faults.StepNotYours(action=action)
    if row.state not in rules.EDITABLE:
        raise faults.StepNotOpen(action=action, state=row.state)
    check_project(row.project)
    return row


def _write_lines(row: BudgetRequest, lines: Sequence[LineFacts]) -> None:
    checked = check_lines(row.project, row.year, lines)
    BudgetLine.objects.bulk_create(
        BudgetLine(
            request=row, position=position, name=line.name, functional=line.functional,
            economic=line.economic, source=line.source, year=line.year, feature_id=line.feature_id,
            requested_yuan=amount,
        )
        for position, (line, amount) in enumerate(checked, start=1)
    )  # fmt: skip


def _sum(lines: Sequence[LineFacts]) -> Decimal:
    return sum((line.requested_yuan for line in lines), Decimal(0))
