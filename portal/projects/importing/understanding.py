"""Turn one row's cells into facts, with a remark and its cell for everything that does not fit. No Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from portal.projects import codes
from portal.projects.exporting.cells import unguard
from portal.projects.importing import terms, values
from portal.projects.importing.fields import BY_CODE, DAY, MONEY, PERCENT, TERM
from portal.projects.importing.mapping import Mapped
from portal.projects.importing.remarks import Address, Problem, problem
from spatial.intake.model import Row, Shape, Value

LONGEST = {"name": 200, "name_en": 300, "address": 300, "code": 32, "content": 20_000}
SUMS = frozenset({"合计", "总计", "小计", "共计", "total", "subtotal"})
LARGEST_YUAN = Decimal(10) ** 15
STORED = {"investment": "investment_yuan", "paid": "paid_yuan", "progress": "progress_pct"}


@dataclass(slots=True, kw_only=True)
class Understood:
    """One row in our own words.

    ``facts``: name of the stored field → text; ``cells``: field → where it stood.
    """

    number: int
    address: Address
    values: tuple[Value, ...]
    facts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Address] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)
    shape: Shape | None = None
    is_sum: bool = False

    def where(self, code: str) -> Address:
        """Return the cell a field was read from, or the row."""
        return self.cells.get(code, self.address)


def understand(row: Row, mapped: Sequence[Mapped], defaults: dict[str, str]) -> Understood:
    """Return the row's facts; cells that cannot be read are left out of them and remarked on."""
    made = Understood(
        number=row.number, address=row.address, values=row.values, remarks=list(row.problems), shape=row.shape
    )
    if _is_sum(row, mapped):
        made.is_sum = True
        made.remarks = [problem("sum_row", row.address)]
        return made
    for column, cell in zip(mapped, row.values, strict=True):
        if column.field and cell not in (None, ""):
            made.cells[column.field] = _cell_address(row.address, column)
            _read(made, column.field, cell, column.unit)
    for code, text in defaults.items():
        if code not in made.cells and text:
            _read(made, code, text, "yuan")
    _check_order(made, "planned_start", "planned_end")
    _check_order(made, "actual_start", "actual_end")
    _check_paid(made)
    return made


def _cell_address(address: Address, column: Mapped) -> Address:
    return address.at_column(column.number) if address.kind in {"cell", "line"} else address


def _is_sum(row: Row, mapped: Sequence[Mapped]) -> bool:
    """Tell a row of totals: a word for sum in the name, or in the first cells of a row without a name."""
    named = [
        values.text_of(cell)
        for column, cell in zip(mapped, row.values, strict=True)
        if column.field == "name"
    ]
    if named and named[0]:
        return named[0].replace(" ", "").lower() in SUMS
    firsts = [values.text_of(cell).replace(" ", "").lower() for cell in row.values[:3]]
    return any(first in SUMS for first in firsts)


def _read(made: Understood, code: str, cell: Value, unit: str) -> None:
    kind = BY_CODE[code].kind
    if code in _SPECIAL:
        _SPECIAL[code](made, cell)
    elif kind == MONEY:
        _read_money(made, code, cell, unit)
    elif kind == DAY:
        _read_day(made, code, cell)
    elif kind == PERCENT:
        _read_percent(made, code, cell, unit)
    elif kind == TERM:
        _read_term(made, code, cell)
    else:
        _read_text(made, code, cell)


def _say(made: Understood, what: str, code: str, **facts: str | int | float) -> None:
    made.remarks.append(problem(what, made.where(code), **facts))


def _read_text(made: Understood, code: str, cell: Value) -> None:
    text, limit = values.text_of(cell), LONGEST.get(code, 500)
    if made.address.kind == "line":
        text = unguard(text)
    if len(text) > limit:
        _say(made, "field_too_long", code, field=BY_CODE[code].zh, found=len(text), limit=limit)
        return
    made.facts[code] = text


def _read_term(made: Understood, code: str, cell: Value) -> None:
    text = values.text_of(cell)
    found, several = terms.first_of_many(code, text)
    if found is None:
        _say(
            made, "term_unknown", code, field=BY_CODE[code].zh, text=_plain(text), known=terms.names_of(code)
        )
        return
    if several:
        _say(made, "term_first_taken", code, text=_plain(text), used=found)
    made.facts[code] = found


