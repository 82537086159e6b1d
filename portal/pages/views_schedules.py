"""The page of a project's schedules: which there are, and one more sent."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bim.fourd.receiving import AT_ONCE, Terms, receive_schedule
from bim.linking.holding import bring_from_model, held_in_models
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.land_deeds import read
from portal.progress import faults, policy, selectors
from portal.progress.models import ScheduleRevision
from portal.progress.schedules.faults import ScheduleNotInModel, SchedulesSeveral
from portal.progress.services.keeping import LONGEST_NAME, check_sending
from portal.projects.selectors import get_project
from spatial.intake.limits import MIB

ENCODINGS = ("utf-8", "gb18030", "cp1251", "cp1252")
"""What a person may say a text file is written in; otherwise its bytes tell."""

WHICH = (SchedulesSeveral, ScheduleNotInModel)


class SendForm(forms.Form):
    """A schedule's file, or the revision of a model that holds it."""

    file = forms.FileField(required=False, allow_empty_file=True)
    model = forms.UUIDField(required=False)
    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    schedule = forms.CharField(required=False, max_length=LONGEST_NAME)
    loses_reports = forms.BooleanField(required=False)
    encoding = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in ENCODINGS)])

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        given = super().clean() or {}
        if not self.errors and given.get("file") is None and given.get("model") is None:
            words = self.fields["file"].error_messages["required"]
            self.add_error("file", forms.ValidationError(words, code="required"))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@page
def schedules(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's schedules; take another, or the next revision of one."""
    actor = signed_in(request)
    if request.method != "POST":
        parameters(request, known=())
        return _shown(request, actor, code)
    try:
        check_sending(actor=actor, code=code)
        kept = _received(request, actor, code, read(SendForm(request.POST, request.FILES)))
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, code, error=error)
    return HttpResponseRedirect(reverse("schedule-page", args=[code, kept.schedule_id]))


def _received(request: HttpRequest, actor: Actor, code: str, given: dict[str, Any]) -> ScheduleRevision:
    """Keep what was sent, and note for the next page what came of it."""
    before = set(selectors.of_project(actor=actor, code=code).values_list("revisions__pk", flat=True))
    kept = _kept(actor, code, given)
    if kept.pk not in before:
        told = ngettext(
            "Revision {number} is kept: {tasks} task.", "Revision {number} is kept: {tasks} tasks.",
            kept.tasks_count,
        )  # fmt: skip
        base = selectors.base_of(kept.schedule)
        if base.pk != kept.pk:
            still = _("The plan is still measured by revision {base}.").format(base=base.number)
            told = f"{told} {still}"
    else:
        told = _("This very file is revision {number} already; nothing was added.")
    messages.success(request, told.format(number=kept.number, tasks=kept.tasks_count))
    return kept


def _kept(actor: Actor, code: str, given: dict[str, Any]) -> ScheduleRevision:
    """Keep the file sent, else what the model named holds."""
    at, file = clock.now(), given["file"]
    terms = Terms(**{name: given[name] for name in ("name", "encoding", "schedule", "loses_reports")})
    if file is None:
        return bring_from_model(actor=actor, code=code, revision_id=given["model"], at=at, terms=terms)
    return receive_schedule(actor=actor, code=code, stream=file, file_name=file.name, at=at, terms=terms)


def _shown(
    request: HttpRequest, actor: Actor, code: str, *, error: DomainError | None = None
) -> HttpResponse:
    project = get_project(actor=actor, code=code)
    found = selectors.of_project(actor=actor, code=code)
    rows = [(one, selectors.latest_of(one)) for one in found]
    return render(request, "progress/schedules.html", {
        "project": project, "rows": rows, "may_send": policy.may_send(actor, project), "trouble": error,
        "held": held_in_models(actor=actor, project=project),
        "several": error.facts.get("names", []) if isinstance(error, WHICH) else [],
        "losing": isinstance(error, faults.ReportsLost),
        "encodings": ENCODINGS, "most_mb": AT_ONCE.max_file_bytes // MIB, "longest": LONGEST_NAME,
        "typed": request.POST if error else {},
    }, status=status_of(error) if error else 200)  # fmt: skip
