"""The page of a project's acceptance: the tree, its tests; pieces drawn up by hand or from a workbook."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.acceptance import names, policy, rules
from portal.acceptance.bringing.template import template_workbook
from portal.acceptance.drafts import GROUND_KINDS, tasks_of
from portal.acceptance.faults_import import TreeFileMissing
from portal.acceptance.services import bringing, planning, sampling
from portal.acceptance.tree import Tree, is_repeated, tree_of
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, Forbidden, NotFound
from portal.pages import words
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.forms_acceptance import LotForm, PieceForm, SampleForm
from portal.pages.land_deeds import read
from portal.pages.views_contract import XLSX
from portal.progress.selectors import list_schedules
from portal.projects.models import Project
from portal.projects.selectors import get_project
from spatial.features.models import Feature


@require_safe
@page
def acceptance(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's tree of acceptance and its material tests."""
    return _shown(request, signed_in(request), code)


def _shown(
    request: HttpRequest, actor: Actor, code: str, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    tree = tree_of(actor=actor, code=code)
    project, may_plan = tree.project, policy.may_plan(actor, tree.project)
    context = {
        "project": project, "tree": tree, "trouble": trouble, "today": clock.today(), "typed": request.POST,
        "counts": [
            {"level": level, "all": sum(by_state.values()), "accepted": by_state[rules.ACCEPTED]}
            for level, by_state in tree.counts.items()
        ],
        "may_plan": may_plan, "may_sample": policy.may_sample(actor, project),
        "levels": rules.LEVELS, "divisions": rules.DIVISIONS, "grounds": grounds(project) if may_plan else (),
        "above": [node.piece for node in tree.nodes if node.piece.level != rules.LOT] if may_plan else (),
        "plan_tasks": plan_tasks(actor, tree.project), **tests_context(tree),
    }  # fmt: skip
    return render(request, "acceptance/page.html", context, status=status)


def tests_context(tree: Tree) -> dict[str, Any]:
    """Return what forms about samples choose from: lots, and failed tests nobody has repeated."""
    return {
        "lots": [node.piece for node in tree.nodes if node.piece.level == rules.LOT],
        "failed": [one for one in tree.tests if one.result == rules.FAIL and not is_repeated(one)],
        "rows": [{"test": one, "repeated": is_repeated(one)} for one in tree.tests],
    }  # fmt: skip


def plan_tasks(actor: Actor, project: Project) -> list[tuple[str, str]]:
    """Return the tasks a piece may be work of, to who sees the project's schedules: key, code and name."""
    seen = list_schedules(actor=actor).filter(project=project).exists()
    return list(tasks_of(project).names.items()) if seen else []


def grounds(project: Project) -> list[tuple[str, str]]:
    """Return what a piece may be built on, sections first."""
    rows = Feature.objects.filter(root_id=project.site_id, kind__in=GROUND_KINDS)
    found = sorted(rows.only("id", "kind", "name", "name_en", "code"),
                   key=lambda row: (GROUND_KINDS.index(row.kind), row.code, row.name))  # fmt: skip
    return [(str(row.pk), f"{row.code} {words.name_of(row)}".strip()) for row in found]


@posted("acceptance-page")
@page
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw up one piece."""
    actor = signed_in(request)

    def deed() -> str:
        form = PieceForm(request.POST)
        read(form)
        made = planning.draw_up(actor=actor, code=code, draft=form.draft(), at=clock.now())
        return _("{level} {code} is drawn up.").format(
            level=names.word("LEVELS", made.level), code=made.code
        )

    return _do(request, actor, code, deed)


@posted("acceptance-page")
@page
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Put a sample on record."""
    actor = signed_in(request)

    def deed() -> str:
        given = read(SampleForm(request.POST))
        lots = tuple(dict.fromkeys(_uuids(request.POST.getlist("lots"))))
        made = sampling.register_test(
            actor=actor, code=code, sample=sampling.Sample(lots=lots, **given), on=clock.today(),
            at=clock.now(),
        )  # fmt: skip
        return _("Sample {number} is on record.").format(number=made.number)

    return _do(request, actor, code, deed)


def _uuids(texts: list[str]) -> list[Any]:
    return [read(LotForm({"lot": text}))["lot"] for text in texts if text]


def _do(request: HttpRequest, actor: Actor, code: str, deed: Callable[[], str]) -> HttpResponse:
    get_project(actor=actor, code=code)
    try:
        done = deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, code, trouble=str(error), status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("acceptance-page", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Take a workbook and show what it would draw up, or every cell that is wrong."""
    actor = signed_in(request)
    project = planning.check_may(actor=actor, code=code)
    if request.method != "POST":
        return _import(request, project)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise TreeFileMissing()
        found = bringing.show_tree(actor=actor, code=code, stream=upload, name=upload.name or "tree.xlsx")
    except DomainError as error:
        return _import_refused(request, project, error)
    return _import(request, project, {"found": found})


@posted("acceptance-import")
@page
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Draw up what was shown."""
    actor = signed_in(request)
    project = planning.check_may(actor=actor, code=code)
    receipt = request.POST.get("receipt", "")
    try:
        made = bringing.confirm_tree(actor=actor, code=code, receipt=receipt, at=clock.now())
    except DomainError as error:
        return _import_refused(request, project, error)
    n = len(made)
    messages.success(request, ngettext("{n} piece is drawn up.", "{n} pieces are drawn up.", n).format(n=n))
    return HttpResponseRedirect(reverse("acceptance-page", args=[code]))


@require_safe
@page
def template(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send the workbook to fill in."""
    get_project(actor=signed_in(request), code=code)
    name = f"{_('Tree of acceptance')}.xlsx"
    return FileResponse(template_workbook(), as_attachment=True, filename=name, content_type=XLSX)


def _import_refused(request: HttpRequest, project: Project, error: DomainError) -> HttpResponse:
    """Say what is wrong, cell by cell; forbidden and hidden are told like everywhere."""
    if isinstance(error, (Forbidden, NotFound)):
        raise error
    told = {"trouble": str(error), "cells": error.facts.get("cells"), "count": error.facts.get("count")}
    return _import(request, project, told, status_of(error))


def _import(
    request: HttpRequest, project: Project, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {"project": project, "most": bringing.MOST_PIECES} | (more or {})
    return render(request, "acceptance/import.html", context, status=status)
