"""Names of acceptance for pages."""

from django import template

from portal.acceptance import names
from portal.acceptance.rules import Hindrance

register = template.Library()


@register.filter
def acceptance_word(code: str, which: str) -> str:
    """Return the name of a code of one list, e.g. ``{{ piece.state|acceptance_word:"STATES" }}``."""
    return names.word(which, code)


@register.filter
def hindrance_sentence(found: Hindrance) -> str:
    """Return what holds a piece, in words."""
    return names.sentence(found)
