"""The page of one contract: money, arithmetic, clauses, bill, changes, ledger, settlement, and its steps."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.actor import Actor
from portal.contracts import faults, names, policy, selectors
from portal.contracts.contractview import bill_of, change_view, contract_view, way_of
from portal.contracts.exporting import bill_workbook
from portal.contracts.faults_import import BillFileWrong
from portal.contracts.importing import import_bill
from portal.contracts.services import contracting, drafting, settling
from portal.contracts.services.checking import ContractFacts
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers_money import page, status_of, valid
from portal.pages.asking import signed_in
from portal.pages.contract_deeds import do, order_of, sent, told
from portal.pages.forms_contract import BillForm, ContractForm, StepForm, SumForm, typed
from portal.pages.land_deeds import read
from portal.pages.linking import modelled
from portal.pages.paying.trail import payments_under
from portal.payments.selectors import measured_in
from portal.projects.selectors import get_project

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENTRIES_SHOWN = 200
CHANGES_SHOWN = 200


@require_safe
@page("contract")
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Show one contract."""
    return show(request, signed_in(request), contract_id)


def show(
    request: HttpRequest, actor: Actor, contract_id: UUID, *, trouble: str = "", status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the page of a contract, with what went wrong where something did."""
    row = selectors.get_contract(actor=actor, contract_id=contract_id)
    changes = row.changes.select_related("feature", "double_of", "contract__project").order_by("-created_at")
    context = {
        "view": contract_view(actor=actor, contract=row, on=clock.today()), "contract": row,
        "project": row.project, "grounds": bill_of(row), "trouble": trouble, "today": clock.today(),
        "changes": [
            change_view(actor=actor, change=one, on=clock.today()) for one in changes[:CHANGES_SHOWN]
        ],
        "under": payments_under(actor=actor, contract_id=row.pk),
        "modelled": modelled(actor, row), "measured": measured_in(actor=actor, contract_id=row.pk),
        "entries": selectors.ledger_of(actor=actor, contract_id=row.pk)[:ENTRIES_SHOWN],
        "steps": way_of("contract", row.pk), "subcontracts": row.subcontracts.select_related("party"),
        "settlement_steps": way_of("settlement", row.settlement.pk) if hasattr(row, "settlement") else (),
        "may_refund": "fin_treasury" in policy.roles_of(actor, row),
        "may_ready": not row.site_ready and not policy.roles_of(actor, row).isdisjoint({"eng", "sup"}),
        "here": reverse("contract-page", args=[row.pk]),
    }  # fmt: skip
    return render(request, "contracts/contract.html", context | (more or {}), status=status)


@require_http_methods(["GET", "POST"])
@page("contract")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Draw up a contract of a project."""
    actor = signed_in(request)
    project = get_project(actor=actor, code=code)
    if not policy.may_draft(actor, project):
        raise faults.StepNotYours(action="draft")
    form = ContractForm(request.POST or None, project=project)
    status = 200
    if request.method == "POST":
        status = 422
        if valid(form):
            try:
                made = drafting.draft_contract(actor=actor, code=code, facts=ContractFacts(**form.said()))
                return HttpResponseRedirect(reverse("contract-page", args=[made.pk]))
            except DomainError as error:
                form.add_error(None, str(error))
                status = status_of(error)
    return render(request, "contracts/form.html", {"form": form, "project": project}, status=status)


@require_http_methods(["GET", "POST"])
@page("contract")
def edit(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Change what a draft says."""
    actor = signed_in(request)
    row = selectors.get_contract(actor=actor, contract_id=contract_id)
    form = ContractForm(request.POST or None, project=row.project, initial=typed(row))
    status = 200
    if request.method == "POST":
        status = 422
        if valid(form):
            try:
                drafting.amend_contract(
                    actor=actor, contract_id=row.pk, version=form.cleaned_data["version"] or 0,
                    changes=form.said(),
                )  # fmt: skip
                return HttpResponseRedirect(reverse("contract-page", args=[row.pk]))
            except DomainError as error:
                form.add_error(None, str(error))
                status = status_of(error)
    context = {"form": form, "project": row.project, "contract": row}
    return render(request, "contracts/form.html", context, status=status)


@sent("contract-page")
@page("contract")
def act(request: HttpRequest, contract_id: UUID, action: str) -> HttpResponse:
    """Take one step of a contract's life."""
    actor = signed_in(request)
    selectors.get_contract(actor=actor, contract_id=contract_id)

    def deed() -> None:
        order, given = order_of(action, StepForm(request.POST))
        facts = {name: given[name] for name in ("signed_on", "completed_on", "warranty_until")}
        contracting.take_step(
            actor=actor, contract_id=contract_id, order=order, facts=contracting.Facts(**facts)
        )

    return _done(request, actor, contract_id, deed, names.verb(action))


@sent("contract-page")
@page("contract")
def site_ready(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Put on record that the ground is ready."""
    actor = signed_in(request)
    selectors.get_contract(actor=actor, contract_id=contract_id)

    def deed() -> None:
        version = read(StepForm(request.POST))["version"]
        drafting.record_site_ready(actor=actor, contract_id=contract_id, version=version)

    return _done(request, actor, contract_id, deed, _("The site is ready for the work"))


@sent("contract-page")
@page("contract")
def bill(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Take over a bill of quantities from a file, or say which cells are wrong."""
    actor, form = signed_in(request), BillForm(request.POST, request.FILES)
    selectors.get_contract(actor=actor, contract_id=contract_id)
    try:
        given = read(form)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"bill{Path(given['file'].name).suffix[:8]}"
            with path.open("wb") as sink:
                for chunk in given["file"].chunks():
                    sink.write(chunk)
            import_bill(
                actor=actor, contract_id=contract_id, version=given["version"], path=path,
                name=given["file"].name[:200],
            )  # fmt: skip
    except NotFound:
        raise
    except DomainError as error:
        cells = error.facts.get("cells") if isinstance(error, BillFileWrong) else None
        return show(
            request, actor, contract_id, trouble=str(error), status=status_of(error), more={"cells": cells}
        )
    return HttpResponseRedirect(reverse("contract-page", args=[contract_id]) + "#bill")


@require_safe
@page("contract")
def bill_file(request: HttpRequest, contract_id: UUID) -> HttpResponseBase:
    """Send a contract's bill as a workbook."""
    row = selectors.get_contract(actor=signed_in(request), contract_id=contract_id)
    name = f"{row.number.replace('/', '-')} {_('Bill of quantities')}.xlsx"
    return FileResponse(bill_workbook(row), as_attachment=True, filename=name, content_type=XLSX)


@sent("contract-page")
@page("contract")
def settlement(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Draw up the settlement."""
    actor = signed_in(request)
    selectors.get_contract(actor=actor, contract_id=contract_id)

    def deed() -> None:
        claimed = read(SumForm(request.POST))["amount_yuan"]
        settling.draw_settlement(actor=actor, contract_id=contract_id, claimed_yuan=claimed)

    return _done(request, actor, contract_id, deed, names.verb("draw_settlement"))


@sent("contract-page")
@page("contract")
def settle(request: HttpRequest, contract_id: UUID, action: str) -> HttpResponse:
    """Take one step of a settlement."""
    actor = signed_in(request)
    selectors.get_contract(actor=actor, contract_id=contract_id)

    def deed() -> None:
        order, given = order_of(action, StepForm(request.POST))
        facts = settling.Facts(settled_yuan=given["settled_yuan"], cut_reason=given["cut_reason"])
        settling.take_step(actor=actor, contract_id=contract_id, order=order, facts=facts)

    return _done(request, actor, contract_id, deed, names.verb(action))


@sent("contract-page")
@page("contract")
def refund(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Record what came back of what was overpaid."""
    actor = signed_in(request)
    selectors.get_contract(actor=actor, contract_id=contract_id)

    def deed() -> None:
        given = read(SumForm(request.POST))
        settling.record_refund(actor=actor, contract_id=contract_id, on=clock.today(), **given)

    return _done(request, actor, contract_id, deed, names.verb("refund"))


def _done(request: HttpRequest, actor: Actor, contract_id: UUID, deed: Any, verb: str) -> HttpResponse:
    return do(
        request, deed, back=reverse("contract-page", args=[contract_id]), done=told(verb),
        show=lambda trouble, status: show(request, actor, contract_id, trouble=trouble, status=status),
    )  # fmt: skip
