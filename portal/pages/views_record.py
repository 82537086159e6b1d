"""The record page of one project and what can be done there."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.approvals.caseview import case_view
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.core.files import store_file
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import asker, signed_in
from portal.pages.budgeting import record_context
from portal.pages.contractstab import contracts_context
from portal.pages.drawing.vignette import vignette
from portal.pages.forms import ActionForm, ApprovalForm, PublishForm
from portal.pages.landtab import land_context
from portal.pages.modelling import models_shown
from portal.pages.paying.record import payments_shown
from portal.pages.performing.record import evaluations_shown
from portal.pages.record import find_record
from portal.projects import names, services
from portal.projects.services import ApprovalFacts


@require_safe
@page
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Show one project."""
    return show_record(request, asker(request), code)


@posted("project")
@page
def act(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Take one step of the lifecycle."""
    actor, form = signed_in(request), ActionForm(request.POST)
    find_record(actor=actor, code=code, on=clock.today())
    if not form.is_valid():
        trouble = _("The form is incomplete; nothing was changed.")
        return show_record(request, actor, code, trouble=trouble, status=422)
    try:
        services.take_action(
            actor=actor, code=code, action=action, version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"], on=clock.today(),
        )  # fmt: skip
    except NotFound:
        raise
    except DomainError as error:
        return show_record(request, actor, code, trouble=str(error), status=status_of(error))
    messages.success(request, _("Done: {action}.").format(action=names.verb(action)))
    return _back(code)


@posted("project")
@page
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show the project to the public, or take it back."""
    actor, form = signed_in(request), PublishForm(request.POST)
    find_record(actor=actor, code=code, on=clock.today())
    if not form.is_valid():
        trouble = _("The form is incomplete; nothing was changed.")
        return show_record(request, actor, code, trouble=trouble, status=422)
    try:
        services.publish_project(actor=actor, code=code, **form.cleaned_data)
    except NotFound:
        raise
    except DomainError as error:
        return show_record(request, actor, code, trouble=str(error), status=status_of(error))
    shown = form.cleaned_data["published"]
    told = _("The public sees this project now.") if shown else _("The public no longer sees it.")
    messages.success(request, told)
    return _back(code)


@posted("project")
@page
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Record an approval document, with its scan when one is given."""
    actor, form = signed_in(request), ApprovalForm(request.POST, request.FILES)
    find_record(actor=actor, code=code, on=clock.today())
    if not form.is_valid():
        return show_record(request, actor, code, approval_form=form, status=422)
    given = dict(form.cleaned_data)
    scan = given.pop("file")
    try:
        with transaction.atomic():
            file = store_file(scan, name=scan.name, content_type=scan.content_type or "") if scan else None
            services.add_approval(actor=actor, code=code, facts=ApprovalFacts(**given), file=file)
    except NotFound:
        raise
    except DomainError as error:
        form.add_error(None, str(error))
        return show_record(request, actor, code, approval_form=form, status=status_of(error))
    messages.success(request, _("The approval is recorded."))
    return _back(code)


def _back(code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("project", args=[code]))


def show_record(
    request: HttpRequest, actor: Actor, code: str, *,
    trouble: str = "", approval_form: ApprovalForm | None = None, status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the record page, with what went wrong where something did; ``more``: forms as they were typed."""
    found = find_record(actor=actor, code=code, on=clock.today())
    context = {
        "record": found,
        "project": found.project,
        "is_public": actor.is_public,
        "drawing": vignette(actor=actor, project=found.project),
        "approvals": found.project.approvals.select_related("file", "land_document").order_by(
            "issued_on", "kind"
        ),
        "funding": found.project.funding_lines.order_by("year", "source"),
        "approval_form": approval_form or ApprovalForm(),
        "trouble": trouble,
        "here": reverse("project", args=[code]),
        "today": clock.today(),
    }
    if not actor.is_public:
        view = case_view(actor=actor, code=code, on=clock.today())
        context = land_context(actor, view) | record_context(actor, found.project) | context
        context |= contracts_context(actor, found.project)
        context |= payments_shown(actor=actor, project=found.project, on=clock.today())
        context["models"] = models_shown(actor=actor, project=found.project)
        context |= evaluations_shown(actor=actor, project=found.project, on=clock.today())
    return render(request, "record/page.html", context | (more or {}), status=status)
