"""Lists of contracts, the desk of what waits, and the parties with their accounts."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.contracts import desk, policy, selectors
from portal.contracts.exporting import list_workbook
from portal.contracts.filters import PARAMETERS, parse_filter
from portal.contracts.names import KINDS, STATES
from portal.contracts.rules import life
from portal.contracts.services import parties as keeping
from portal.core import clock
from portal.core.errors import DomainError
from portal.pages.answers_money import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.contract_deeds import sent, told
from portal.pages.forms_contract import AccountForm, PartyForm
from portal.pages.land_deeds import read
from portal.pages.views_contract import XLSX

ROWS_A_PAGE = 50
SORTS = ("-updated_at", "number", "-current_yuan", "-signed_on")


@require_safe
@page("party")
def contracts(request: HttpRequest) -> HttpResponse:
    """List the contracts the asker may see, with what they add up to."""
    actor = signed_in(request)
    given = parameters(request, known=(*PARAMETERS, "page", "sort"))
    found = selectors.find_contracts(actor=actor, criteria=parse_filter(given))
    sort = given.get("sort", "") if given.get("sort", "") in SORTS else SORTS[0]
    number = given.get("page", "1")
    rows = Paginator(found.order_by(sort, "pk"), ROWS_A_PAGE).get_page(number)
    plain = {name: value for name, value in given.items() if name not in {"page"} and value}
    context = {
        "rows": rows, "totals": selectors.totals(found), "given": given, "sort": sort,
        "kinds": KINDS.items(), "states": [(code, STATES[code]) for code in life.CONTRACT.states],
        "may_parties": policy.reads_parties(actor), "may_import": policy.may_draft_any(actor),
        "query": urlencode(plain), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "contracts/list.html", context)


@require_safe
@page("party")
def contracts_file(request: HttpRequest) -> HttpResponseBase:
    """Send the list as a workbook."""
    given = parameters(request, known=(*PARAMETERS, "sort"))
    found = selectors.find_contracts(actor=signed_in(request), criteria=parse_filter(given))
    book = list_workbook(found.order_by("project__code", "number"))
    return FileResponse(book, as_attachment=True, filename=f"{_('Contracts')}.xlsx", content_type=XLSX)


@require_safe
@page("party")
def worklist(request: HttpRequest) -> HttpResponse:
    """Show what waits for the asker: contracts, changes, settlements, refunds, accounts."""
    entries = desk.entries(actor=signed_in(request), on=clock.today())
    return render(request, "contracts/desk.html", {"entries": entries, "today": clock.today()})


@require_safe
@page("party")
def parties(request: HttpRequest) -> HttpResponse:
    """Show who contracts are made with."""
    return _parties(request)


def _parties(request: HttpRequest, *, trouble: str = "", status: int = 200) -> HttpResponse:
    actor = signed_in(request)
    given = parameters(request, known=("q", "page"))
    if not policy.reads_parties(actor):
        raise keeping.faults.PartyForbidden()
    found = selectors.list_parties(actor=actor, text=given.get("q", "").replace("\x00", "")[:100])
    rows = Paginator(found.prefetch_related("accounts__project").order_by("name", "pk"), ROWS_A_PAGE)
    context = {
        "rows": rows.get_page(given.get("page", "1")), "form": PartyForm(), "trouble": trouble,
        "may_keep": not policy.PARTY_KEEPERS.isdisjoint(actor.roles), "given": given,
        "may_confirm": not policy.ACCOUNT_CONFIRMERS.isdisjoint(actor.roles),
        "sees_accounts": policy.reads_accounts(actor), "here": reverse("parties-page"),
    }  # fmt: skip
    return render(request, "contracts/parties.html", context, status=status)


@sent("parties-page")
@page("party")
def register(request: HttpRequest) -> HttpResponse:
    """Record a party."""
    actor = signed_in(request)
    try:
        keeping.register_party(actor=actor, **read(PartyForm(request.POST)))
    except DomainError as error:
        return _parties(request, trouble=str(error), status=status_of(error))
    return _kept(request, _("The contractor is on record"))


@sent("parties-page")
@page("party")
def account(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Record an account of a party."""
    actor = signed_in(request)
    try:
        facts = keeping.AccountFacts(**read(AccountForm(request.POST)))
        keeping.register_account(actor=actor, party_id=party_id, facts=facts)
    except DomainError as error:
        return _parties(request, trouble=str(error), status=status_of(error))
    return _kept(request, _("The account waits for the treasury"))


@sent("parties-page")
@page("party")
def account_act(request: HttpRequest, account_id: UUID, action: str) -> HttpResponse:
    """Confirm or close an account."""
    actor = signed_in(request)
    try:
        keeping.take_step(actor=actor, account_id=account_id, action=action, on=clock.today())
    except DomainError as error:
        return _parties(request, trouble=str(error), status=status_of(error))
    return _kept(request, _("The account is settled"))


def _kept(request: HttpRequest, done: str) -> HttpResponseRedirect:
    messages.success(request, told(done))
    return HttpResponseRedirect(reverse("parties-page"))
