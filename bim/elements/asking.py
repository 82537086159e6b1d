"""The question language: ``class=IfcWall storey="Level 3" Pset_WallCommon.LoadBearing=true !.FireRating``.

Terms stand one after another and all must hold. A term is a field or a property (``Set.Property``, or
``.Property`` in any set), alone (it has a value) or with ``=``, ``!=``, ``~`` (holds the text), ``<``,
``<=``, ``>``, ``>=`` and a value; several values with commas mean any of them. ``!`` before a term turns it
round. A bare word is looked for in names.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

FIELDS = (
    "class", "name", "type", "storey", "tag", "id", "predefined", "status", "material", "classification",
    "kernel", "el", "volume", "parent",
)  # fmt: skip
MOST_TERMS, MOST_CHARS = 20, 1_000
OPERATORS = ("!=", ">=", "<=", "=", "~", ">", "<")
_PIECE = re.compile(
    r"""\s*(?P<not>!?)(?P<key>(?:"[^"]*"|[^\s"=!~<>])+)?(?:(?P<op>!=|>=|<=|=|~|>|<)(?P<value>(?:"[^"]*"|[^\s"])*))?"""
)
_VALUE = re.compile(r'"([^"]*)"|([^",]+)')
Value = str | float | bool


class QuestionInvalid(Invalid):
    """The question cannot be read."""

    message = _("The question cannot be read at “{near}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One condition. ``kind``: field, property or word. No ``set``: any. No ``op``: it has a value."""

    kind: str
    name: str
    set: str = ""
    op: str = ""
    values: tuple[Value, ...] = ()
    negated: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """Return the terms of a question; none for an empty one. Raise ``QuestionInvalid``."""
    if len(text) > MOST_CHARS:
        raise QuestionInvalid(near=text[-20:])
    terms, at, text = [], 0, text.strip()
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None or found.end() == at or not found["key"]:
            raise QuestionInvalid(near=text[at : at + 20])
        terms.append(_term(found))
        at = found.end()
    if len(terms) > MOST_TERMS:
        raise QuestionInvalid(near=text[-20:])
    return tuple(terms)


def _term(found: re.Match[str]) -> Term:
    op, negated = found["op"] or "", bool(found["not"])
    values = tuple(_values(found["value"] or "")) if op else ()
    if op and not values:
        raise QuestionInvalid(near=found[0].strip()[:20])
    before, dot, after = _split(found["key"])
    if dot:
        return Term(kind="property", set=before, name=after, op=op, values=values, negated=negated)
    if before.lower() in FIELDS and found["key"][0] != '"':
        return Term(kind="field", name=before.lower(), op=op, values=values, negated=negated)
    if op:
        raise QuestionInvalid(near=found[0].strip()[:20])
    return Term(kind="word", name=before, negated=negated)


def property_named(key: str) -> tuple[str, str] | None:
    """Return set and property of ``Set.Property``; ``None`` for what is no property."""
    before, dot, after = _split(key.strip())
    return (before, after) if dot and after else None


def _split(key: str) -> tuple[str, str, str]:
    """Part a key at its first dot outside quotes."""
    quoted = False
    for at, letter in enumerate(key):
        quoted ^= letter == '"'
        if letter == "." and not quoted:
            return key[:at].replace('"', ""), ".", key[at + 1 :].replace('"', "")
    return key.replace('"', ""), "", ""


def _values(text: str) -> list[Value]:
    return [found[1] if found[1] is not None else _read(found[2].strip()) for found in _VALUE.finditer(text)]


def _read(text: str) -> Value:
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    try:
        number = float(text)
    except ValueError:
        return text
    return number if abs(number) < 1e300 else text  # noqa: PLR2004  what JSON holds