def _read_money(made: Understood, code: str, cell: Value, unit: str) -> None:
    try:
        amount = values.money(cell, unit or "yuan")
    except values.Unreadable:
        _say(made, "money_unreadable", code, text=_plain(values.text_of(cell)))
        return
    if amount <= 0 and code == "investment":
        _say(made, "money_not_positive", code, text=values.text_of(cell))
    elif amount < 0:
        _say(made, "money_negative", code, field=BY_CODE[code].zh, text=values.text_of(cell))
    elif amount >= LARGEST_YUAN:
        _say(made, "money_too_large", code, text=values.text_of(cell))
    else:
        made.facts[STORED[code]] = str(amount)


def _read_percent(made: Understood, code: str, cell: Value, unit: str) -> None:
    try:
        amount = values.percent(cell, ratio=unit == "ratio")
    except values.Unreadable:
        _say(made, "percent_unreadable", code, text=_plain(values.text_of(cell)))
        return
    if not 0 <= amount <= 100:
        _say(made, "percent_range", code, text=values.text_of(cell))
        return
    made.facts[STORED[code]] = str(amount)


def _read_day(made: Understood, code: str, cell: Value) -> None:
    try:
        found = values.day(cell, last=code.endswith("_end"))
    except values.Unreadable:
        _say(made, "date_unreadable", code, text=_plain(values.text_of(cell)))
        return
    _take_day(made, code, found, cell)


def _take_day(made: Understood, code: str, found: values.Day, cell: Value) -> None:
    text = _plain(values.text_of(cell))
    if found.doubt:
        _say(made, "date_doubtful", code, text=text)
    elif found.assumed:
        _say(made, "date_assumed", code, text=text, used=found.value.isoformat())
    made.facts[code] = found.value.isoformat()


def _read_period(made: Understood, cell: Value) -> None:
    """Take begin and end of a construction period, where no column of its own gives them."""
    try:
        start, end = values.period(cell)
    except values.Unreadable:
        _say(made, "date_unreadable", "plan_period", text=_plain(values.text_of(cell)))
        return
    taken = {"planned_start": start, "planned_end": end}
    for code, found in taken.items():
        if code not in made.facts:
            made.cells[code] = made.where("plan_period")
            made.facts[code] = found.value.isoformat()
    if any(found.assumed for found in taken.values()):
        first, last = start.value.isoformat(), end.value.isoformat()
        text = _plain(values.text_of(cell))
        _say(made, "period_assumed", "plan_period", text=text, first=first, last=last)


def _read_investment_code(made: Understood, cell: Value) -> None:
    _read_code(made, "investment_code", cell, codes.check_project_code)


def _read_uscc(made: Understood, cell: Value) -> None:
    _read_code(made, "owner_uscc", cell, codes.check_uscc)


def _read_code(made: Understood, code: str, cell: Value, check: Callable[[str], codes.CodeCheck]) -> None:
    text = values.text_of(cell)
    verdict = check(text)
    for fault in verdict.faults:
        what = "code_invalid" if fault.severity is codes.Severity.ERROR else "code_doubtful"
        facts = {"text": _plain(text), "reason_zh": fault.sentence("zh"), "reason": fault.sentence("en")}
        made.remarks.append(problem(what, made.where(code), **facts))
    if verdict.canonical:
        made.facts[code] = verdict.canonical


def _check_order(made: Understood, start: str, end: str) -> None:
    first, last = made.facts.get(start), made.facts.get(end)
    if last and first and last < first:
        _say(
            made, "dates_reversed", end, start=BY_CODE[start].zh, end=BY_CODE[end].zh, first=first, last=last
        )
    elif last and not first and start not in made.cells:
        _say(made, "start_missing", end, start=BY_CODE[start].zh, end=BY_CODE[end].zh)


def _check_paid(made: Understood) -> None:
    paid, investment = made.facts.get("paid_yuan"), made.facts.get("investment_yuan")
    if paid and investment and Decimal(paid) > Decimal(investment):
        _say(made, "paid_over_investment", "paid", paid=paid, investment=investment)


def _plain(text: str) -> str:
    return text[:80].replace("{", "｛").replace("}", "｝")


_SPECIAL: dict[str, Callable[[Understood, Value], None]] = {
    "investment_code": _read_investment_code,
    "owner_uscc": _read_uscc,
    "plan_period": _read_period,
}
