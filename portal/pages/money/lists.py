"""The lists of money as tables of cells: the same selectors and sums as their pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.actor import Actor
from portal.budget import names as budget_names
from portal.budget import selectors as budget
from portal.budget.filters import IndicatorFilter, RequestFilter
from portal.budget.models import SourceCeiling
from portal.contracts import names as contract_names
from portal.contracts import selectors as contracts
from portal.contracts.selectors import ContractFilter
from portal.contracts.standing import tally_of
from portal.moneymap.flows import Flow, Key
from portal.moneymap.work import Task
from portal.pages.money import words
from portal.pages.money.sheets import MOST, Sheet

ASKED = ("requested_yuan", "current_yuan")
"""What the list of requests counts for each of them."""


def requests(*, actor: Actor, criteria: RequestFilter, form: str) -> Sheet:
    """Return the budget requests."""
    rows = budget.list_requests(actor=actor, criteria=criteria)[: MOST[form]]
    sums = budget.request_totals(actor=actor, criteria=criteria)
    head = [_("Request"), _("Title"), _("Project"), _("Project unit"), _("Year"), _("State"),
            _("Asked (yuan)"), _("Stands at (yuan)"), _("Last day")]  # fmt: skip
    return Sheet(
        title=_("Budget requests"), head=head,
        rows=[
            (row.number, row.title, row.project.name, row.project.owner.name, row.year,
             budget_names.state(row.state), *(getattr(row, name) for name in ASKED), row.due_on)
            for row in rows
        ],
        foot=(_("Together"), "", "", "", "", "", sums["requested_yuan"], sums["current_yuan"], ""),
    )  # fmt: skip


def indicators(*, actor: Actor, criteria: IndicatorFilter, form: str) -> Sheet:
    """Return the indicators with all their sums."""
    rows = budget.list_indicators(actor=actor, criteria=criteria)[: MOST[form]]
    sums = budget.indicator_totals(actor=actor, criteria=criteria)
    head = [_("Indicator"), _("Project"), _("Project unit"), _("Year"), _("Source"),
            _("Section or structure"), *(_column(name) for name in budget.INDICATOR_SUMS)]  # fmt: skip
    return Sheet(
        title=_("Indicators"), head=head,
        rows=[
            (row.number, row.project.name, row.unit.name, row.year, budget_names.source(row.source),
             str(row.feature) if row.feature else "",
             *(getattr(row, f"{name}_yuan") for name in budget.INDICATOR_SUMS))
            for row in rows
        ],
        foot=(_("Together"), "", "", "", "", "", *(sums[f"{n}_yuan"] for n in budget.INDICATOR_SUMS)),
    )  # fmt: skip


def _column(name: str) -> str:
    return {
        "approved": pgettext("indicator", "Issued (yuan)"),
        "adjusted": pgettext("indicator", "Adjusted (yuan)"),
        "carried": pgettext("indicator", "Carried over (yuan)"),
        "frozen": pgettext("indicator", "Reserved (yuan)"),
        "committed": pgettext("indicator", "Promised by contract (yuan)"),
        "paid": pgettext("indicator", "Paid (yuan)"),
        "available": pgettext("indicator", "Available (yuan)"),
    }[name]


def contract_list(*, actor: Actor, criteria: ContractFilter, form: str) -> Sheet:
    """Return the contracts with what was certified and paid."""
    found = contracts.find_contracts(actor=actor, criteria=criteria)
    sums = contracts.totals(found)
    head = [_("Contract number"), _("Contract name"), _("Project"), _("Contractor"),
            _("Section or structure"), _("State"), _("Original price (yuan)"),
            _("Approved changes (yuan)"), _("Current price (yuan)"),
            _("Certified (yuan)"), _("Paid (yuan)")]  # fmt: skip
    return Sheet(
        title=_("Contracts"), head=head,
        rows=[
            (row.number, row.name, row.project.name, row.party.name, str(row.feature),
             contract_names.state(row.state), row.original_yuan, row.approved_changes_yuan,
             row.current_yuan, tally_of(row.balance).certified_yuan, tally_of(row.balance).paid_yuan)
            for row in found.order_by("-current_yuan", "pk")[: MOST[form]]
        ],
        foot=(_("Together"), "", "", "", "", "", sums.original_yuan, sums.approved_changes_yuan,
              sums.current_yuan, sums.certified_yuan, sums.paid_yuan),
    )  # fmt: skip


def ceilings(rows: Iterable[SourceCeiling]) -> Sheet:
    """Return the ceilings of sources with what is taken and left."""
    head = [_("Year"), _("Region"), _("Source"), _("Department"), _("Ceiling (yuan)"), _("Taken (yuan)"),
            _("Left (yuan)")]  # fmt: skip
    return Sheet(
        title=_("Ceilings of sources"), head=head,
        rows=[
            (row.year, row.region_code, budget_names.source(row.source),
             row.department.name if row.department else _("all"), row.amount_yuan, row.taken_yuan,
             row.amount_yuan - row.taken_yuan)
            for row in rows
        ],
    )  # fmt: skip


def work(tasks: Sequence[Task]) -> Sheet:
    """Return what waits for a person."""
    head = [_("Kind"), pgettext("of a record", "Number"), _("Title"), _("Project"), _("State"),
            _("Amount (yuan)"), _("Waits (days)"), _("Due"), _("Late")]  # fmt: skip
    return Sheet(
        title=_("My work"), head=head,
        rows=[
            (words.task_name(one), one.number, one.title, one.project_name, one.state, one.yuan, one.age_days,
             one.due, _("late") if one.late else "")
            for one in tasks
        ],
    )  # fmt: skip


def flow(found: Flow, *, title: str) -> Sheet:
    """Return the links of the flow, one a row, with the part of all that may be spent."""
    known = {(one.layer, one.id): one for one in found.knots}

    def said(key: Key) -> str:
        return words.knot_name(known[key])

    head = [_("Step"), _("From"), _("To"), _("Amount (yuan)"), _("Of all (%)")]
    return Sheet(
        title=title, head=head,
        rows=[
            (step_name(one.start, one.end), said(one.start), said(one.end), one.yuan,
             (one.yuan * 100 / found.total_yuan).quantize(Decimal("0.01")) if found.total_yuan else None)
            for one in found.links
        ],
    )  # fmt: skip


def step_name(start: Key, end: Key) -> str:
    """Return between which columns a link runs."""
    return f"{words.layer_name(start[0])} → {words.layer_name(end[0])}"

