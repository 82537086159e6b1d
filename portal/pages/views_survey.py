"""Check a survey: drop, look, settle, mend, confirm or discard."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.forms import SurveyForm
from portal.pages.surveying import offered
from portal.pages.surveying import page as shown
from portal.pages.surveying.shapes import shapes as drawn
from portal.surveying import policy, services
from portal.surveying.bundles import bundled
from portal.surveying.checking import CheckForbidden
from portal.surveying.handing import handed_to
from portal.surveying.mending import mendable
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import follow_batch, get_batch, is_busy, own_batches, reading_of

SURVEYS_SHOWN = 50
State = SurveyBatch.State


@require_http_methods(["GET", "POST"])
@page
def surveys(request: HttpRequest) -> HttpResponse:
    """List one's own surveys; take a new file."""
    actor = _checker(request)
    form, trouble = SurveyForm(), ""
    if request.method == "POST":
        try:
            form = SurveyForm(request.POST, bundled(request.FILES))
            if form.is_valid():
                return _to(_received(request, actor, form.cleaned_data["file"]))
        except DomainError as error:
            trouble = str(error)
    rows = own_batches(actor=actor).select_related("job", "project").defer("reading", "findings", "offers")
    lines = [(one, shown.STATES[one.state], is_busy(one)) for one in rows[:SURVEYS_SHOWN]]
    given = request.POST or request.GET
    context = {"form": form, "lines": lines, "trouble": trouble, **_lists(), "given": given}
    return render(request, "land/list.html", context, status=422 if request.method == "POST" else 200)


def _received(request: HttpRequest, actor: Actor, file: UploadedFile) -> SurveyBatch:
    answers = request.POST.dict()
    return services.receive_survey(
        actor=actor, stream=file, name=str(file.name), answers=answers, on=clock.today()
    )


@require_safe
@page
def show(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one survey as far as it has come."""
    actor = signed_in(request)
    return _show(request, get_batch(actor=actor, batch_id=batch_id))


@require_safe
@page
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show how far the worker is; once it is done, have the whole page loaded anew."""
    batch = follow_batch(actor=signed_in(request), batch_id=batch_id)
    response = render(request, "land/_progress.html", shown.progress(batch))
    if not is_busy(batch):
        response["HX-Refresh"] = "true"
    return response


@require_safe
@page
def shapes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Answer what the map of one survey draws."""
    batch = get_batch(actor=signed_in(request), batch_id=batch_id)
    response = JsonResponse(drawn(batch), content_type="application/geo+json")
    response["Cache-Control"] = "private, no-store"
    return response


@posted("survey", "batch_id")
@page
def choose(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Read the file again with what the person settled."""
    answers = request.POST.dict()
    srid, swap, unit = (*answers.get("way", "").split("|"), "", "")[:3]
    if srid:
        answers |= {"srid": srid, "swap": swap, "unit": unit}
    return _do(
        request, batch_id,
        lambda actor: services.choose(
            actor=actor, batch_id=batch_id, version=_version(request), answers=answers, on=clock.today()
        ),
    )  # fmt: skip


@posted("survey", "batch_id")
@page
def repairs(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Accept one proposed repair, all safe ones, or give all up."""

    def verb(actor: Actor) -> object:
        version = _version(request)
        if "undo" in request.POST:
            return services.undo_repairs(actor=actor, batch_id=batch_id, version=version)
        batch = get_batch(actor=actor, batch_id=batch_id)
        reading = reading_of(batch)
        safe = [defect.id for defect in mendable(reading, batch.offers)] if reading else []
        accepted = safe if "all" in request.POST else request.POST.getlist("accept")
        return services.accept_repairs(actor=actor, batch_id=batch_id, version=version, accepted=accepted)

    return _do(request, batch_id, verb)


@posted("survey", "batch_id")
@page
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Save the parcels; a document that waits for its boundary takes it."""
    return _do(
        request, batch_id,
        lambda actor: services.confirm(
            actor=actor, batch_id=batch_id, version=_version(request), on=clock.today()
        ),
    )  # fmt: skip


@posted("survey", "batch_id")
@page
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Give a survey up."""
    batch = services.discard(actor=_checker(request), batch_id=batch_id)
    messages.success(request, _("“{name}” is discarded; nothing of it was saved.").format(name=batch.name))
    return HttpResponseRedirect(reverse("surveys"))


def _checker(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not policy.may_check(actor):
        raise CheckForbidden()
    return actor


def _do(request: HttpRequest, batch_id: UUID, verb: Callable[[Actor], object]) -> HttpResponse:
    """Do it and show the survey; what stands against it is said on the page."""
    actor = _checker(request)
    batch = get_batch(actor=actor, batch_id=batch_id)
    try:
        verb(actor)
    except DomainError as error:
        if isinstance(error, NotFound) and "batch_id" in error.facts:
            raise
        batch = get_batch(actor=actor, batch_id=batch_id)
        return _show(request, batch, trouble=str(error), status=status_of(error))
    return _to(batch)


def _to(batch: SurveyBatch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("survey", args=[batch.pk]))


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _lists() -> dict[str, Any]:
    return {
        "counties": offered.counties(), "documents": offered.documents(), "systems": offered.systems(),
        "units": offered.units(),
    }  # fmt: skip


def _show(request: HttpRequest, batch: SurveyBatch, *, trouble: str = "", status: int = 200) -> HttpResponse:
    context = {"trouble": trouble, "state": shown.STATES[batch.state], **shown.progress(batch)}
    if not context["busy"] and batch.state != State.DISCARDED:
        open_still = batch.state != State.CONFIRMED
        context |= shown.content(batch) | _lists() | {"open": open_still}
        wrong = context.get("errors") or context.get("forbidding")
        if batch.state == State.CONFIRMED:
            context["handed"] = handed_to(actor=signed_in(request), batch=batch)
        context["can_confirm"] = open_still and not wrong and bool(context.get("parcels"))
    return render(request, "land/page.html", context, status=status)
