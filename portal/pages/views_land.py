"""The land part of a project's record: the chain, its steps, signatures, and a check at any time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.approvals import areas, faults, names, selectors, services, steps
from portal.approvals.caseview import case_view
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.core.files import store_file
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.forms_land import ContentForm, DocumentForm, SignForm, StepForm, area_lines
from portal.pages.landtab import land_context
from portal.pages.views_files import FileNotFound, as_download
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
        kind, former = given.pop("kind"), given.pop("supersedes")
        services.prepare(
            actor=actor, code=code, kind=kind, facts=DocumentFacts(**given), supersedes_id=former
        )

    return _do(request, actor, code, deed, _("The document is prepared."))


@posted("project")
@page
def act(request: HttpRequest, code: str, document_id: UUID, action: str) -> HttpResponse:
    """Take one step of a document's life."""
    actor, form = signed_in(request), StepForm(request.POST)
    document_of(actor, code, document_id)

    def deed() -> None:
        given = _read(form)
        chosen = given.pop("boundary")
        if chosen:
            given["feature"], given["survey"] = chosen
        steps.take(steps.Order(
            actor=actor, document_id=document_id, action=action, version=given.pop("version"),
            reason=given.pop("reason"), on=clock.today(), more=given,
        ))  # fmt: skip

    return _do(request, actor, code, deed, _("Done: {action}.").format(action=names.verb(action)))


@posted("project")
@page
def amend(request: HttpRequest, code: str, document_id: UUID) -> HttpResponse:
    """Change what a document says: its cover, areas by land class, its scan."""
    actor, form = signed_in(request), ContentForm(request.POST, request.FILES)
    document_of(actor, code, document_id)

    def deed() -> None:
        given = _read(form)
        version, scan = given.pop("version"), given.pop("file")
        given |= areas.as_kept(area_lines(request.POST))
        if scan is not None:
            given["file"] = store_file(scan, name=scan.name, content_type=scan.content_type or "")
        services.amend(actor=actor, document_id=document_id, version=version, changes=given)

    return _do(request, actor, code, deed, _("The content is changed."))


@require_safe
@page
def scan(request: HttpRequest, code: str, document_id: UUID) -> HttpResponseBase:
    """Send a document's scan, always as a download."""
    document = document_of(signed_in(request), code, document_id)
    if document.file is None:
        raise FileNotFound()
    return as_download(document.file)


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


def document_of(actor: Actor, code: str, document_id: UUID) -> LandDocument:
    """Return a document of this very project; raises as if it were absent."""
    project = get_project(actor=actor, code=code)
    document = selectors.get_document(actor=actor, document_id=document_id)
    if document.project_id != project.pk:
        raise faults.DocumentNotFound(document=str(document_id))
    return document


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
        context = land_context(actor, case_view(actor=actor, code=code, on=clock.today()))
        told = {"land_trouble": trouble, "land_done": "" if trouble else done}
        return render(request, "record/_land.html", context | told)
    if trouble:
        return show_record(request, actor, code, trouble=trouble, status=status)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("project", args=[code]) + "#land")
