"""The one filter object of the list of payments: list, totals, XLSX and PDF read it alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.contracts.models import Contract
from portal.payments.models import Evidence, Invoice
from portal.payments.rules import life
from portal.projects.filters import FilterInvalid
from portal.projects.models import Project

PARAMETERS = (
    "region", "project", "contract", "indicator", "cost_line", "feature", "item", "party", "state", "kind",
    "source", "year", "from", "to", "amount_min", "amount_max", "q", "order",
)  # fmt: skip
AMOUNT = re.compile(r"[0-9]{1,17}(\.[0-9]{1,2})?", re.ASCII)
SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
INVOICE = re.compile(r"[0-9]{8,30}", re.ASCII)
MAX_TEXT = 100
NAMED = 1000
YEARS = range(1990, 2200)
ORDERS = {
    "newest": ("-created_at", "-id"), "oldest": ("created_at", "id"), "largest": ("-amount_yuan", "-id"),
    "smallest": ("amount_yuan", "id"), "waiting": ("state_since", "id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFilter:
    """What to list. Empty members do not filter. ``first``, ``last``: days on which money was paid out.

    ``item``: of a bill of quantities, measured in them. ``text`` may also be the number of an invoice or the
    SHA-256 of a file of evidence, whole.
    """

    region: str = ""
    project: str = ""
    contract: UUID | None = None
    indicator: UUID | None = None
    cost_line: UUID | None = None
    feature: UUID | None = None
    item: UUID | None = None
    party: str = ""
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    source: str = ""
    year: int | None = None
    first: date | None = None
    last: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    text: str = ""
    order: str = "newest"

    def where(self) -> Q:
        """Return the filter as the database reads it."""
        plain = {
            "project__region_code__startswith": self.region, "project__code": self.project,
            "contract_id": self.contract, "indicator_id": self.indicator, "cost_line_id": self.cost_line,
            "feature_id": self.feature, "lines__item_id": self.item, "contract__party__uscc": self.party,
            "state__in": self.states, "kind__in": self.kinds, "indicator__source": self.source,
            "indicator__year": self.year,
            "paid_on__gte": self.first, "paid_on__lte": self.last, "amount_yuan__gte": self.amount_min,
            "amount_yuan__lte": self.amount_max,
        }  # fmt: skip
        given = {name: value for name, value in plain.items() if value not in ("", None, ())}
        return Q(**given) & self._text()

    def ordering(self) -> tuple[str, ...]:
        """Return the order of the list."""
        return ORDERS[self.order]

    def _text(self) -> Q:
        if not self.text:
            return Q()
        of_contract = Q(number__icontains=self.text) | Q(party__name__icontains=self.text)
        contracts = Contract.objects.filter(of_contract)
        projects = Project.objects.filter(name__icontains=self.text)
        own = Q(number__icontains=self.text) | Q(purpose__icontains=self.text)
        near = _found_in("contract_id", contracts) | _found_in("project_id", projects)
        return own | near | self._paper()

    def _paper(self) -> Q:
        """Return the filter of those an invoice or a file of evidence belongs to, by its whole number."""
        if SHA256.fullmatch(self.text):
            proof = Evidence.objects.filter(file__sha256=self.text.lower())
            return Q(pk__in=list(proof.values_list("application_id", flat=True)))
        if INVOICE.fullmatch(self.text):
            bills = Invoice.objects.filter(number=self.text)
            return Q(pk__in=list(bills.values_list("application_id", flat=True)))
        return Q()


def _found_in(column: str, rows: QuerySet) -> Q:
    """Return the filter of payments whose column is one of these.

    Few are named one by one, so that an index serves each; beside another condition, ``IN (SELECT …)`` is put
    to every payment there is.
    """
    few = list(rows.values_list("pk", flat=True)[: NAMED + 1])
    return Q(**{f"{column}__in": few if len(few) <= NAMED else rows.values("pk")})


def parse_filter(given: Mapping[str, str]) -> PaymentFilter:
    """Read the parameters ``PARAMETERS``; raise ``FilterInvalid`` that names all it cannot read."""
    read: dict[str, Any] = {}
    wrong: list[dict[str, str]] = []
    for parameter, (member, reader) in READERS.items():
        value = given.get(parameter, "").strip()
        if not value:
            continue
        try:
            read[member] = reader(value)
        except _Unreadable as fault:
            wrong.append({"parameter": parameter, "value": value[:80], "reason": str(fault)})
    if not wrong:
        wrong = _backwards(read, given)
    if wrong:
        raise FilterInvalid(**wrong[0], faults=wrong)
    return PaymentFilter(**read)


class _Unreadable(Exception):
    """One part of the filter that cannot be read."""


def _backwards(read: Mapping[str, Any], given: Mapping[str, str]) -> list[dict[str, str]]:
    ranges = (("first", "last", "from", "to"), ("amount_min", "amount_max", "amount_min", "amount_max"))
    return [
        {"parameter": low, "value": given[low][:80], "reason": str(_("the first is after the last"))}
        for first, last, low, _high in ranges
        if first in read and last in read and read[first] > read[last]
    ]


def _region(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) in {2, 4, 6, 9}):
        raise _Unreadable(_("a region code has 2, 4, 6 or 9 digits"))
    return value


def _word(value: str) -> str:
    if len(value) > MAX_TEXT or "\0" in value:
        raise _Unreadable(_("too long"))
    return value


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise _Unreadable(_("not an id")) from None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _Unreadable(_("a day is written 2026-11-30")) from None


def _year(value: str) -> int:
    if not value.isdigit() or len(value) > 4 or int(value) not in YEARS:
        raise _Unreadable(_("not a year"))
    return int(value)


def _amount(value: str) -> Decimal:
    if not AMOUNT.fullmatch(value):
        raise _Unreadable(_("yuan with at most two decimals"))
    return Decimal(value)


def _among(known: tuple[str, ...]) -> Any:
    def read(value: str) -> tuple[str, ...]:
        codes = tuple(part.strip() for part in value.split(",") if part.strip())
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise _Unreadable(str(_("known are: {known}")).format(known=", ".join(known)))
        return codes

    return read


def _order(value: str) -> str:
    if value not in ORDERS:
        raise _Unreadable(str(_("known are: {known}")).format(known=", ".join(ORDERS)))
    return value


READERS: Mapping[str, tuple[str, Any]] = {
    "region": ("region", _region), "project": ("project", _word), "contract": ("contract", _uuid),
    "indicator": ("indicator", _uuid), "cost_line": ("cost_line", _uuid), "feature": ("feature", _uuid),
    "item": ("item", _uuid), "party": ("party", _word), "kind": ("kinds", _among(life.KINDS)),
    "state": ("states", _among(tuple(life.LIFECYCLE.states))), "source": ("source", _word),
    "year": ("year", _year), "from": ("first", _day), "to": ("last", _day),
    "amount_min": ("amount_min", _amount), "amount_max": ("amount_max", _amount),
    "q": ("text", _word), "order": ("order", _order),
}  # fmt: skip
