"""The page of a schedule: tasks, the rules that link elements to them, and what a person has to decide."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bim.linking import rules
from bim.linking.selectors import get_pair
from bim.linking.services.carrying import renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import retire_rule, write_rule
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.pages.answers import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.scheduling import bars_of, linked_view, models_for, revision_for
from portal.pages.views_twin import read_id
from portal.progress.faults import ScheduleNotFound
from portal.progress.models import Schedule
from portal.progress.selectors import get_schedule
from portal.progress.telling import warnings_told

REVISIONS_SHOWN = 30


class DeedUnknown(Invalid):
    """A form of another page."""

    message = gettext_lazy("The form cannot be read.")


@require_safe
@page
def schedule(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponse:
    """Show a schedule. ``revision``: the revision of a model its links are told of."""
    asked = parameters(request, known={"revision"}).get("revision", "")
    actor = signed_in(request)
    return show(request, actor, _own(actor, code, schedule_id), read_id(asked) if asked else None)


def _own(actor: Actor, code: str, schedule_id: UUID) -> Schedule:
    found = get_schedule(actor=actor, schedule_id=schedule_id)
    if found.project.code != code:
        raise ScheduleNotFound(schedule=str(schedule_id))
    return found


def show(
    request: HttpRequest, actor: Actor, row: Schedule, asked: UUID | None, *, trouble: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Show the page, with what went wrong where something did."""
    plan = row.revisions.order_by("-number").first()
    models = models_for(actor, row)
    revision = revision_for(row, models, asked)
    linked = linked_view(actor, row, revision) if revision is not None and plan is not None else {}
    return render(request, "progress/schedule.html", {
        "schedule": row, "project": row.project, "plan": plan, "models": models, "trouble": trouble,
        "bars": bars_of(plan, linked.get("counts", {})) if plan is not None else [],
        "chosen": revision, **linked, "kept": row.revisions.order_by("-number")[:REVISIONS_SHOWN],
        "losses": warnings_told(plan.warnings) if plan is not None else [],
    }, status=status)  # fmt: skip


@page
def act(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponseBase:
    """Write a rule, retire one, decide on links, or renew them; a refusal is told on the page itself."""
    back = reverse("schedule-page", args=[code, schedule_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    actor = signed_in(request)
    row = _own(actor, code, schedule_id)
    revision = read_id(request.POST.get("revision", ""))
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise DeedUnknown()
    try:
        deed(request, actor, row, revision)
    except NotFound:
        raise
    except DomainError as error:
        return show(request, actor, row, revision, trouble=str(error), status=status_of(error))
    messages.success(request, _("Done."))
    return HttpResponseRedirect(f"{back}?revision={revision}")


def _write(request: HttpRequest, actor: Actor, row: Schedule, revision: UUID) -> None:
    given = request.POST
    write_rule(
        actor=actor, schedule_id=row.pk, revision_id=revision, question=given.get("question", "")[:1000],
        task_key=given.get("task", "")[:64], note=given.get("note", "")[:500], at=clock.now(),
    )  # fmt: skip


def _retire(request: HttpRequest, actor: Actor, row: Schedule, revision: UUID) -> None:
    rule = read_id(request.POST.get("rule", ""))
    retire_rule(actor=actor, schedule_id=row.pk, rule_id=rule, at=clock.now())


def _decide(request: HttpRequest, actor: Actor, row: Schedule, revision: UUID) -> None:
    links = [int(text) for text in request.POST.getlist("link") if text.isascii() and text.isdigit()]
    verdict = request.POST.get("verdict", "")
    if verdict not in rules.VERDICTS:
        raise DeedUnknown()
    decide(actor=actor, schedule_id=row.pk, links=links, verdict=verdict, at=clock.now())


def _renew(request: HttpRequest, actor: Actor, row: Schedule, revision: UUID) -> None:
    pair = get_pair(actor=actor, schedule_id=row.pk, revision_id=revision)
    renew_links(actor=actor, pair=pair, at=clock.now())


DEEDS: dict[str, Callable[[HttpRequest, Actor, Schedule, UUID], None]] = {
    "rule": _write, "retire": _retire, "decide": _decide, "renew": _renew,
}  # fmt: skip
