"""Contracts in the reader's words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import Model
from django.utils.translation import gettext

from portal.contracts import names, sentences
from portal.contracts.contractview import ChangeView
from portal.contracts.models import Contract
from portal.contracts.rules import life
from portal.contracts.rules.clauses import Finding
from portal.contracts.rules.headroom import Headroom, Tally
from portal.contracts.standing import tally_of
from portal.pages.asking import reads_english

register = template.Library()
NEEDS_REASON = {step.action for one in life.LIVES.values() for step in one.steps if step.needs_reason}
REFUSALS = frozenset({"return", "reject", "withdraw", "terminate", "suspend"})


@register.filter
def contract_state(code: str) -> str:
    """Return what a state of a contract, a change or a settlement is called."""
    return names.state(code)


@register.filter
def contract_verb(code: str) -> str:
    """Return what a step is called."""
    return names.verb(code)


@register.filter
def contract_kind(code: str) -> str:
    """Return what a kind of contract is called."""
    return names.kind(code)


@register.filter
def change_kind(code: str) -> str:
    """Return what a kind of change is called."""
    return names.change_kind(code)


@register.filter
def award_track(code: str) -> str:
    """Return what a way of award is called."""
    return names.track(code)


@register.filter
def posting_kind(code: str) -> str:
    """Return what an entry of the ledger is called."""
    return names.posting(code)


@register.filter
def room_name(code: str) -> str:
    """Return what a headroom is called."""
    return names.headroom(code)


@register.filter
def term_name(code: str) -> str:
    """Return what a term of the arithmetic is called."""
    return names.term(code)


@register.filter
def yuan(value: Decimal | None) -> str:
    """Return an amount to the fen, without its unit, as a column of figures shows it."""
    return "—" if value is None else f"{value:,.2f}"


@register.filter
def signed_yuan(value: Decimal) -> str:
    """Return an amount with its sign."""
    return f"{'−' if value < 0 else '+'} {abs(value):,.2f}"


@register.filter
def plain(value: Decimal | None) -> str:
    """Return a number without needless zeros."""
    return "" if value is None else f"{value.normalize():f}"


@register.filter
def signed_plain(value: Decimal) -> str:
    """Return a number with its sign and without needless zeros."""
    return f"{'−' if value < 0 else '+'}{abs(value).normalize():f}"


@register.filter
def clause_said(finding: Finding) -> str:
    """Return what a clause says."""
    return sentences.clause(finding)


@register.filter
def clause_verdict(code: str) -> str:
    """Return how a clause stands."""
    return sentences.verdict(code)


@register.filter
def standing_of(contract: Contract) -> Tally:
    """Return where a contract's money stands, in a list."""
    return tally_of(contract.balance)


@register.filter
def asks_reason(action: str) -> bool:
    """Tell whether a step asks for a reason."""
    return action in NEEDS_REASON


@register.filter
def refuses(action: str) -> bool:
    """Tell whether a step turns something away."""
    return action in REFUSALS


@register.simple_tag(takes_context=True)
def request_of(context: dict[str, Any], row: Model, version: object, action: str) -> str:
    """Return the request id of a form, so that one sent twice does nothing twice."""
    return f"{row.pk.hex}:{version}:{action}:{context['user'].pk}"[:64]


@register.filter
def why_further(view: ChangeView) -> str:
    """Return why a change goes further than the unit, as one sentence."""
    told = {name: f"{getattr(view.limits, name).normalize():f}"
            for name in ("single_pct", "single_yuan", "head_pct", "finance_pct")}  # fmt: skip
    parts = [str(names.REASONS[reason]).format(**told) for reason in view.route.reasons]
    return ("; " if reads_english() else "；").join(parts)


@register.filter
def narrowest(rooms: Iterable[Headroom]) -> Headroom:
    """Return the smallest of the rooms."""
    return min(rooms, key=lambda room: room.room_yuan)


WHAT = {
    "contract": lambda: gettext("Contract"), "change": lambda: gettext("Change order"),
    "settlement": lambda: gettext("Settlement"), "refund": lambda: gettext("Refund due"),
    "account": lambda: gettext("Account to confirm"),
}  # fmt: skip


@register.filter
def desk_what(code: str) -> str:
    """Return what lies on a desk."""
    return WHAT[code]()
