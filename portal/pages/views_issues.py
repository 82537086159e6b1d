"""The pages of a project's issues: the list, and one with its talk and its steps, with a model or without."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bim.issues import faults, names, rules, selectors
from bim.issues.models import Issue
from bim.issues.services.writing import act_on_issue, change_issue, comment_on_issue
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.forms_issue import ChangeForm, CommentForm, StepForm
from portal.pages.issue_view import shown
from portal.pages.land_deeds import read
from portal.projects.selectors import get_project
from portal.quality import names as quality
from portal.quality.services.stepping import Order

SHOWN, MOST_DIGITS = 50, 18
Deed = Callable[[], object]


@require_safe
@page
def issues(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's issues, the newest first; narrowed by the address alone."""
    actor, today = signed_in(request), clock.today()
    project = get_project(actor=actor, code=code)
    given = dict(parameters(request, known=("state", "number", "page")))
    every = _numbered(selectors.of_project(selectors.list_issues(actor=actor), code), given.get("number", ""))
    counts = selectors.tally(every)
    wanted = given.get("state", "")
    found = Paginator(selectors.in_state(every, wanted), SHOWN).get_page(given.pop("page", ""))
    context = {
        "project": project, "page": found, "state": wanted, "all": sum(counts.values()),
        "states": [(state, counts[state]) for state in rules.STATES], "query": urlencode(given),
        "number": given.get("number", ""),
        "rows": [{"issue": one, "days": (today - localdate(one.created_at)).days} for one in found],
    }  # fmt: skip
    return render(request, "issues/list.html", context)


def _numbered(rows: QuerySet[Issue], number: str) -> QuerySet[Issue]:
    if number and not number.isdecimal():
        raise faults.IssueQueryInvalid(parameter="number", value=number[:40])
    return rows.filter(number=int(number[:MOST_DIGITS])) if number else rows


@require_safe
@page
def numbered(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Go to the issue of a number; where several structures have one, to the list of those."""
    actor = signed_in(request)
    get_project(actor=actor, code=code)
    rows = selectors.of_project(selectors.list_issues(actor=actor), code)
    found = list(rows.filter(number=number).values_list("pk", flat=True)[:2])
    if not found:
        raise faults.IssueNotFound(issue_id=str(number))
    if len(found) > 1:
        return HttpResponseRedirect(f"{reverse('issues-page', args=[code])}?number={number}")
    return HttpResponseRedirect(reverse("issue-page", args=[code, found[0]]))


@require_safe
@page
def issue(request: HttpRequest, code: str, issue_id: UUID) -> HttpResponse:
    """Show one issue."""
    return _shown(request, signed_in(request), code, issue_id)


def _shown(
    request: HttpRequest, actor: Actor, code: str, issue_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    row = _seen(actor, code, issue_id)
    context = shown(actor, get_project(actor=actor, code=code), row)
    context |= {"trouble": trouble, "typed": request.POST if trouble else {}}
    return render(request, "issues/issue.html", context, status=status)


def _seen(actor: Actor, code: str, issue_id: UUID) -> Issue:
    get_project(actor=actor, code=code)
    return selectors.get_project_issue(actor=actor, code=code, issue_id=issue_id)


@posted("issues-page")
@page
def comment(request: HttpRequest, code: str, issue_id: UUID) -> HttpResponse:
    """Remark on an issue."""
    actor = signed_in(request)

    def deed() -> None:
        comment_on_issue(actor=actor, issue_id=issue_id, text=read(CommentForm(request.POST))["text"])

    return _do(request, actor, code, issue_id, deed, _("The remark is with the issue."))


@posted("issues-page")
@page
def change(request: HttpRequest, code: str, issue_id: UUID) -> HttpResponse:
    """Change what an issue says."""
    actor = signed_in(request)

    def deed() -> None:
        given = read(ChangeForm(request.POST))
        change_issue(actor=actor, issue_id=issue_id, version=given.pop("version"), facts=given)

    return _do(request, actor, code, issue_id, deed, _("Saved."))


@posted("issues-page")
@page
def act(request: HttpRequest, code: str, issue_id: UUID, action: str) -> HttpResponse:
    """Take one step."""
    actor, words = signed_in(request), quality.word(names.ACTIONS, action)

    def deed() -> None:
        given = read(StepForm(request.POST))
        order = Order(severity=given["severity"])
        act_on_issue(actor=actor, issue_id=issue_id, action=action, reason=given["reason"], order=order)

    return _do(request, actor, code, issue_id, deed, _("Done: {action}.").format(action=words))


def _do(
    request: HttpRequest, actor: Actor, code: str, issue_id: UUID, deed: Deed, done: str
) -> HttpResponse:
    _seen(actor, code, issue_id)
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, code, issue_id, trouble=str(error), status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("issue-page", args=[code, issue_id]))


