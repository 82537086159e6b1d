"""The form that has a plan measured by another of its revisions."""

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


class BaseForm(forms.Form):
    """Which revision, and why."""

    number = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False)


@page
def base(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponseBase:
    """Have the plan measured by a revision; a refusal is told on the page itself."""
    back = reverse("schedule-page", args=[code, schedule_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    actor = signed_in(request)
    row = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    form = BaseForm(request.POST)

    def approve() -> None:
        given = read(form)
        approve_base(
            actor=actor, schedule_id=schedule_id, number=given["number"], reason=given["reason"],
            at=clock.now(),
        )  # fmt: skip

    refused = attempt(request, actor, row, None, approve)
    if refused is not None:
        return refused
    messages.success(request, _("The plan is measured by revision {number} from now on.").format(
        number=form.cleaned_data["number"]
    ))  # fmt: skip
    return HttpResponseRedirect(f"{back}#revisions")
