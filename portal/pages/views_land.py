"""The land part of a project's record: the chain, its steps, signatures, and a check at any time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.actor import Actor
from portal.approvals import faults, names, selectors, services, steps
from portal.approvals.caseview import case_view
from portal.approvals.services import DocumentFacts
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.forms_land import DocumentForm, SignForm, StepForm
from portal.pages.views_record import show_record
from portal.projects.selectors import get_project

Deed = Callable[[], object]


class FormIncomplete(Invalid):
    """A field is missing or cannot be read."""

    message = gettext_lazy("The form is incomplete; nothing was changed.")


@posted("project")
@page
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a document of the chain."""
    actor, form = signed_in(request), DocumentForm(request.POST)
    get_project(actor=actor, code=code)

    def deed() -> None:
        given = _read(form)
        kind = given.pop("kind")
        services.prepare(actor=actor, code=code, kind=kind, facts=DocumentFacts(**given))

    return _do(request, actor, code, deed, _("The document is prepared."))


@posted("project")
@page
def act(request: HttpRequest, code: str, document_id: UUID, action: str) -> HttpResponse:
    """Take one step of a document's life."""
    actor, form = signed_in(request), StepForm(request.POST)
    project = get_project(actor=actor, code=code)
    document = selectors.get_document(actor=actor, document_id=document_id)
    if document.project_id != project.pk:
        raise faults.DocumentNotFound(document=str(document_id))

    def deed() -> None:
        given = _read(form)
        steps.take(steps.Order(
            actor=actor, document_id=document_id, action=action, version=given.pop("version"),
            reason=given.pop("reason"), on=clock.today(), more=given,
        ))  # fmt: skip

    return _do(request, actor, code, deed, _("Done: {action}.").format(action=names.verb(action)))


@posted("project")
@page
def take_up(request: HttpRequest, code: str, approval_id: UUID) -> HttpResponse:
    """Give a recorded paper its case."""
    actor = signed_in(request)
    get_project(actor=actor, code=code)

    def deed() -> None:
        services.take_up(actor=actor, approval_id=approval_id, on=clock.today())

    return _do(request, actor, code, deed, _("The paper has its case now."))


@posted("project")
@page
def sign(request: HttpRequest, code: str, finding_id: int, signature: str) -> HttpResponse:
    """Sign a finding."""
    actor, form = signed_in(request), SignForm(request.POST)
    get_project(actor=actor, code=code)

    def deed() -> None:
        steps.sign(actor=actor, finding_id=finding_id, signature=signature, reason=_read(form)["reason"])

    return _do(request, actor, code, deed, _("The finding is signed."))


@posted("project")
@page
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Check the project's ground and papers as they are; nothing is saved."""
    actor = signed_in(request)
    report = selectors.check_case(actor=actor, project_code=code, on=clock.today())
    context = {"findings": report.findings, "today": clock.today(), "worst": report.worst}
    return render(request, "record/_land_findings.html", context)


def _read(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise FormIncomplete()
    return dict(form.cleaned_data)


def _do(request: HttpRequest, actor: Actor, code: str, deed: Deed, done: str) -> HttpResponse:
    """Do a deed and show the land part again: with what was done, or the refusal as a sentence."""
    trouble, status = "", 200
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        trouble, status = str(error), status_of(error)
    if "HX-Request" in request.headers:
        view = case_view(actor=actor, code=code, on=clock.today())
        context = land_context(view) | {"land_trouble": trouble, "land_done": "" if trouble else done}
        return render(request, "record/_land.html", context)
    if trouble:
        return show_record(request, actor, code, trouble=trouble, status=status)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("project", args=[code]) + "#land")


def land_context(view: Any) -> dict[str, Any]:
    """Return what the land part of the record reads."""
    return {"land": view, "project": view.project, "document_form": DocumentForm(), "today": view.on}
