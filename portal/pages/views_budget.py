"""The pages of budget requests: the work list, one request with its levels, its form and its steps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.actor import Actor
from portal.budget import importing, names, rules, selectors, sheets, steps
from portal.budget.filters import RequestFilter, year_of
from portal.budget.models import BudgetRequest
from portal.budget.policy import may_read_any
from portal.budget.services import drafting
from portal.budget.services.drafting import LineFacts
from portal.budget.services.reviewing import BEFORE
from portal.budget.stepping import Call
from portal.core import clock
from portal.core.errors import DomainError, Forbidden, NotFound
from portal.core.files import store_file
from portal.core.refusals import together
from portal.pages import budgeting, forms_budget
from portal.pages.answers import posted
from portal.pages.answers_money import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.forms_budget import RequestForm, StepForm
from portal.pages.land_deeds import read
from portal.pages.views_files import as_download
from portal.pages.views_import_files import SHEET
from portal.projects.models import Project
from portal.projects.policy import roles_on

NARROWING = ("project", "year", "state", "q")


class BudgetForbidden(Forbidden):
    """Not for this role."""

    message = gettext_lazy("The budget pages are for those who ask for, review or watch public money.")


@require_safe
@page("budget_request")
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, with age and last day, and all requests with their sums."""
    actor = signed_in(request)
    if not may_read_any(actor):
        raise BudgetForbidden()
    given = parameters(request, known=NARROWING)
    criteria = RequestFilter(
        project=given.get("project", ""), year=year_of(given.get("year", "")), state=given.get("state", ""),
        text=given.get("q", ""),
    )  # fmt: skip
    context = budgeting.desk_context(actor=actor, criteria=criteria, on=clock.today())
    context["query"] = urlencode({name: value for name, value in given.items() if value})
    return render(request, "budget/desk.html", context)


@require_safe
@page("budget_request")
def show(request: HttpRequest, budget_request_id: UUID) -> HttpResponse:
    """Show one request."""
    return _shown(request, signed_in(request), budget_request_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page("budget_request")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Write a new request, by hand or from a list."""
    actor = signed_in(request)
    project = selectors.readable_project(actor=actor, code=code)
    if roles_on(actor, project).isdisjoint(rules.UNIT_ROLES):
        raise BudgetForbidden()
    if request.method != "POST":
        year = clock.today().year
        title = _("Budget request {year}").format(year=year)
        return _form(request, project, RequestForm(initial={"year": year, "title": title}))

    def save(given: dict[str, Any], lines: list[LineFacts]) -> BudgetRequest:
        facts = forms_budget.request_facts(given, forms_budget.typed_targets(request.POST))
        return drafting.draft_request(actor=actor, code=code, facts=facts, lines=lines)

    return _saved(request, actor, project, save)


@require_http_methods(["GET", "HEAD", "POST"])
@page("budget_request")
def edit(request: HttpRequest, budget_request_id: UUID) -> HttpResponse:
    """Write a draft or a returned request anew."""
    actor = signed_in(request)
    row = selectors.get_request(actor=actor, request_id=budget_request_id)
    if not steps.may_amend(actor, row):
        raise BudgetForbidden()
    if request.method != "POST":
        said = {name: getattr(row, name) for name in ("title", "year", "purpose", "version")}
        typed = [_typed(line) for line in row.lines.order_by("position")]
        return _form(request, row.project, RequestForm(initial=said), typed, row.targets, row)

    def save(given: dict[str, Any], lines: list[LineFacts]) -> BudgetRequest:
        facts = forms_budget.request_facts(given, forms_budget.typed_targets(request.POST))
        return drafting.amend_request(
            actor=actor, request_id=row.pk, version=given["version"] or 0, facts=facts, lines=lines
        )

    return _saved(request, actor, row.project, save, row)


@posted("budget-page", "budget_request_id")
@page("budget_request")
def act(request: HttpRequest, budget_request_id: UUID, action: str) -> HttpResponse:
    """Take one step of a request's life."""
    actor = signed_in(request)
    row = selectors.get_request(actor=actor, request_id=budget_request_id)
    try:
        given = read(StepForm(request.POST))
        call = Call(
            version=given.pop("version"), request_id=given.pop("request_id"), reason=given.pop("reason")
        )
        level = rules.LEVEL_OF.get(row.state)
        if level and action in {"pass", "approve"}:
            given["cuts"] = forms_budget.cuts(request.POST, _before(row, level))
        steps.take(steps.Order(actor=actor, request_id=row.pk, action=action, call=call, more=given))
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, row.pk, trouble=error)
    messages.success(request, _("Done: {action}.").format(action=names.verb(action)))
    return HttpResponseRedirect(reverse("budget-page", args=[row.pk]))


