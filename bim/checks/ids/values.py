"""Values and restrictions of an IDS file: of the form their kind asks for."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # noqa: S405  built by our own parser

from bim.checks.ids import schemas
from bim.checks.ids.problem import Problem
from bim.checks.ids.tree import IDS, XS, Tree, patterns, values

FORMS = {
    "integer": re.compile(r"[+-]?\d+"), "boolean": re.compile("true|false|1|0"),
    "real": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
}  # fmt: skip
BASES = {
    "integer": "integer", "int": "integer", "long": "integer", "double": "real", "float": "real",
    "decimal": "real", "boolean": "boolean",
}  # fmt: skip
LENGTHS = {"length", "minLength", "maxLength"}
BOUNDS = {"minInclusive", "maxInclusive", "minExclusive", "maxExclusive"}
DIGITS = {"totalDigits", "fractionDigits"}
NUMBERS = {"integer", "real"}


def malformed(tree: Tree, node: Element | None, kind: str) -> Iterator[Problem]:
    """Yield the values of a node that are none of a kind; texts and kinds of enumerations may be anything."""
    form = FORMS.get(kind)
    if node is None or form is None:
        return
    for value in values(node):
        if value and not form.fullmatch(value):
            yield Problem(
                code="ids_value_malformed", line=tree.line(node), facts={"value": value[:80], "kind": kind}
            )


def restrictions(tree: Tree) -> Iterator[Problem]:
    """Yield restrictions that restrict nothing, do not fit their base, or cannot be read."""
    for node in tree.root.iter(f"{XS}restriction"):
        base = node.get("base", "").rpartition(":")[2]
        facets = [one for one in node if one.tag.removeprefix(XS) != "annotation"]
        if not facets:
            yield Problem(code="ids_restriction_empty", line=tree.line(node))
        for one in facets:
            yield from _facet(tree, one, base)


def _facet(tree: Tree, node: Element, base: str) -> Iterator[Problem]:
    name, value, kind = node.tag.removeprefix(XS), node.get("value", ""), BASES.get(base, "")
    unfit = BOUNDS | DIGITS if base == "string" else DIGITS if kind not in NUMBERS else set()
    if name in unfit or (name in LENGTHS and kind):
        yield Problem(
            code="ids_restriction_unfit", line=tree.line(node), facts={"facet": name, "kind": base or "?"}
        )
    if name == "pattern" and schemas.compiled(value) is None:
        yield Problem(code="ids_pattern_broken", line=tree.line(node), facts={"value": value[:80]})
    form = FORMS.get(kind)
    if name in BOUNDS | {"enumeration"} and form is not None and not form.fullmatch(value):
        yield Problem(
            code="ids_value_malformed", line=tree.line(node), facts={"value": value[:80], "kind": base}
        )


def is_empty(node: Element | None) -> bool:
    """Tell whether a node is there and lets only the empty text through."""
    if node is None:
        return False
    stated = values(node) + patterns(node)
    bounded = any(one.tag.removeprefix(XS) in BOUNDS | LENGTHS | DIGITS for one in node.iter())
    return bool(len(node)) and not bounded and all(not one for one in stated)


def empties(tree: Tree) -> Iterator[Problem]:
    """Yield values that are empty: what must be there without saying what is said by leaving it out."""
    for name in ("value", "system", "name", "baseName", "propertySet", "predefinedType"):
        for node in tree.root.iter(f"{IDS}{name}"):
            if is_empty(node):
                yield Problem(code="ids_value_empty", line=tree.line(node))
