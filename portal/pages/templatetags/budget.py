"""Budgets in the reader's words."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from portal.budget import names
from portal.budget.rules import Headroom
from portal.pages.asking import reads_english

register = template.Library()


@register.filter
def budget_state(code: str) -> str:
    """Return what a state of a request or an indicator is called."""
    return names.state(code)


@register.filter
def budget_verb(code: str) -> str:
    """Return what a step is called."""
    return names.verb(code)


@register.filter
def budget_level(code: str) -> str:
    """Return what a level is called; what was asked is the level before all."""
    return _("Asked") if code == "requested" else names.level(code)


@register.filter
def cost_stage(code: str) -> str:
    """Return what a stage of cost is called."""
    return names.stage(code)


@register.filter
def cost_category(code: str) -> str:
    """Return what a category of cost is called."""
    return names.category(code)


@register.filter
def budget_default(code: str) -> str:
    """Return what a grade leads to."""
    return names.default_of(code)


@register.filter
def money_source(code: str) -> str:
    """Return what a source of money is called."""
    return names.source(code)


@register.filter
def entry_kind(code: str) -> str:
    """Return what a kind of ledger entry is called."""
    return names.entry(code)


@register.filter
def adjustment_kind(code: str) -> str:
    """Return what a kind of adjustment is called."""
    return names.adjustment(code)


@register.filter
def room_term(code: str) -> str:
    """Return what a term of a headroom is called."""
    return names.term(code)


@register.filter
def room_name(room: Headroom) -> str:
    """Return what a headroom is called."""
    head, _colon, source = room.code.partition(":")
    return _("Ceiling of {source}").format(source=names.source(source)) if source else names.headroom(head)


@register.filter
def yuan(amount: Decimal | str | None) -> str:
    """Return an amount with its thousands, to the fen and without its unit; a dash where there is none."""
    return "—" if amount in (None, "") else f"{Decimal(amount):,.2f}"


@register.filter
def signed_yuan(amount: Decimal) -> str:
    """Return an amount with its sign before it."""
    return f"{'−' if amount < 0 else '+'} {abs(amount):,.2f}"


@register.filter
def plain_yuan(amount: Decimal | None) -> str:
    """Return an amount as a field takes it back."""
    return "" if amount is None else f"{amount:.2f}"


@register.filter
def month_name(month: int) -> str:
    """Return a month as 3月, in English as Mar."""
    english = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return english[month - 1] if reads_english() else f"{month}月"


@register.simple_tag
def typed_or(typed: dict[str, str] | None, name: str, position: int, other: object) -> object:
    """Return what was typed into a numbered field, else another value."""
    found = typed.get(f"{name}-{position}") if typed else None
    return other if found is None else found


@register.filter
def budget_field(code: str) -> str:
    """Return what a field of a line is called."""
    return names.field(code)


@register.filter
def line_reason(code: str) -> str:
    """Return what is wrong with a field of a line."""
    return names.line_reason(code)
