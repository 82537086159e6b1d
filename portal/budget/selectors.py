"""Reads of the budget. Every list, total, page and export starts from one of these querysets."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import DecimalField, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from portal.accounts.actor import Actor
from portal.budget import faults, policy
from portal.budget.filters import IndicatorFilter, RequestFilter
from portal.budget.models import (
    Adjustment,
    BudgetFile,
    BudgetLine,
    BudgetRequest,
    CostLine,
    CostStage,
    Indicator,
)
from portal.projects.models import Project
from portal.projects.selectors import ProjectNotFound, get_project

YUAN = DecimalField(max_digits=20, decimal_places=2)


def list_requests(*, actor: Actor, criteria: RequestFilter | None = None) -> QuerySet[BudgetRequest]:
    """Return the requests the actor may see, each with ``requested_yuan`` and ``current_yuan``."""
    rows = BudgetRequest.objects.filter(policy.viewable(actor)).select_related("project", "project__owner")
    rows = rows.filter((criteria or RequestFilter()).condition())
    return rows.annotate(
        requested_yuan=Coalesce(Sum("lines__requested_yuan"), Decimal(0), output_field=YUAN),
        current_yuan=Coalesce(Sum(_current()), Decimal(0), output_field=YUAN),
    ).order_by("-created_at", "pk")


def _current() -> Coalesce:
    """Return what a line stands at: the last level that passed it."""
    names = ("finance", "dept", "unit", "requested")
    return Coalesce(*(F(f"lines__{name}_yuan") for name in names), output_field=YUAN)


def request_totals(*, actor: Actor, criteria: RequestFilter) -> dict[str, Any]:
    """Return how many requests the filter leaves and what they ask, were cut by and stand at, in yuan."""
    lines = BudgetLine.objects.filter(request__in=list_requests(actor=actor, criteria=criteria).values("pk"))
    line = Coalesce(F("finance_yuan"), F("dept_yuan"), F("unit_yuan"), F("requested_yuan"))
    sums = lines.aggregate(requested=Sum("requested_yuan"), current=Sum(line, output_field=YUAN))
    requested, current = (Decimal(sums[name] or 0) for name in ("requested", "current"))
    count = list_requests(actor=actor, criteria=criteria).order_by().values("pk").count()
    return {
        "count": count, "requested_yuan": requested, "current_yuan": current,
        "cut_yuan": requested - current,
    }  # fmt: skip


def get_request(*, actor: Actor, request_id: UUID | str) -> BudgetRequest:
    """Return one request. Raises ``RequestNotFound`` both when it is absent and when it is hidden."""
    row = list_requests(actor=actor).filter(pk=request_id).first()
    if row is None:
        raise faults.RequestNotFound(request=str(request_id))
    return row


def get_paper(*, actor: Actor, request_id: UUID, paper_id: int) -> BudgetFile:
    """Return one paper of a request; who may not see the request sees none of its papers."""
    row = get_request(actor=actor, request_id=request_id)
    paper = row.files.select_related("file").filter(pk=paper_id).first()
    if paper is None:
        raise faults.PaperNotFound(paper=paper_id)
    return paper


def lock_request(*, actor: Actor, request_id: UUID) -> BudgetRequest:
    """Return one viewable request, locked until the transaction ends."""
    get_request(actor=actor, request_id=request_id)
    rows = BudgetRequest.objects.select_related("project", "project__owner")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=request_id)


def waiting_requests(*, actor: Actor) -> QuerySet[BudgetRequest]:
    """Return the requests that wait for the actor's role, the most urgent first."""
    return (
        list_requests(actor=actor).filter(policy.waits_for(actor))
        .order_by(F("due_on").asc(nulls_last=True), "level_since", "pk")
    )  # fmt: skip


def list_indicators(*, actor: Actor, criteria: IndicatorFilter | None = None) -> QuerySet[Indicator]:
    """Return the indicators the actor may see."""
    rows = Indicator.objects.filter(policy.viewable(actor)).select_related("project", "unit", "feature")
    return rows.filter((criteria or IndicatorFilter()).condition()).order_by("-year", "number")


INDICATOR_SUMS = ("approved", "adjusted", "carried", "frozen", "committed", "paid", "available")


def indicator_totals(*, actor: Actor, criteria: IndicatorFilter) -> dict[str, Any]:
    """Return how many indicators the filter leaves and their sums, in yuan."""
    rows = list_indicators(actor=actor, criteria=criteria).order_by()
    sums = rows.aggregate(**{name: Sum(f"{name}_yuan") for name in INDICATOR_SUMS})
    return {"count": rows.count()} | {f"{name}_yuan": Decimal(sums[name] or 0) for name in INDICATOR_SUMS}


def get_indicator(*, actor: Actor, indicator_id: UUID | str) -> Indicator:
    """Return one indicator. Raises ``IndicatorNotFound`` both when it is absent and when it is hidden."""
    row = list_indicators(actor=actor).filter(pk=indicator_id).first()
    if row is None:
        raise faults.IndicatorNotFound(indicator=str(indicator_id))
    return row


def get_adjustment(*, actor: Actor, adjustment_id: UUID | str) -> Adjustment:
    """Return one adjustment of a request the actor may see."""
    row = Adjustment.objects.filter(pk=adjustment_id).select_related("request").first()
    if row is None or not list_requests(actor=actor).filter(pk=row.request_id).exists():
        raise faults.AdjustmentNotFound(adjustment=str(adjustment_id))
    return row


def readable_project(*, actor: Actor, code: str) -> Project:
    """Return a project whose money the actor reads; hidden money looks like a hidden project."""
    project = get_project(actor=actor, code=code)
    if not policy.may_read(actor, project):
        raise ProjectNotFound(code=code)
    return project


def stages_of(project: Project) -> dict[str, CostStage]:
    """Return the recorded stages of a project's cost by name."""
    return {row.stage: row for row in CostStage.objects.filter(project=project)}


def lines_of(project: Project, stage: str) -> QuerySet[CostLine]:
    """Return the lines of one stage, in order."""
    rows = CostLine.objects.filter(stage__project=project, stage__stage=stage)
    return rows.select_related("feature").order_by("position")
