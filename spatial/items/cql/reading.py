"""From the text of a filter to the tree that CQL2 JSON is.

The parser for the text form is compiled: it overflows its stack on what is nested a few thousand deep, and
takes twice as long with every bracket that never closes. So length, brackets and negations are counted first.
"""

import json
import re
import sys
from typing import Any

import cql2
from django.utils.translation import gettext_lazy as _

from spatial.items.cql.faults import FilterTooLarge, FilterUnreadable, FilterUnsupported

TEXT, JSON, ANY = "cql2-text", "cql2-json", "CQL2"
LANGUAGES = (TEXT, JSON)
MAX_CHARACTERS = 16_000
MAX_TEXT_DEPTH = 8
MAX_DEPTH = 24
MAX_NODES = 2_000
MAX_NOTS = 50
MAX_SPATIAL = 8
"""Each asks the database for the shape of every row its box does not rule out."""
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_NOT = re.compile(r"\bnot\b", re.IGNORECASE)
Tree = Any


def read_tree(text: str, language: str) -> Tree:
    """Return the tree of a filter in CQL2 text or CQL2 JSON."""
    if language not in LANGUAGES:
        raise FilterUnsupported(word=language[:40], known=", ".join(LANGUAGES))
    _at_most(len(text), MAX_CHARACTERS, _("characters"))
    tree = _of_text(text) if language == TEXT else _of_json(text)
    if tree is None:
        raise FilterUnreadable(language=language, reason="null")
    _at_most(_nodes(tree), MAX_NODES, _("parts"))
    _at_most(_spatial(tree), MAX_SPATIAL, _("spatial conditions"))
    return tree


def _at_most(found: int, most: int, what: object) -> None:
    if found > most:
        raise FilterTooLarge(found=found, what=str(what), most=most)


def _of_text(text: str) -> Tree:
    bare = _QUOTED.sub("''", text)
    if "\x00" in text or bare.count("'") % 2 or bare.count('"') % 2:
        raise FilterUnreadable(language=TEXT, reason=str(_("a quotation mark never closes")))
    _check_brackets(bare)
    _at_most(len(_NOT.findall(bare)), MAX_NOTS, _("negations"))
    try:
        return cql2.parse_text(text).to_json()
    except Exception as error:  # noqa: BLE001  the compiled parser raises a bare one for an empty shape
        json_hint = str(_("JSON is read with filter-lang=cql2-json"))
        reason = json_hint if _looks_like_json(text) else _place(error)
        raise FilterUnreadable(language=TEXT, reason=reason) from None


def _looks_like_json(text: str) -> bool:
    return text.lstrip().startswith("{")


def _check_brackets(bare: str) -> None:
    depth = deepest = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
        if depth < 0:
            break
    _at_most(deepest, MAX_TEXT_DEPTH, _("levels of brackets"))
    if depth:
        raise FilterUnreadable(language=TEXT, reason=str(_("brackets open and close unequally often")))


def _place(error: Exception) -> str:
    """Return where the parser stopped, from its drawing of the line; it draws none for an empty shape."""
    found = re.search(r"-->\s*([0-9]+):([0-9]+)", str(error))
    return _at(found[1], found[2]) if found else str(_("it holds a shape without points"))


def _at(line: object, column: object) -> str:
    return str(_("line {line}, character {column}")).format(line=line, column=column)


def _of_json(text: str) -> Tree:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise FilterUnreadable(language=JSON, reason=_at(error.lineno, error.colno)) from None
    except RecursionError:
        raise FilterUnreadable(language=JSON, reason=str(_("it is nested too deep"))) from None
    except ValueError:  # the language reads no whole number of so many digits
        reason = str(_("a number has more than {most} digits")).format(most=sys.get_int_max_str_digits())
        raise FilterUnreadable(language=JSON, reason=reason) from None


def _no_number(word: str) -> float:
    raise FilterUnreadable(language=JSON, reason=str(_("{word} is no number")).format(word=word))


def _spatial(tree: Tree) -> int:
    """Return how many conditions compare shapes."""
    if isinstance(tree, dict):
        if "coordinates" in tree or "geometries" in tree:
            return 0
        own = str(tree.get("op", "")).lower().startswith("s_")
        return own + sum(_spatial(value) for value in tree.values())
    return sum(_spatial(value) for value in tree) if isinstance(tree, list) else 0


def _nodes(tree: Tree, depth: int = 0) -> int:
    """Return the number of parts; coordinates count only for their depth, ``places`` bounds them."""
    _at_most(depth, MAX_DEPTH, _("levels"))
    if isinstance(tree, dict):
        if "coordinates" in tree or "geometries" in tree:
            return 1
        return 1 + sum(_nodes(value, depth + 1) for value in tree.values())
    if isinstance(tree, list):
        return 1 + sum(_nodes(value, depth + 1) for value in tree)
    return 1
