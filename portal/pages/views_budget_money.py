"""The page of one indicator: its ledger, its plan, why not more can be paid, the end of its year."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.budget import selectors
from portal.budget.services import closing, planning
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages import budgeting, forms_budget
from portal.pages.answers import posted
from portal.pages.answers_money import page, status_of
from portal.pages.asking import signed_in
from portal.pages.forms_budget import CloseForm
from portal.pages.land_deeds import read
from portal.pages.paying.trail import payments_under


@require_safe
@page("budget_indicator")
def indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Show one indicator."""
    return _shown(request, signed_in(request), indicator_id)


@posted("budget-indicator", "indicator_id")
@page("budget_indicator")
def plan(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Plan the months."""
    actor = signed_in(request)

    def deed() -> None:
        planning.plan_months(
            actor=actor, indicator_id=indicator_id, months=forms_budget.months(request.POST),
            request_id=request.POST.get("request_id", "")[:64] or "-",
            reason=request.POST.get("reason", "")[:2000],
        )  # fmt: skip

    return _do(request, actor, indicator_id, deed, _("The plan is saved."))


@posted("budget-indicator", "indicator_id")
@page("budget_indicator")
def close(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """Carry what is left over, or let it lapse."""
    actor = signed_in(request)

    def deed() -> None:
        closing.close_year(actor=actor, indicator_id=indicator_id, **read(CloseForm(request.POST)))

    return _do(request, actor, indicator_id, deed, _("The year is closed."))


def _do(
    request: HttpRequest, actor: Actor, indicator_id: UUID, deed: Callable[[], None], done: str
) -> HttpResponse:
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, indicator_id, trouble=error)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("budget-indicator", args=[indicator_id]))


def _shown(
    request: HttpRequest, actor: Actor, indicator_id: UUID, trouble: DomainError | None = None
) -> HttpResponse:
    row = selectors.get_indicator(actor=actor, indicator_id=indicator_id)
    context = budgeting.indicator_context(actor=actor, row=row, on=clock.today())
    context |= {"trouble": str(trouble) if trouble else "", "typed": request.POST if trouble else None}
    context["under"] = payments_under(actor=actor, indicator_id=row.pk)
    status = status_of(trouble) if trouble else 200
    return render(request, "budget/indicator.html", context, status=status)