@require_safe
@page("budget_request")
def workbook(request: HttpRequest, budget_request_id: UUID) -> HttpResponseBase:
    """Answer one request as a workbook."""
    row = selectors.get_request(actor=signed_in(request), request_id=budget_request_id)
    return FileResponse(
        sheets.request_workbook(row), as_attachment=True, filename=f"{row.number}.xlsx", content_type=SHEET
    )


@require_safe
@page("budget_request")
def paper(request: HttpRequest, budget_request_id: UUID, paper_id: int) -> HttpResponseBase:
    """Send a paper of a request, always as a download: a stranger's file is never shown in our name."""
    found = selectors.get_paper(
        actor=signed_in(request), request_id=budget_request_id, paper_id=paper_id
    )
    return as_download(found.file)


@require_safe
@page("budget_request")
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer the empty list to fill in."""
    signed_in(request)
    name = f"{_('Budget request')}.xlsx"
    return FileResponse(sheets.template_workbook(), as_attachment=True, filename=name, content_type=SHEET)


def _before(row: BudgetRequest, level: str) -> dict[int, Any]:
    return {line.position: getattr(line, BEFORE[level]) for line in row.lines.all()}


def _shown(
    request: HttpRequest, actor: Actor, request_id: UUID, trouble: DomainError | None = None
) -> HttpResponse:
    row = selectors.get_request(actor=actor, request_id=request_id)
    context = budgeting.request_context(actor=actor, row=row, on=clock.today())
    context |= {"trouble": str(trouble) if trouble else "", "typed": request.POST if trouble else None}
    return render(request, "budget/request.html", context, status=status_of(trouble) if trouble else 200)


def _typed(line: Any) -> dict[str, str]:
    said = {name: str(getattr(line, name)) for name in forms_budget.LINE if name != "feature"}
    return said | {"feature": str(line.feature_id or "")}


Save = Callable[[dict[str, Any], list[LineFacts]], BudgetRequest]


def _saved(
    request: HttpRequest, actor: Actor, project: Project, save: Save, row: BudgetRequest | None = None
) -> HttpResponse:
    """Save what was typed or sent, with the papers; what is wrong is told above what was typed."""
    form, typed = RequestForm(request.POST), forms_budget.typed_lines(request.POST)
    targets = forms_budget.typed_targets(request.POST)
    found: list[importing.CellFault] = []
    try:
        given = read(form)
        lists, papers = request.FILES.get("list"), request.FILES.getlist("papers")
        lines = _listed(lists, project, given["year"], found) if lists else forms_budget.line_facts(typed)
        with together():
            made = save(given, lines)
            for paper in papers:
                file = store_file(paper, name=paper.name or "", content_type=paper.content_type or "")
                drafting.attach_file(
                    actor=actor, request_id=made.pk, file=file, title=paper.name or file.name
                )
    except NotFound:
        raise
    except DomainError as error:
        form.full_clean()
        return _form(request, project, form, typed, targets, row, trouble=error, faults=found)
    messages.success(request, _("The request is saved as a draft."))
    return HttpResponseRedirect(reverse("budget-page", args=[made.pk]))


def _listed(
    sent: UploadedFile, project: Project, year: int, found: list[importing.CellFault]
) -> list[LineFacts]:
    """Return the lines of a list that was sent; ``found`` takes all that is wrong with its cells."""
    name = sent.name or "list.xlsx"
    with TemporaryUploadedFile(name, sent.content_type, sent.size, None) as kept:
        for chunk in sent.chunks():
            kept.write(chunk)
        kept.flush()
        said = importing.read_lines(
            Path(kept.temporary_file_path()), name=name, project=project, year=year
        )
    found += said.faults
    importing.refuse(said)
    return list(said.lines)


def _form(
    request: HttpRequest, project: Project, form: RequestForm, typed: Any = (), targets: Any = (),
    row: BudgetRequest | None = None, trouble: DomainError | None = None, faults: Any = (),
) -> HttpResponse:  # fmt: skip
    context = budgeting.form_context(project, clock.today().year)
    context |= {
        "form": form, "typed": list(typed), "targets": list(targets), "row": row,
        "trouble": str(trouble) if trouble else "", "faults": faults,
    }  # fmt: skip
    return render(request, "budget/form.html", context, status=status_of(trouble) if trouble else 200)
