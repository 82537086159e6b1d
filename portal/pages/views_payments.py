"""The pages of payments: list, desk, one application with its steps, evidence, files of the list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.core.files import store_file
from portal.pages.answers import posted
from portal.pages.answers_money import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.land_deeds import read
from portal.pages.paying import files, listing, showing
from portal.pages.paying.forms import EvidenceForm, StepForm
from portal.pages.views_files import FileNotFound, as_download
from portal.payments import names, selectors, services
from portal.payments.filters import PARAMETERS, parse_filter
from portal.payments.models import Application

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page("payment")
def payments(request: HttpRequest) -> HttpResponse:
    """Show the list, narrowed by the address alone."""
    actor = signed_in(request)
    given = parameters(request, known=(*PARAMETERS, "page"))
    context = listing.content(
        actor=actor, criteria=parse_filter(given), given=given, page=_page(given.get("page", "")),
        on=clock.today(),
    )  # fmt: skip
    return render(request, "payments/list.html", context)


@require_safe
@page("payment")
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader."""
    actor = signed_in(request)
    return render(request, "payments/desk.html", listing.desk_content(actor=actor, on=clock.today()))


@require_safe
@page("payment")
def workbook(request: HttpRequest) -> HttpResponse:
    """Answer the list as XLSX."""
    return _file(request, files.workbook, XLSX, "xlsx")


@require_safe
@page("payment")
def printed(request: HttpRequest) -> HttpResponse:
    """Answer the list as PDF."""
    return _file(request, files.pdf, "application/pdf", "pdf")


@require_safe
@page("payment")
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show one application."""
    return _shown(request, signed_in(request), number)


@posted("payment-page", "number")
@page("payment")
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Take one step."""
    actor, form = signed_in(request), StepForm(request.POST)
    application = selectors.get_by_number(actor=actor, number=number)

    def deed() -> None:
        services.take_step(
            actor=actor, application_id=application.pk, action=action, on=clock.today(), **read(form)
        )

    return _do(request, actor, application, deed, _("Done: {action}.").format(
        action=names.word(names.VERBS, action)))  # fmt: skip


@posted("payment-page", "number")
@page("payment")
def prove(request: HttpRequest, number: str) -> HttpResponse:
    """Add a file of evidence."""
    actor, form = signed_in(request), EvidenceForm(request.POST, request.FILES)
    application = selectors.get_by_number(actor=actor, number=number)

    def deed() -> None:
        given = read(form)
        file, taken = given["file"], None
        if None not in (given["lon"], given["lat"], given["taken_on"]):
            taken = services.Taken(lon=given["lon"], lat=given["lat"], on=given["taken_on"])
        stored = store_file(file, name=file.name, content_type=file.content_type or "")
        services.add_evidence(
            actor=actor, application_id=application.pk, kind=given["kind"], file=stored, taken=taken
        )

    return _do(request, actor, application, deed, _("The evidence is added."))


@require_safe
@page("payment")
def evidence(request: HttpRequest, number: str, evidence_id: int) -> HttpResponseBase:
    """Send a file of evidence, always as a download."""
    application = selectors.get_by_number(actor=signed_in(request), number=number)
    row = application.evidence.select_related("file").filter(pk=evidence_id).first()
    if row is None:
        raise FileNotFound()
    return as_download(row.file)


def _do(
    request: HttpRequest, actor: Actor, application: Application, deed: Callable[[], None], done: str
) -> HttpResponse:
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, application.number, trouble=error)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("payment-page", args=[application.number]))


def _shown(
    request: HttpRequest, actor: Actor, number: str, *, trouble: DomainError | None = None
) -> HttpResponse:
    application = selectors.get_by_number(actor=actor, number=number)
    context = showing.content(actor=actor, application=application, on=clock.today())
    told: dict[str, Any] = {"trouble": str(trouble) if trouble else ""}
    match = request.resolver_match
    if trouble is not None and match is not None:
        told["kept"] = {"action": match.kwargs.get("action"), **request.POST.dict()}
    if trouble is not None and "rooms" in trouble.facts:
        rooms: Any = trouble.facts["rooms"]
        told["rooms"] = showing.told_rooms(rooms, application.amount_yuan)
    status = status_of(trouble) if trouble else 200
    return render(request, "payments/show.html", context | told, status=status)


def _file(
    request: HttpRequest, make: Callable[..., bytes], kind: str, suffix: str
) -> HttpResponse:
    actor = signed_in(request)
    criteria = parse_filter(parameters(request, known=PARAMETERS))
    response = HttpResponse(make(actor=actor, criteria=criteria, on=clock.today()), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="payments-{clock.today():%Y%m%d}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
