"""The list of payments as files: XLSX and PDF, the same rows and sums as the page."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.actor import Actor
from portal.pages.money import sheets
from portal.pages.money.sheets import PRINTED
from portal.pages.paying.listing import HEAVY, READ
from portal.payments import names, selectors
from portal.payments.filters import PaymentFilter
from portal.payments.models import Application

MOST_ROWS = 100_000


def workbook(*, actor: Actor, criteria: PaymentFilter, on: date) -> bytes:
    """Return the list as XLSX; amounts are numbers with two decimals, the last row their sum."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet(_("Payments"))
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, _titles(), bold)
    found = selectors.find_applications(actor=actor, criteria=criteria)
    rows, last = found.select_related(*READ).defer(*HEAVY)[:MOST_ROWS], 0
    for last, row in enumerate(rows.iterator(chunk_size=2000), start=1):
        for column, value in enumerate(_cells(row)):
            sheet.write(last, column, value, money if column in AMOUNTS else None)
    totals = selectors.totals_of(found)
    sheet.write(last + 1, 0, _("Together"), bold)
    sheet.write(last + 1, AMOUNTS[0], totals.amount_yuan, money)
    sheet.set_column(0, 12, 18)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def pdf(*, actor: Actor, criteria: PaymentFilter, on: date) -> bytes:
    """Return the list as PDF."""
    found = selectors.find_applications(actor=actor, criteria=criteria)
    rows, totals = found.select_related(*READ).defer(*HEAVY)[:PRINTED], selectors.totals_of(found)
    head, foot = _titles(), [_("Together"), *[None] * 7, totals.amount_yuan]
    return sheets.pdf(
        sheets.Sheet(
            title=_("Payments"), head=[head[at] for at in IN_PRINT], whole=totals.payments,
            rows=[[_cells(row)[at] for at in IN_PRINT] for row in rows],
            foot=[foot[at] if at < len(foot) else None for at in IN_PRINT],
        ),
        on,
    )  # fmt: skip


IN_PRINT = (0, 1, 2, 3, 4, 6, 7, 8, 12)
"""The columns there is room for on paper."""
AMOUNTS = (8, 9)


def _titles() -> list[str]:
    return [
        pgettext("of a record", "Number"), _("Project"), _("Contract"), _("Payee"),
        _("Section or structure"), _("Indicator"), _("Kind"), _("State"), _("Amount (yuan)"),
        _("Workers' share (yuan)"), _("Period from"),
        _("Period to"), _("Paid on"),
    ]  # fmt: skip


def _cells(row: Application) -> list[Any]:
    return [
        row.number, row.project.name, row.contract.number, row.contract.party.name, row.feature.name,
        row.indicator.number, names.word(names.KINDS, row.kind), names.word(names.STATES, row.state),
        row.amount_yuan, row.labour_yuan, row.period_from.isoformat(), row.period_to.isoformat(),
        row.paid_on.isoformat() if row.paid_on else "",
    ]  # fmt: skip
