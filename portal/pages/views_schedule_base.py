"""The forms that have a plan measured by another of its revisions, or its latest revision taken back."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core import clock
from portal.pages.answers import page
from portal.pages.asking import signed_in
from portal.pages.land_deeds import read
from portal.pages.views_schedule import attempt
from portal.progress.selectors import schedule_of
from portal.progress.services.rebasing import approve_base
from portal.progress.services.withdrawing import withdraw_revision


class ReasonForm(forms.Form):
    """Which revision, and why."""

    number = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False)


@page
def base(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponseBase:
    """Have the plan measured by a revision; a refusal is told on the page itself."""
    told = _("The plan is measured by revision {number} from now on.")
    verb = partial(approve_base, loses_reports=request.POST.get("loses_reports") == "1")
    return _done(request, code, schedule_id, verb, told)


@page
def withdraw(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponseBase:
    """Take the latest revision back; a refusal is told on the page itself."""
    told = _("Revision {number} is taken back; the schedule goes by the one before it.")
    return _done(request, code, schedule_id, withdraw_revision, told)


def _done(
    request: HttpRequest, code: str, schedule_id: UUID, verb: Callable[..., object], told: str
) -> HttpResponseBase:
    back = reverse("schedule-page", args=[code, schedule_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    actor = signed_in(request)
    row = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    form = ReasonForm(request.POST)

    def deed() -> None:
        given = read(form)
        verb(
            actor=actor, schedule_id=schedule_id, number=given["number"], reason=given["reason"],
            at=clock.now(),
        )  # fmt: skip

    refused = attempt(request, actor, row, None, deed)
    if refused is not None:
        return refused
    messages.success(request, told.format(number=form.cleaned_data["number"]))
    return HttpResponseRedirect(f"{back}#revisions")
