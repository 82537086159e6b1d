"""The pages of what stands over budgets: a project's stages of cost, and the ceilings of sources."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.actor import Actor
from portal.budget import ladder, names, policy, rules, selectors, showing
from portal.budget.models import CostRevision, SourceCeiling
from portal.budget.services import ceiling, costing
from portal.budget.understanding import places_of
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.core.ids import new_id
from portal.pages import forms_cost
from portal.pages.answers_money import page, status_of, valid
from portal.pages.asking import signed_in
from portal.pages.views_budget import BudgetForbidden
from portal.projects.models import Project
from portal.projects.policy import roles_on

SHOWN = 300


@require_http_methods(["GET", "HEAD", "POST"])
@page("cost_stage")
def cost(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's stages of cost, and record one as it was approved."""
    actor = signed_in(request)
    project = selectors.readable_project(actor=actor, code=code)
    known = set(selectors.stages_of(project))
    form = forms_cost.StageForm(known, request.POST or None)

    def deed() -> None:
        lines = forms_cost.cost_lines(forms_cost.typed_lines(request.POST))
        costing.record_stage(
            actor=actor, code=code, facts=costing.StageFacts(**form.cleaned_data), lines=lines
        )

    def shown(trouble: str, status: int) -> HttpResponse:
        second = forms_cost.RevisionForm(initial=_next(actor, project))
        return _cost(request, actor, project, form, second, trouble, status)

    return _sent(request, form, deed, shown, reverse("budget-cost", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
@page("cost_stage")
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a stage allows by a signed amount."""
    actor = signed_in(request)
    project = selectors.readable_project(actor=actor, code=code)
    form = forms_cost.RevisionForm(request.POST or None, initial=_next(actor, project))

    def deed() -> None:
        given = dict(form.cleaned_data)
        stage, request_id = given.pop("stage"), given.pop("request_id")
        costing.revise_stage(
            actor=actor, code=code, stage=stage, revision=costing.Revision(**given), request_id=request_id
        )

    def shown(trouble: str, status: int) -> HttpResponse:
        first = forms_cost.StageForm(set(selectors.stages_of(project)))
        return _cost(request, actor, project, first, form, trouble, status)

    return _sent(request, form, deed, shown, reverse("budget-cost", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
@page("cost_stage")
def ceilings(request: HttpRequest) -> HttpResponse:
    """Show what sources give in each year and what is taken of it; a treasury sets it here."""
    actor = signed_in(request)
    if not policy.may_read_any(actor):
        raise BudgetForbidden()
    regions = [scope.region_code for scope in actor.scopes if scope.role == rules.BUDGET_OFFICER]
    usual = _fresh() | {"region_code": "".join(regions[:1]).strip("*"), "year": clock.today().year + 1}
    form = forms_cost.CeilingForm(request.POST or None, initial=usual)

    def deed() -> None:
        given = dict(form.cleaned_data)
        department = given.pop("department")
        ceiling.grant_ceiling(actor=actor, department_id=department and department.pk, **given)

    def shown(trouble: str, status: int) -> HttpResponse:
        left = F("amount_yuan") - F("taken_yuan")
        rows = SourceCeiling.objects.select_related("department").annotate(left_yuan=left)
        context = {
            "rows": rows.order_by("-year", "region_code", "source")[:SHOWN],
            "form": form, "trouble": trouble, "may_set": rules.BUDGET_OFFICER in actor.roles,
        }  # fmt: skip
        return render(request, "budget/ceilings.html", context, status=status)

    return _sent(request, form, deed, shown, reverse("budget-ceilings"))


def _sent(
    request: HttpRequest, form: Any, deed: Callable[[], None], shown: Callable[[str, int], HttpResponse],
    back: str,
) -> HttpResponse:  # fmt: skip
    """Do what was sent and go back, or show the page with what is wrong."""
    if request.method != "POST":
        return shown("", 200)
    if not valid(form):
        return shown(_("The form is incomplete; nothing was changed."), 422)
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return shown(str(error), status_of(error))
    messages.success(request, _("It is on record."))
    return HttpResponseRedirect(back)


def _fresh() -> dict[str, Any]:
    return {"request_id": str(new_id())}


def _next(actor: Actor, project: Project) -> dict[str, Any]:
    """Return the id of a person's next revision: two clicks on one form are one call."""
    count = CostRevision.objects.filter(stage__project=project).count()
    return {"request_id": f"{project.pk}-{actor.user_id}-{count}"}


def _cost(
    request: HttpRequest, actor: Actor, project: Project, form: Any, revision: Any, trouble: str, status: int
) -> HttpResponse:
    typed = forms_cost.typed_lines(request.POST) if form.is_bound else []
    context = {
        "project": project, "ladder": showing.ladder_of(project), "lines": showing.line_rooms(project),
        "form": form, "revision": revision, "trouble": trouble, "typed": typed,
        "blank": range(len(typed), len(typed) + forms_cost.BLANK), "places": places_of(project),
        "categories": [(one, names.category(one)) for one in ladder.CATEGORIES],
        "may_record": not roles_on(actor, project).isdisjoint(policy.FILES),
    }  # fmt: skip
    return render(request, "budget/cost.html", context, status=status)
