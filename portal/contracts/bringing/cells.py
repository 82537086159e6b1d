"""What one cell of a list of contracts says: text, term, amount, share, day, whole number, yes or no."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from numbers import Real

from django.utils.translation import gettext as _

from portal.contracts.bringing import table
from portal.contracts.bringing.columns import TABLE
from portal.contracts.bringing.table import Column
from portal.core import money
from portal.projects.exporting.cells import unguard
from portal.projects.importing.values import Unreadable, day, text_of
from spatial.intake.model import Value

EXACT = 10**15
HUNDRED = Decimal(100)
MOST_MONTHS = 60
YES = {"是": True, "有": True, "√": True, "yes": True, "y": True, "true": True, "1": True,
       "否": False, "无": False, "×": False, "no": False, "n": False, "false": False, "0": False}  # fmt: skip
Said = str | Decimal | date | int | bool


class CellWrong(Exception):
    """The cell does not say what its column should; the text tells why."""


def said(column: Column, value: Value) -> Said | None:
    """Return what a filled cell says, ``None`` for an empty one. Raises ``CellWrong``."""
    if not text_of(value):
        return None
    return READERS[column.kind](column, value)


def _text(column: Column, value: Value) -> str:
    if isinstance(value, (date, datetime)):
        raise CellWrong(_("the sheet program made a date of it; format the column as text"))
    if isinstance(value, Real) and abs(value) >= EXACT:
        raise CellWrong(_("the sheet program rounded it; format the column as text"))
    text = unguard(text_of(value))
    if len(text) > column.most:
        raise CellWrong(_("at most {most} characters").format(most=column.most))
    return text


def _term(column: Column, value: Value) -> str:
    words = TABLE.words_of(column.field)
    code = words.get(text_of(value).lower())
    if code is None:
        called = TABLE.terms[column.field][1].values()
        raise CellWrong(_("one of these: {terms}").format(terms=" / ".join(str(one) for one in called)))
    return code


def _number(value: Value) -> Decimal:
    if isinstance(value, bool) or isinstance(value, (date, datetime)):
        raise CellWrong(_("a number is needed"))
    if isinstance(value, Real):
        return Decimal(str(value))
    try:
        return money.written(str(value))
    except money.AmountInvalid as error:
        exponent = error.facts["reason"] == "exponent"
        raise CellWrong(
            str(money.REASONS["exponent"]) if exponent else _("a number is needed")
        ) from error


def _yuan(column: Column, value: Value) -> Decimal:
    amount = _number(value)
    check = money.positive if column.field in {"original_yuan", "awarded_yuan"} else money.not_negative
    try:
        return check(amount, field=column.field)
    except money.AmountInvalid as error:
        raise CellWrong(str(money.REASONS[str(error.facts["reason"])])) from error


def _pct(column: Column, value: Value) -> Decimal:
    """Return a share. A cell formatted as per cent holds 0.85 for 85 %: such a number is not guessed at."""
    told = isinstance(value, str) and value.strip().endswith(("%", "％"))
    pct = _number(str(value).strip()[:-1] if told else value)
    if not told and 0 < pct <= 1:
        raise CellWrong(_("not clear: write 85 % as 85, and one per cent or less with its sign, as 0.5%"))
    if not 0 <= pct <= HUNDRED or pct != pct.quantize(money.CENT):
        raise CellWrong(_("a number from 0 to 100 with up to two decimals"))
    return pct / HUNDRED


def _day(column: Column, value: Value) -> date:
    try:
        found = day(value)
    except Unreadable as error:
        raise CellWrong(_("a date is needed, such as 2026-03-01")) from error
    if found.assumed or found.doubt:
        raise CellWrong(_("year, month and day are needed"))
    return found.value


def _whole(column: Column, value: Value) -> int:
    number = _number(value)
    if number != number.to_integral_value() or not 1 <= number <= MOST_MONTHS:
        raise CellWrong(_("a whole number from 1 to {most}").format(most=MOST_MONTHS))
    return int(number)


def _yes(column: Column, value: Value) -> bool:
    found = YES.get(text_of(value).lower())
    if found is None:
        raise CellWrong(_("yes or no"))
    return found


READERS: dict[str, Callable[[Column, Value], Said]] = {
    table.TEXT: _text, table.TERM: _term, table.YUAN: _yuan, table.PCT: _pct, table.DAY: _day,
    table.WHOLE: _whole, table.YES: _yes,
}  # fmt: skip
