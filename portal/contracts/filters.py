"""The filter of a list of contracts, as an address carries it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.contracts.rules import life
from portal.contracts.selectors import ContractFilter
from portal.projects.filters import AMOUNT, MAX_TEXT, FilterInvalid

PARAMETERS = (
    "project", "region", "feature", "state", "kind", "party", "q", "amount_min", "amount_max", "signed_from",
    "signed_to",
)  # fmt: skip
Given = Mapping[str, str]


def parse_filter(given: Given) -> ContractFilter:
    """Read ``PARAMETERS``; raises one ``FilterInvalid`` that names every value it cannot read."""
    read: dict[str, Any] = {}
    faults: list[dict[str, str]] = []
    for member, (parameter, reader, reason) in READERS.items():
        value = given.get(parameter, "").strip()
        try:
            read[member] = reader(value)
        except ValueError:
            told = value.replace("\x00", "")[:80]
            faults.append({"parameter": parameter, "value": told, "reason": str(reason)})
    if faults:
        raise FilterInvalid(**faults[0], faults=faults)
    return ContractFilter(**read)


def _text(value: str) -> str:
    if "\x00" in value or len(value) > MAX_TEXT:
        raise ValueError
    return value


def _digits(value: str) -> str:
    if value and not (value.isascii() and value.isdigit() and len(value) in {2, 4, 6, 9}):
        raise ValueError
    return value


def _codes(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def read(value: str) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(part for part in value.split(",") if part))
        if not set(codes) <= set(known):
            raise ValueError
        return codes

    return read


def _id(value: str) -> UUID | None:
    return UUID(value) if value else None


def _amount(value: str) -> Decimal | None:
    if value and not AMOUNT.fullmatch(value):
        raise ValueError
    return Decimal(value) if value else None


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


_LISTED = _("not in the code list")
_WORDS = _("at most 100 characters")
_YUAN = _("an amount in yuan, zero or more, without signs")
_DATE = _("a date as 2026-11-20")
READERS: dict[str, tuple[str, Callable[[str], Any], Any]] = {
    "project": ("project", _text, _WORDS),
    "region": ("region", _digits, _("a region code has 2, 4, 6 or 9 digits")),
    "feature": ("feature", _id, _("the id of a section or structure")),
    "states": ("state", _codes(tuple(life.CONTRACT.states)), _LISTED),
    "kinds": ("kind", _codes(life.KINDS), _LISTED),
    "party": ("party", _id, _("the id of a contractor")),
    "text": ("q", _text, _WORDS),
    "amount_min": ("amount_min", _amount, _YUAN),
    "amount_max": ("amount_max", _amount, _YUAN),
    "signed_from": ("signed_from", _day, _DATE),
    "signed_to": ("signed_to", _day, _DATE),
}
"""Member of the filter → its parameter, how it is read, and what it wants."""
