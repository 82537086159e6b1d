"""A bill of quantities and a list of contracts as XLSX workbooks. What a cell holds is exact or is text."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.contracts import names
from portal.contracts.contractview import bill_of
from portal.contracts.models import Contract
from portal.contracts.standing import tally_of
from portal.projects.exporting.cells import guard

EXACT_DIGITS = 15
WIDE = 30


def bill_workbook(contract: Contract) -> IO[bytes]:
    """Return an open file with a contract's bill; it can be read in again as it is."""
    heads = [_("Item code"), _("Item name"), _("Unit"), _("Quantity"), _("Unit price"), _("Amount"),
             _("Section or structure"), _("Changed quantity"), _("Changed amount"), _("Current amount"),
             pgettext("bill", "Change")]  # fmt: skip
    rows = [
        [item.code, item.name, item.unit, item.quantity, item.unit_price, item.amount_yuan,
         ground.feature.code or str(ground.feature), item.changed_quantity, item.changed_amount_yuan,
         item.current_yuan, item.change.number if item.change else ""]
        for ground in bill_of(contract) for item in ground.items
    ]  # fmt: skip
    return _workbook(_("Bill of quantities"), heads, rows)


def list_workbook(rows: QuerySet[Contract]) -> IO[bytes]:
    """Return an open file with a list of contracts: original, approved changes and current side by side."""
    heads = [pgettext("of a record", "Number"), _("Contract"), _("Project"), _("Kind"), _("State"),
             _("Contractor"), _("Unified social credit code"), _("Original price"), _("Approved changes"),
             _("Current price"), _("Certified"), _("Paid"), _("Retention held"), _("Signed on")]  # fmt: skip
    return _workbook(_("Contracts"), heads, (_line(row) for row in rows.iterator(chunk_size=500)))


def _line(row: Contract) -> list[Any]:
    tally = tally_of(row.balance)
    return [
        row.number, row.name, row.project.name, names.kind(row.kind), names.state(row.state), row.party.name,
        row.party.uscc, row.original_yuan, row.approved_changes_yuan, row.current_yuan, tally.certified_yuan,
        tally.paid_yuan, tally.held_yuan, row.signed_on,
    ]  # fmt: skip


def _workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    forms = {Decimal: book.add_format({"num_format": "#,##0.00##"}),
             date: book.add_format({"num_format": "yyyy-mm-dd"})}  # fmt: skip
    sheet.freeze_panes(1, 2)
    for at, head in enumerate(heads):
        sheet.set_column(at, at, WIDE if at == 1 else 16)
        sheet.write_string(0, at, head, bold)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            _write(sheet, number, at, value, forms)
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, number: int, at: int, value: Any, forms: dict[type, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) <= EXACT_DIGITS:
            sheet.write_number(number, at, value, forms[Decimal])
        else:
            sheet.write_string(number, at, str(value))
    elif isinstance(value, date):
        sheet.write_datetime(number, at, value, forms[date])
    else:
        sheet.write_string(number, at, guard(str(value)))
