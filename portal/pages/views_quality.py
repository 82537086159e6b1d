"""The pages of quality issues: a project's, and one with its photos before and after, step by step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bim.issues.selectors import get_issue
from bim.issues.services.guarding import add_issue_photo, case_seen
from bim.issues.services.writing import act_on_issue
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.core.rulebook import rule
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.land_deeds import read
from portal.progress.services.evidence import Claimed
from portal.projects.selectors import get_project
from portal.quality import names, policy, rules, selectors
from portal.quality.models import QualityCase
from portal.quality.services.stepping import Order


class StepForm(forms.Form):
    """A step, and what comes with it."""

    reason = forms.CharField(required=False, max_length=2000)
    body = forms.UUIDField(required=False)
    assignee = forms.CharField(required=False, max_length=150)
    due_on = forms.DateField(required=False)
    number = forms.CharField(required=False, max_length=64)


class PhotoForm(forms.Form):
    """A photo and which side of the fix it shows."""

    file = forms.FileField(allow_empty_file=True)
    side = forms.ChoiceField(choices=[(side, side) for side in rules.SIDES])


@require_safe
@page
def issues(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's quality issues."""
    actor = signed_in(request)
    project, on = get_project(actor=actor, code=code), clock.today()
    found = selectors.list_cases(actor=actor).filter(project=project)
    rows = [{"case": case, "late": selectors.is_escalated(case, on=on)} for case in found]
    return render(request, "quality/issues.html", {"project": project, "rows": rows})


@require_safe
@page
def issue(request: HttpRequest, code: str, issue_id: UUID) -> HttpResponse:
    """Show one quality issue."""
    return _shown(request, signed_in(request), code, issue_id)


def _shown(
    request: HttpRequest, actor: Actor, code: str, issue_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    project, on = get_project(actor=actor, code=code), clock.today()
    case = case_seen(actor=actor, issue_id=issue_id)
    actions = _actions(actor, case)
    assigns = any(one["action"] == rules.ASSIGN for one in actions)
    context = {
        "project": project, "case": case, "issue": get_issue(actor=actor, issue_id=issue_id),
        "late": selectors.is_escalated(case, on=on), "trouble": trouble, "sides": _sides(actor, case),
        "actions": actions, "menders": selectors.menders_of(case) if assigns else [],
        "limit_m": rule(rules.FIX_LIMIT, on=on),
        "history": [_told(event) for event in selectors.history_of(case)],
    }  # fmt: skip
    return render(request, "quality/issue.html", context, status=status)


def _sides(actor: Actor, case: QualityCase) -> list[dict[str, Any]]:
    facts, may = selectors.facts_of(case, actor=actor, on=clock.today()), policy.may_show(actor, case.project)
    photos = [selectors.judged(one, case=case, facts=facts) for one in selectors.photos_of(case)]
    fits = {rules.BEFORE: case.state != rules.CLOSED, rules.AFTER: case.state == rules.FIXING}
    return [
        {
            "code": side, "may_add": may and fits[side],
            "photos": [one for one in photos if one.photo.side == side],
        }
        for side in rules.SIDES
    ]  # fmt: skip


def _actions(actor: Actor, case: QualityCase) -> list[dict[str, Any]]:
    held, why = selectors.hindered(actor=actor, case=case, on=clock.today()), selectors.wants_reason(case)
    return [
        {"action": one, "hindered": held.get(one, ""), "reason": one in why}
        for one in selectors.allowed_actions(actor=actor, case=case)
    ]


def _told(event: Any) -> dict[str, Any]:
    words = names.word(names.ACTIONS, event.verb)
    if event.verb == "add_photo":
        words = _("Photo: {side}").format(side=names.word(names.SIDES, event.facts.get("side", "")))
    if event.verb == "open":
        words = _("Raised as {degree}").format(degree=names.word(names.SEVERITIES, event.facts["severity"]))
    told = event.facts
    mends = names.mender(told.get("body", ""), told.get("assignee", ""))
    until = _("until {day}").format(day=told["due_on"]) if told.get("due_on") else ""
    order = " · ".join(filter(None, (told.get("number"), mends, until)))
    return {
        "words": f"{words} {order}".strip(), "reason": event.facts.get("reason", ""), "at": event.at,
        "by": event.actor_name,
    }  # fmt: skip


@posted("quality-issues")
@page
def act(request: HttpRequest, code: str, issue_id: UUID, action: str) -> HttpResponse:
    """Take one step."""
    actor, verb = signed_in(request), names.word(names.ACTIONS, action)

    def deed() -> None:
        given = read(StepForm(request.POST))
        reason = given.pop("reason")
        act_on_issue(actor=actor, issue_id=issue_id, action=action, reason=reason, order=Order(**given))

    return _do(request, actor, code, issue_id, deed, _("Done: {action}.").format(action=verb))


@posted("quality-issues")
@page
def photo(request: HttpRequest, code: str, issue_id: UUID) -> HttpResponse:
    """Add a photo."""
    actor = signed_in(request)

    def deed() -> None:
        given = read(PhotoForm(request.POST, request.FILES))
        add_issue_photo(
            actor=actor, issue_id=issue_id, side=given["side"], stream=given["file"],
            name=given["file"].name, claimed=Claimed(),
        )  # fmt: skip

    return _do(request, actor, code, issue_id, deed, _("The photo is with the issue."))


def _do(
    request: HttpRequest, actor: Actor, code: str, issue_id: UUID, deed: Callable[[], None], done: str
) -> HttpResponse:
    case_seen(actor=actor, issue_id=issue_id)
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, code, issue_id, trouble=str(error), status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("quality-issue", args=[code, issue_id]))
