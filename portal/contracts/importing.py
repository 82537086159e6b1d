"""A bill of quantities from a workbook or CSV: what each column is, what each cell says, where it is wrong.

The stranger's bytes are read in the sandbox's child process. Nothing is saved where a single cell is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from numbers import Real
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.contracts import faults_import, selectors
from portal.contracts.models import Contract
from portal.contracts.services import drafting
from portal.contracts.services.drafting import ItemFacts
from portal.core import money
from portal.core.errors import DomainError
from portal.projects.exporting.cells import unguard
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.intake.model import Choice, Layer, Row, Value
from spatial.intake.problems import Severity
from spatial.intake.sandbox import read_file, survey_file

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("项目编码", "编码", "清单编码", "code", "item code"),
    "name": ("项目名称", "名称", "清单名称", "name", "item", "item name"),
    "unit": ("计量单位", "单位", "unit"),
    "quantity": ("工程量", "数量", "quantity"),
    "unit_price": ("综合单价", "单价", "单价（元）", "综合单价（元）", "unit price", "unit price (cny)"),
    "amount": ("合价", "合价（元）", "金额", "amount", "amount (cny)"),
    "ground": ("标段或单体", "标段", "单体", "部位", "section or structure", "section", "structure"),
}
"""Field → the headers it goes by, in small letters without blanks at either end."""
NEEDED = ("code", "name", "unit", "quantity", "unit_price")
NUMBERS = ("quantity", "unit_price", "amount")
FAULTS_TOLD = 200
TOTALS = ("合计", "总计", "小计", "total", "subtotal")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """One cell that is wrong. ``cell``: as a spreadsheet names it."""

    cell: str
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillFile:
    """What a file says: its items, what they add up to, and the cells that are wrong."""

    items: tuple[ItemFacts, ...]
    total_yuan: Decimal
    faults: tuple[CellFault, ...]


def import_bill(*, actor: Actor, contract_id: UUID, version: int, path: Path, name: str) -> BillFile:
    """Give a draft the bill a file holds, or refuse the file with every cell that is wrong."""
    contract = selectors.get_contract(actor=actor, contract_id=contract_id)
    found = read_bill(contract, path=path, name=name)
    if found.faults:
        raise faults_import.BillFileWrong(
            count=len(found.faults), first=_said(found.faults[0]),
            cells=[asdict(fault) for fault in found.faults[:FAULTS_TOLD]],
        )  # fmt: skip
    if not found.items:
        raise faults_import.BillFileEmpty()
    drafting.set_bill(actor=actor, contract_id=contract_id, version=version, items=found.items)
    return found


def read_bill(contract: Contract, *, path: Path, name: str) -> BillFile:
    """Read the first sheet that has the columns of a bill. Raises ``FileRefused`` or ``ColumnsMissing``."""
    survey = survey_file(path, name=name)
    layer = next((one for one in survey.layers if not _missing(one)), None)
    if layer is None:
        missing = _missing(survey.layers[0]) if survey.layers else list(NEEDED)
        raise faults_import.ColumnsMissing(columns=", ".join(COLUMNS[field][0] for field in missing))
    with read_file(path, name=name, choice=Choice(layer=layer.name)) as reading:
        return _Reader(contract, reading.layer).read(list(reading))


def _missing(layer: Layer) -> list[str]:
    there = set(_places(layer))
    return [field for field in NEEDED if field not in there]


def _places(layer: Layer) -> dict[str, int]:
    """Return where each field stands, counted from 0."""
    known = {header: field for field, headers in COLUMNS.items() for header in headers}
    found: dict[str, int] = {}
    for column in layer.columns:
        field = known.get(" ".join(column.name.split()).strip(" *").lower())
        if field and field not in found:
            found[field] = column.number - 1
    return found


class _Reader:
    """Reads the rows of one sheet; collects what is wrong cell by cell."""

    def __init__(self, contract: Contract, layer: Layer) -> None:
        self.contract, self.places = contract, _places(layer)
        self.names = {column.number - 1: column.name for column in layer.columns}
        self.faults: list[CellFault] = []
        self.grounds = grounds_named(contract.project)
        self.seen: set[tuple[str, UUID]] = set()

    def read(self, rows: Sequence[Row]) -> BillFile:
        items = [item for row in rows if not self._skip(row) and (item := self._item(row))]
        total = sum((_amount(item) for item in items), Decimal(0))
        return BillFile(items=tuple(items), total_yuan=total, faults=tuple(self.faults))

    def _skip(self, row: Row) -> bool:
        """Pass over blank rows and the totals at the foot."""
        texts = [_text(value) for value in row.values]
        first = next((text for text in texts if text), "")
        return not first or first.replace(" ", "").lower() in TOTALS

    def _item(self, row: Row) -> ItemFacts | None:
        before = len(self.faults)
        self._check_cells(row)
        words = {field: self._word(row, field) for field in ("code", "name", "unit")}
        quantity = self._number(row, "quantity", drafting.check_quantity)
        price = self._number(row, "unit_price", lambda value: money.positive(value, field="unit_price"))
        ground = self._ground(row)
        if len(self.faults) > before or quantity is None or price is None or ground is None:
            return None
        item = ItemFacts(**words, quantity=quantity, unit_price=price, feature_id=ground)
        self._check_amount(row, item)
        self._check_once(row, item)
        return item if len(self.faults) == before else None

    def _check_cells(self, row: Row) -> None:
        """Refuse what the file lost of a cell, and a number that one merged cell gives to several rows."""
        fields = {place: field for field, place in self.places.items()}
        for problem in row.problems:
            field = fields.get(problem.address.column - 1)
            if field and problem.severity is not Severity.NOTE:
                self._fault(row, field, problem.sentence(get_language() or "zh"))
            elif field in NUMBERS:
                self._fault(row, field, _("a merged cell: write the number of each row in its own cell"))

    def _word(self, row: Row, field: str) -> str:
        text = unguard(_text(self._value(row, field)))
        most = {"code": 32, "name": 200, "unit": 16}[field]
        if not text:
            self._fault(row, field, _("is empty"))
        elif len(text) > most:
            self._fault(row, field, _("at most {most} characters").format(most=most))
        return text

    def _number(self, row: Row, field: str, check: Callable[[Decimal], Any]) -> Decimal | None:
        value = self._written(row, field)
        if value is None:
            return None
        try:
            check(value)
        except DomainError as error:
            self._fault(row, field, str(error))
            return None
        return value

    def _written(self, row: Row, field: str) -> Decimal | None:
        try:
            return money.written(_text(self._value(row, field)))
        except money.AmountInvalid as error:
            exponent = error.facts["reason"] == "exponent"
            self._fault(row, field, str(money.REASONS["exponent"]) if exponent else _("a number is needed"))
            return None

    def _ground(self, row: Row) -> UUID | None:
        text = _text(self._value(row, "ground"))
        if not text:
            return self.contract.feature_id
        found = self.grounds.get(text.casefold(), set())
        if len(found) == 1:
            return next(iter(found))
        self._fault(row, "ground", _("names several places of the project; give its code") if found
                    else _("no section or structure of the project has this name or code"))  # fmt: skip
        return None

    def _check_amount(self, row: Row, item: ItemFacts) -> None:
        if not _text(self._value(row, "amount")):
            return
        given = self._written(row, "amount")
        if given is not None and abs(given - _amount(item)) >= money.CENT:
            self._fault(row, "amount", _("quantity × unit price is {yuan}").format(yuan=_amount(item)))

    def _check_once(self, row: Row, item: ItemFacts) -> None:
        key = (item.code, item.feature_id)
        if key in self.seen:
            self._fault(row, "code", _("stands twice on the same ground"))
        self.seen.add(key)

    def _value(self, row: Row, field: str) -> Value:
        place = self.places.get(field)
        return row.values[place] if place is not None and place < len(row.values) else None

    def _fault(self, row: Row, field: str, reason: str) -> None:
        place = self.places.get(field, 0)
        cell = row.address.at_column(place + 1).text()
        self.faults.append(CellFault(
            cell=cell, column=self.names.get(place, field), value=_text(self._value(row, field))[:60],
            reason=reason,
        ))  # fmt: skip


def grounds_named(project: Project) -> Mapping[str, set[UUID]]:
    """Return the places of a project by code and by name, in small letters."""
    rows = Feature.objects.filter(root_id=project.site_id, kind__in=selectors.GROUNDS)
    found: dict[str, set[UUID]] = {}
    for pk, *names in rows.values_list("pk", "code", "name", "name_en"):
        for name in filter(None, names):
            found.setdefault(name.casefold(), set()).add(pk)
    return found


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Real):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value).strip()


def _amount(item: ItemFacts) -> Decimal:
    return (item.quantity * item.unit_price).quantize(money.CENT, rounding=ROUND_HALF_UP)


def _said(fault: CellFault) -> str:
    return f"{fault.cell} {fault.column}: {fault.reason}"
