"""The page of a schedule: tasks, the rules that link elements to them, and what a person has to decide."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bim.linking.pairs import Target
from bim.linking.selectors import task_pair
from portal.accounts.actor import Actor
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.linking import COUNT, counted, do, linked_view, models_for, refused, revision_for
from portal.pages.scheduling import Chart, chart_of
from portal.pages.views_twin import read_id
from portal.progress.faults import BaseLosesReports
from portal.progress.models import Schedule, ScheduleRevision, Task
from portal.progress.policy import may_approve_base, may_send
from portal.progress.selectors import (
    approvals_of,
    base_of,
    latest_of,
    not_measured,
    reported_gone,
    schedule_of,
)
from portal.progress.telling import warnings_told

REVISIONS_SHOWN = 30


@require_safe
@page
def schedule(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponse:
    """Show a schedule. ``revision``: the revision of a model its links are told of."""
    asked = parameters(request, known={"revision"}).get("revision", "")
    actor = signed_in(request)
    row = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    return show(request, actor, row, read_id(asked) if asked else None)


def show(
    request: HttpRequest, actor: Actor, row: Schedule, asked: UUID | None, *,
    error: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the page, with what went wrong where something did."""
    plan = latest_of(row)
    models = models_for(actor, row.project)
    revision = revision_for(Target(schedule_id=row.pk), models, asked)
    linked = {}
    if revision is not None and plan is not None:
        pair = task_pair(actor=actor, schedule_id=row.pk, revision_id=revision.pk)
        linked = linked_view(actor, pair, models)
    counts = Counter(linked.get("counts", {})) + Counter(linked.get("elsewhere", {}))
    return render(request, "progress/schedule.html", {
        "schedule": row, "project": row.project, "plan": plan, "models": models, **refused(request, error),
        "chart": chart_of(plan, counts) if plan is not None else Chart(),
        "chosen": revision, "superseded": bool(asked and revision and revision.pk != asked),
        "act": reverse("schedule-act", args=[row.project.code, row.pk]), **linked,
        "kept": row.revisions.select_related("withdrawal").order_by("-number")[:REVISIONS_SHOWN],
        "base": base_of(row) if plan is not None else None, "approvals": approvals_of(row),
        "may_approve": may_approve_base(actor, row.project), "may_send": may_send(actor, row.project),
        **_measured(row, plan), "losing": _number_losing(error),
        "losses": warnings_told(plan.warnings) if plan is not None else [],
    }, status=status_of(error) if error else 200)  # fmt: skip


def _measured(row: Schedule, plan: ScheduleRevision | None) -> dict[str, object]:
    """Return which tasks of the latest revision, and which reported ones it has not, count how."""
    if plan is None:
        return {}
    gone, base = reported_gone(plan), base_of(row)
    lost = set(reported_gone(base)) & set(gone)
    return {
        "reported_gone": _named(row, sorted(lost)),
        "reported_still": _named(row, [key for key in gone if key not in lost]),
        "not_measured": _named(row, not_measured(plan)),
    }  # fmt: skip


def _named(row: Schedule, keys: list[str]) -> list[str]:
    """Return tasks by key and name, as the latest revision that has them calls them."""
    rows = Task.objects.filter(revision__schedule=row, key__in=keys).order_by("key", "-revision__number")
    names = dict(rows.distinct("key").values_list("key", "name"))
    return [f"{key} {names.get(key, '')}".strip() for key in keys]


def _number_losing(error: DomainError | None) -> object:
    """Return the revision that was refused as a measure because reports would be lost."""
    return error.facts["number"] if isinstance(error, BaseLosesReports) else None


@page
def act(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponseBase:
    """Write a rule, retire one, decide on links, or renew them; a refusal is told on the page itself."""
    back = reverse("schedule-page", args=[code, schedule_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    actor = signed_in(request)
    row = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    revision = read_id(request.POST.get("revision", ""))
    if request.POST.get("deed") == COUNT:
        return counted(request, actor, Target(schedule_id=row.pk), revision)
    target = Target(schedule_id=row.pk)
    answer = attempt(request, actor, row, revision, lambda: do(request, actor, target, revision))
    if answer is not None:
        return answer
    return HttpResponseRedirect(f"{back}?revision={revision}")


def attempt(
    request: HttpRequest, actor: Actor, row: Schedule, revision: UUID | None, deed: Callable[[], object]
) -> HttpResponse | None:
    """Do what a form asks for; return the page with the refusal where it is refused, else nothing."""
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return show(request, actor, row, revision, error=error)
    return None
