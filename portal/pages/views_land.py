"""The land part of a project's record: the chain, its steps, signatures, and a check at any time."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.approvals import areas, faults, names, selectors, services, steps
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from portal.approvals.signing import Signature
from portal.core import clock
from portal.core.files import store_file
from portal.pages.answers import page, posted
from portal.pages.asking import signed_in
from portal.pages.forms_land import ContentForm, DocumentForm, SignForm, StepForm, area_lines
from portal.pages.land_deeds import do, read
from portal.pages.views_files import FileNotFound, as_download
from portal.projects.selectors import get_project


@posted("project")
@page
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a document of the chain."""
    actor, form = signed_in(request), DocumentForm(request.POST)
    get_project(actor=actor, code=code)

    def deed() -> None:
        given = read(form)
        kind, former = given.pop("kind"), given.pop("supersedes")
        services.prepare(
            actor=actor, code=code, kind=kind, facts=DocumentFacts(**given), supersedes_id=former
        )

    return do(request, actor, code, deed, _("The document is prepared."))


@posted("project")
@page
def act(request: HttpRequest, code: str, document_id: UUID, action: str) -> HttpResponse:
    """Take one step of a document's life."""
    actor, form = signed_in(request), StepForm(request.POST)
    document_of(actor, code, document_id)

    def deed() -> None:
        given = read(form)
        chosen = given.pop("boundary")
        if chosen:
            given["feature"], given["survey"] = chosen
        steps.take(steps.Order(
            actor=actor, document_id=document_id, action=action, version=given.pop("version"),
            reason=given.pop("reason"), on=clock.today(), more=given,
        ))  # fmt: skip

    return do(request, actor, code, deed, _("Done: {action}.").format(action=names.verb(action)))


@posted("project")
@page
def amend(request: HttpRequest, code: str, document_id: UUID) -> HttpResponse:
    """Change what a document says: its cover, areas by land class, its scan."""
    actor, form = signed_in(request), ContentForm(request.POST, request.FILES)
    document_of(actor, code, document_id)

    def deed() -> None:
        given = read(form)
        version, scan = given.pop("version"), given.pop("file")
        given |= areas.as_kept(area_lines(request.POST))
        with transaction.atomic():
            if scan is not None:
                given["file"] = store_file(scan, name=scan.name, content_type=scan.content_type or "")
            services.amend(actor=actor, document_id=document_id, version=version, changes=given)

    return do(request, actor, code, deed, _("The content is changed."))


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
        services.take_up(actor=actor, code=code, approval_id=approval_id, on=clock.today())

    return do(request, actor, code, deed, _("The paper has its case now."))


@posted("project")
@page
def sign(request: HttpRequest, code: str, finding_id: int, signature: str) -> HttpResponse:
    """Sign a finding."""
    actor, form = signed_in(request), SignForm(request.POST)
    get_project(actor=actor, code=code)

    def deed() -> None:
        given = Signature(actor=actor, code=code, finding_id=finding_id, **read(form))
        steps.sign(given, signature=signature)

    return do(request, actor, code, deed, _("The finding is signed."))


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
