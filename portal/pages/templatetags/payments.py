"""Small words for the pages of payments."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from portal.pages.templatetags.terms import exact_money

register = template.Library()


@register.filter
def value_of(given: Mapping[Any, Any], name: Any) -> Any:
    """Return one value of a mapping, empty where there is none."""
    return given.get(name, "")


@register.filter
def without_sign(yuan: Decimal) -> str:
    """Return an amount to the fen without its sign, which stands before its name."""
    return exact_money(abs(yuan))
