"""The question language: ``class=IfcWall storey="Level 3" Pset_WallCommon.LoadBearing=true !.FireRating``.

Terms stand one after another and all must hold. A term is a field or a property (``Set.Property``, or
``.Property`` in any set), alone (it has a value) or with ``=``, ``!=``, ``~`` (holds the text), ``<``,
``<=``, ``>``, ``>=`` and a value; several values with commas mean any of them. ``!`` before a term turns it
round. A bare word is looked for in names. ``or`` between terms begins another choice: what stands side
by side binds closer. ``and`` may be said and changes nothing; in quotes both are words like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

FIELDS = (
    "class", "name", "type", "storey", "tag", "id", "predefined", "status", "material", "classification",
    "kernel", "el", "volume", "parent",
)  # fmt: skip
MOST_TERMS, MOST_CHARS = 20, 1_000
OR, AND = frozenset({"or", "或"}), frozenset({"and", "且"})
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


def parse(text: str) -> tuple[tuple[Term, ...], ...]:
    """Return a question's choices, the terms of each; none for an empty one. Raise ``QuestionInvalid``."""
    if len(text) > MOST_CHARS:
        raise QuestionInvalid(near=text[-20:])
    choices: list[list[Term]] = [[]]
    for piece in _pieces(text.strip()):
        said = piece["key"].lower() if not piece["op"] and not piece["not"] else ""
        if said in OR:
            _ended(choices[-1], piece)
            choices.append([])
        elif said not in AND:
            choices[-1].append(_term(piece))
    if len(choices) > 1 and not choices[-1]:
        raise QuestionInvalid(near=text[-20:])
    if sum(map(len, choices)) > MOST_TERMS:
        raise QuestionInvalid(near=text[-20:])
    return tuple(tuple(one) for one in choices if one)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None or found.end() == at or not found["key"]:
            raise QuestionInvalid(near=text[at : at + 20])
        yield found
        at = found.end()


def _ended(choice: list[Term], piece: re.Match[str]) -> None:
    """A choice without a term would find everything."""
    if not choice:
        raise QuestionInvalid(near=piece[0].strip())


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
