"""What the validator says of an attribute, in the reader's language instead of in EXPRESS (ISO 10303-11)."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SAID: dict[str, Promise] = {
    "Attribute not optional": _("a value is missing"),
    "Attribute is derived in subtype": _("it is derived here and may not be given"),
    "Invalid attribute value": _("the value cannot be read"),
}
ATTRIBUTE = re.compile(r"<(?:inverse|attribute) \w+:? ?(?P<type>.*)>(?: · (?P<value>.*))?$", re.DOTALL)
MANY = re.compile(r"<(?:set|list|array|bag) \[(?P<least>\d+):(?P<most>\d+|\?)\] of (?P<of>.*)>$", re.DOTALL)
NAMED = re.compile(r"(?:optional )?<(?:entity|type|enumeration|select) (?P<name>\w+)", re.DOTALL)
MOST_LETTERS = 80
EMPTY = {"()", "None", "$", "[]"}


def plain(message: str) -> str:
    """Return what was said of an attribute as a clause; what is not known stays as it was said."""
    if message in SAID:
        return str(SAID[message])
    found = ATTRIBUTE.search(message)
    if found is None:
        return message
    wanted, value = _wanted(found["type"]), (found["value"] or "").strip()
    if not wanted:
        return message
    if not value or value in EMPTY:
        return str(_("nothing is given where {wanted} belongs")).format(wanted=wanted)
    shown = value if len(value) <= MOST_LETTERS else f"{value[:MOST_LETTERS]}…"
    return str(_("{value} is given where {wanted} belongs")).format(value=shown, wanted=wanted)


def _wanted(declared: str) -> str:
    """Return a declared type by its name, or by how many of what; empty for one that is not known."""
    many = MANY.search(declared)
    if many is None:
        named = NAMED.search(declared)
        return named["name"] if named else ""
    of = _wanted(many["of"])
    if not of:
        return ""
    if many["most"] == "?":
        return str(_("at least {least} {of}")).format(least=many["least"], of=of)
    return str(_("{least} to {most} {of}")).format(least=many["least"], most=many["most"], of=of)
