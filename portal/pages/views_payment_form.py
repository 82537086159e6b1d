"""The form of a payment application: new under a contract, and anew for a draft or a returned one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.contracts.models import Contract
from portal.contracts.rules.life import OPEN_FOR_MONEY
from portal.contracts.selectors import list_contracts
from portal.core import clock
from portal.core.errors import DomainError, Forbidden
from portal.core.ids import new_id
from portal.pages.answers_money import page, status_of, valid
from portal.pages.asking import signed_in
from portal.pages.paying import forms
from portal.payments import policy, selectors, services
from portal.payments.models import Application


class MakerOnly(Forbidden):
    """Not for this role."""

    message = _("Applications for payment are made by clerks of the unit and by the contractor.")


@require_http_methods(["GET", "HEAD", "POST"])
@page("payment")
def new(request: HttpRequest) -> HttpResponse:
    """Choose a contract, then fill in the application under it."""
    actor = signed_in(request)
    if not policy.may_make(actor):
        raise MakerOnly()
    contracts = list_contracts(actor=actor).filter(state__in=OPEN_FOR_MONEY)
    contracts = contracts.select_related("project__owner", "party", "feature")
    contracts = contracts.order_by("project__name", "number")
    chosen = _chosen(request.GET.get("contract", ""), contracts)
    if chosen is None:
        return render(request, "payments/choose.html", {"contracts": contracts[:500]})
    form = forms.ApplicationForm(chosen, clock.today().year, request.POST or None, initial=_usual(chosen))
    key = request.POST.get("request_id") or str(new_id())

    def save(facts: services.ApplicationFacts) -> Application:
        return services.make(actor=actor, request_id=key, facts=facts, on=clock.today())

    return _answer(request, form, save, {"request_id": key})


@require_http_methods(["GET", "HEAD", "POST"])
@page("payment")
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Write a draft or a returned application anew."""
    actor = signed_in(request)
    row = selectors.get_by_number(actor=actor, number=number)
    initial = {name: getattr(row, name) for name in forms.ApplicationForm.base_fields}
    form = forms.ApplicationForm(row.contract, clock.today().year, request.POST or None, initial=initial)

    def save(facts: services.ApplicationFacts) -> Application:
        version = int(request.POST.get("version") or 0)
        return services.amend(
            actor=actor, application_id=row.pk, version=version, facts=facts, on=clock.today()
        )

    return _answer(request, form, save, {"application": row, "version": row.version}, forms.typed_of(row))


def _answer(
    request: HttpRequest, form: forms.ApplicationForm, save: Any, more: dict[str, Any],
    typed: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """Save what was sent and go on, or show the form with what is wrong."""
    posted, trouble, status = request.POST.dict() or typed or {}, "", 200
    if request.method == "POST":
        status = 422
        if valid(form):
            try:
                row = save(forms.facts_of(form, request.POST.dict()))
                return HttpResponseRedirect(reverse("payment-page", args=[row.number]))
            except DomainError as error:
                trouble, status = str(error), status_of(error)
    context = {
        "form": form, "contract": form.contract, "trouble": trouble, "project": form.contract.project,
        "lines": forms.lines_shown(form.contract, posted), "invoices": forms.invoices_shown(posted), **more,
    }  # fmt: skip
    return render(request, "payments/form.html", context, status=status)


def _chosen(text: str, contracts: Any) -> Contract | None:
    try:
        return contracts.filter(pk=UUID(text)).first() if text else None
    except ValueError:
        return None


def _usual(contract: Contract) -> dict[str, Any]:
    return {
        "kind": "progress", "feature": contract.feature_id, "cost_line": contract.cost_line_id,
        "wage_account": contract.wage_account_id, "period_to": clock.today(),
    }  # fmt: skip
