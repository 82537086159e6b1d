"""The page of one evaluation and all that its forms do."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.pages.answers import posted
from portal.pages.answers_money import page, status_of
from portal.pages.asking import signed_in
from portal.pages.performing import page as shown
from portal.pages.performing import posted as said
from portal.performance import faults, importing, names, selectors
from portal.performance.models import Evaluation
from portal.performance.rules.life import FINANCE
from portal.performance.services import deciding, scoring, targets
from portal.performance.services.steps import take_step
from portal.projects.selectors import get_project


class FileMissing(Invalid):
    """Nothing to read."""

    message = gettext_lazy("Choose a workbook first.")


def evaluation_of(actor: Actor, code: str, evaluation_id: UUID) -> Evaluation:
    """Return an evaluation of this very project; raises as if it were absent."""
    project = get_project(actor=actor, code=code)
    row = selectors.get_evaluation(actor=actor, evaluation_id=evaluation_id, on=clock.today())
    if row.project_id != project.pk:
        raise faults.EvaluationNotFound(evaluation=str(evaluation_id))
    return row


@require_safe
@page("evaluation")
def evaluation(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Show one evaluation."""
    actor = signed_in(request)
    return _shown(request, actor, evaluation_of(actor, code, evaluation_id))


@posted("project")
@page("evaluation")
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an evaluation of the project's site in a year."""
    actor = signed_in(request)
    get_project(actor=actor, code=code)
    year = request.POST.get("year", "")
    made = targets.begin(
        actor=actor, code=code, year=int(year) if year.isascii() and year.isdigit() else 0,
        mode=request.POST.get("mode", ""), on=clock.today(),
    )  # fmt: skip
    messages.success(request, _("The evaluation has begun: write its indicators now."))
    return _back(code, made.pk)


@posted("project")
@page("evaluation")
def write_targets(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Write the indicators of the editor."""

    def deed(actor: Actor) -> object:
        return targets.write_targets(
            actor=actor, evaluation_id=evaluation_id, version=_version(request),
            lines=said.lines_of(request.POST), on=clock.today(),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The indicators are written."))


@posted("project")
@page("evaluation")
def import_targets(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Take the indicators from a workbook."""

    def deed(actor: Actor) -> object:
        upload = request.FILES.get("file")
        if upload is None:
            raise FileMissing()
        with tempfile.TemporaryDirectory(prefix="indicators-") as folder:
            path = Path(folder) / "set.xlsx"
            path.write_bytes(upload.read())
            lines = importing.read_set(path, name=upload.name or "set.xlsx").settled()
        return targets.write_targets(
            actor=actor, evaluation_id=evaluation_id, version=_version(request), lines=lines,
            on=clock.today(),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The indicators of the workbook are written."))


@posted("project")
@page("evaluation")
def propose_change(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Put other targets forward."""

    def deed(actor: Actor) -> object:
        return targets.propose_change(
            actor=actor, evaluation_id=evaluation_id, version=_version(request),
            lines=said.lines_of(request.POST), reason=request.POST.get("reason", ""), on=clock.today(),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The change waits for the department."))


@posted("project")
@page("evaluation")
def decide_change(request: HttpRequest, code: str, evaluation_id: UUID, verdict: str) -> HttpResponse:
    """Approve or reject a change of targets."""

    def deed(actor: Actor) -> object:
        return targets.decide_change(
            actor=actor, evaluation_id=evaluation_id, version=_version(request), approve=verdict == "approve",
            reason=request.POST.get("reason", ""), on=clock.today(),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The change is decided."))


@posted("project")
@page("evaluation")
def write_scores(request: HttpRequest, code: str, evaluation_id: UUID, party: str) -> HttpResponse:
    """Write a judge's scores."""

    def deed(actor: Actor) -> object:
        return scoring.write_scores(
            actor=actor, evaluation_id=evaluation_id, version=_version(request), party=party,
            entries=said.entries_of(request.POST, ticked=party == FINANCE), on=clock.today(),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The scores are written."))


@posted("project")
@page("evaluation")
def review(request: HttpRequest, code: str, evaluation_id: UUID) -> HttpResponse:
    """Record a joint review."""

    def deed(actor: Actor) -> object:
        return deciding.record_joint_review(
            actor=actor, evaluation_id=evaluation_id, version=_version(request), on=clock.today(),
            held_on=said.day_of(request.POST.get("held_on", "")),
            present=said.bodies_of(request.POST, "present"), conclusion=request.POST.get("conclusion", ""),
        )  # fmt: skip

    return _do(request, code, evaluation_id, deed, _("The joint review is recorded."))


@posted("project")
@page("evaluation")
def act(request: HttpRequest, code: str, evaluation_id: UUID, action: str) -> HttpResponse:
    """Take one step of the evaluation's life."""

    def deed(actor: Actor) -> object:
        return take_step(
            actor=actor, evaluation_id=evaluation_id, action=action, version=_version(request),
            reason=request.POST.get("reason", ""), more=said.more_of(request.POST), on=clock.today(),
        )  # fmt: skip

    return _do(
        request, code, evaluation_id, deed, _("Done: {action}.").format(action=names.word("verb", action))
    )


def _do(
    request: HttpRequest, code: str, evaluation_id: UUID, deed: Callable[[Actor], object], done: str
) -> HttpResponse:
    """Do what a form asks and go back; a refusal is told above the page as it is, with what was typed."""
    actor = signed_in(request)
    evaluation_of(actor, code, evaluation_id)
    try:
        deed(actor)
    except NotFound:
        raise
    except DomainError as error:
        row = evaluation_of(actor, code, evaluation_id)
        more = {"trouble": str(error), "posted": request.POST}
        return _shown(request, actor, row, more=more, status=status_of(error))
    messages.success(request, done)
    if not selectors.list_evaluations(actor=actor, on=clock.today()).filter(pk=evaluation_id).exists():
        return HttpResponseRedirect(reverse("performance"))
    return _back(code, evaluation_id)


def _shown(
    request: HttpRequest, actor: Actor, row: Evaluation, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = shown.content(actor=actor, evaluation=row, on=clock.today())
    here = reverse("evaluation", args=[row.project.code, row.pk])
    return render(request, "performance/page.html", context | {"here": here} | (more or {}), status=status)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _back(code: str, evaluation_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("evaluation", args=[code, evaluation_id]))
