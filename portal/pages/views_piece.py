"""The pages of one piece of works and of one material test: what holds it, its steps, tests and elements."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from bim.accepting.services import hang_piece, hang_test
from bim.catalog.selectors import models_of_project
from bim.linking.following import stand_of
from portal.acceptance import faults, names, policy, rules, selectors
from portal.acceptance.models import MaterialTest, Piece
from portal.acceptance.services import planning, sampling
from portal.acceptance.services.stepping import Order, take_step
from portal.acceptance.tree import is_repeated
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages import words
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.forms_acceptance import AmendForm, ElementsForm, LotForm, PieceStepForm, ResultForm
from portal.pages.land_deeds import read
from portal.pages.views_acceptance import plan_tasks
from portal.pages.views_files import as_download
from portal.projects.models import Project
from portal.projects.selectors import get_project

NEEDS_REASON = {step[0] for level in rules.LEVELS for step in rules.steps_of(level) if step[4]}
PIECE, TEST = "acceptance-piece", "acceptance-test"


@require_safe
@page
def piece(request: HttpRequest, code: str, piece_id: UUID) -> HttpResponse:
    """Show one piece."""
    return _piece(request, signed_in(request), code, piece_id)


def _piece(
    request: HttpRequest, actor: Actor, code: str, piece_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    project = get_project(actor=actor, code=code)
    one = _own(selectors.get_piece(actor=actor, piece_id=piece_id), project)
    found = selectors.gather([one])
    holds = () if one.state == rules.ACCEPTED else rules.holds(found.facts(one, actor))
    held = selectors.hindered(actor=actor, piece=one, found=found)
    links = one.tests.select_related("test__successor").order_by("test__number")
    plan, task = plan_tasks(actor, project), selectors.task_of(one)
    context = {
        "project": project, "piece": one, "trouble": trouble, "today": clock.today(), "typed": request.POST,
        "line": _line(one), "parts": one.parts.order_by("code"), "holds": map(names.sentence, holds),
        "links": [{"link": link, "repeated": is_repeated(link.test)} for link in links],
        "actions": [
            {"action": action, "reason": action in NEEDS_REASON,
             "hindered": [names.sentence(what) for what in held.get(action, ())]}
            for action in selectors.allowed_actions(actor=actor, piece=one)
        ],
        "may_hang": policy.may_plan(actor, project), "results": rules.RESULTS,
        "may_amend": policy.may_plan(actor, project) and one.state != rules.ACCEPTED,
        "history": [_told(event) for event in selectors.history_of(planning.SUBJECT, one.pk)],
        "plan_tasks": plan, "task": dict(plan).get(task, task), **_elements(actor, project, one),
    }  # fmt: skip
    return render(request, "acceptance/piece.html", context, status=status)


def _own(one: Any, project: Project) -> Any:
    """Return a piece or test of this very project. Raises as where it is absent."""
    if one.project_id != project.pk:
        raise faults.PieceNotFound(piece=str(one.pk))
    return one


def _line(one: Piece) -> list[Piece]:
    """Return what a piece hangs in, the unit works first."""
    found, at = [], one.parent
    while at is not None:
        found.append(at)
        at = at.parent
    return found[::-1]


def _elements(actor: Actor, project: Project, one: Piece | MaterialTest) -> dict[str, Any]:
    """Return the elements of a piece or test, where each stands today, and structures to choose from."""
    models = models_of_project(actor=actor, project=project).filter(current__isnull=False)
    named = {str(model.feature_id): words.name_of(model.feature) for model in models}
    rows = list(one.elements.order_by("structure_id", "global_id"))
    stand = stand_of(actor=actor, named=[(row.structure_id, row.global_id) for row in rows])
    return {
        "elements": [{"element": row, "at": stand.get((row.structure_id, row.global_id))} for row in rows],
        "structures": sorted(named.items(), key=lambda pair: pair[1]),
    }


def _told(event: Any) -> dict[str, Any]:
    drawn = {
        "plan": _("Drawn up"), "amend": _("Name or day changed"), "elements": _("Elements linked"),
        "register": _("Sample on record"), "link": _("Lots linked"), "refused": pgettext("step", "Refused"),
        "result": names.word("RESULTS", event.facts.get("result", "")),
    }  # fmt: skip
    facts = event.facts
    reason = facts.get("reason") or facts.get("facts", {}).get("sentence", "")
    return {
        "words": drawn.get(event.verb) or names.word("ACTIONS", event.verb), "reason": reason,
        "at": event.at, "by": event.actor_name,
    }  # fmt: skip


@posted("acceptance-page")
@page
def act(request: HttpRequest, code: str, piece_id: UUID, action: str) -> HttpResponse:
    """Take one step."""
    actor = signed_in(request)

    def deed() -> str:
        form = PieceStepForm(request.POST)
        given = read(form)
        order = Order(
            action=action, version=given["version"], reason=given["reason"], inspection=form.inspection()
        )
        take_step(actor=actor, piece_id=piece_id, order=order, on=clock.today(), at=clock.now())
        return _("Done: {action}.").format(action=names.word("ACTIONS", action))

    return _do(request, actor, code, piece_id, deed, PIECE)


@posted("acceptance-page")
@page
def amend(request: HttpRequest, code: str, piece_id: UUID) -> HttpResponse:
    """Change name and day."""
    actor = signed_in(request)

    def deed() -> str:
        given = read(AmendForm(request.POST))
        version = given.pop("version")
        planning.amend(
            actor=actor, piece_id=piece_id, version=version, facts=planning.Amended(**given)
        )
        return _("Saved.")

    return _do(request, actor, code, piece_id, deed, PIECE)


@posted("acceptance-page")
@page
def hang(request: HttpRequest, code: str, piece_id: UUID) -> HttpResponse:
    """Say which elements a piece is made of."""
    actor = signed_in(request)

    def deed() -> str:
        form = ElementsForm(request.POST)
        given = read(form)
        hang_piece(actor=actor, piece_id=piece_id, structure_id=given["structure"], global_ids=form.ids())
        return _("Elements linked")

    return _do(request, actor, code, piece_id, deed, PIECE)


@require_safe
@page
def test(request: HttpRequest, code: str, test_id: UUID) -> HttpResponse:
    """Show one material test."""
    return _test(request, signed_in(request), code, test_id)


def _test(
    request: HttpRequest, actor: Actor, code: str, test_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    project = get_project(actor=actor, code=code)
    one = _own(selectors.get_test(actor=actor, test_id=test_id), project)
    linked = set(one.lots.values_list("lot", flat=True))
    lots = selectors.list_pieces(actor=actor).filter(project=project, level=rules.LOT)
    may = policy.may_sample(actor, project)
    context = {
        "project": project, "test": one, "trouble": trouble, "today": clock.today(), "typed": request.POST,
        "repeated": is_repeated(one), "results": rules.RESULTS, "may_hang": may,
        "links": one.lots.select_related("lot").order_by("lot__code"),
        "may_tell": policy.may_tell(actor, project) and one.result == rules.PENDING,
        "lots": [lot for lot in lots if lot.pk not in linked] if may else (),
        "history": [_told(event) for event in selectors.history_of(sampling.SUBJECT, one.pk)],
        **_elements(actor, project, one),
    }  # fmt: skip
    return render(request, "acceptance/test.html", context, status=status)


@posted("acceptance-page")
@page
def result(request: HttpRequest, code: str, test_id: UUID) -> HttpResponse:
    """Record what the laboratory found."""
    actor = signed_in(request)

    def deed() -> str:
        told = sampling.Told(**read(ResultForm(request.POST, request.FILES)))
        sampling.tell_result(actor=actor, test_id=test_id, told=told, on=clock.today(), at=clock.now())
        return _("The result is on record.")

    return _do(request, actor, code, test_id, deed, TEST)


@posted("acceptance-page")
@page
def link(request: HttpRequest, code: str, test_id: UUID) -> HttpResponse:
    """Let a lot rest on a test."""
    actor = signed_in(request)

    def deed() -> str:
        lot = read(LotForm(request.POST))["lot"]
        sampling.link_lots(actor=actor, test_id=test_id, lots=[lot])
        return _("Lots linked")

    return _do(request, actor, code, test_id, deed, TEST)


@posted("acceptance-page")
@page
def hang_sample(request: HttpRequest, code: str, test_id: UUID) -> HttpResponse:
    """Say which elements a sample stands for."""
    actor = signed_in(request)

    def deed() -> str:
        form = ElementsForm(request.POST)
        given = read(form)
        hang_test(actor=actor, test_id=test_id, structure_id=given["structure"], global_ids=form.ids())
        return _("Elements linked")

    return _do(request, actor, code, test_id, deed, TEST)


@require_safe
@page
def report(request: HttpRequest, code: str, test_id: UUID) -> HttpResponseBase:
    """Send the report, always as a download: a stranger's file is never shown in our name."""
    actor = signed_in(request)
    project = get_project(actor=actor, code=code)
    one = _own(selectors.get_test(actor=actor, test_id=test_id), project)
    if one.report is None:
        raise faults.ReportNotFound(number=one.number)
    return as_download(one.report)


def _do(
    request: HttpRequest, actor: Actor, code: str, pk: UUID, deed: Callable[[], str], back: str
) -> HttpResponse:
    project = get_project(actor=actor, code=code)
    if back == PIECE:
        _own(selectors.get_piece(actor=actor, piece_id=pk), project)
    else:
        _own(selectors.get_test(actor=actor, test_id=pk), project)
    try:
        done = deed()
    except NotFound:
        raise
    except DomainError as error:
        show = _piece if back == PIECE else _test
        return show(request, actor, code, pk, trouble=str(error), status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse(back, args=[code, pk]))
