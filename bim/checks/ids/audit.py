"""Audit an IDS file before anything is held against it: the checker itself accepts what makes no sense."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element  # noqa: S405  built by our own parser

from bim.checks.ids import schemas
from bim.checks.ids.facets import Facets
from bim.checks.ids.problem import Problem
from bim.checks.ids.tree import IDS, Broken, Tree, parse, patterns, values
from bim.checks.ids.values import empties, restrictions

MOST = 50
SAID = ("title", "version", "author")
NEVER = "0"


def audit(data: bytes, schema: Any) -> tuple[list[Problem], dict[str, Any]]:
    """Return what is wrong with a file, and what it contains. ``schema``: the XML schema of IDS."""
    try:
        tree = parse(data)
    except Broken as broken:
        return [broken.problem], {}
    if tree.root.tag != f"{IDS}ids":
        return [Problem(code="ids_not_ids", line=1, facts={"found": tree.root.tag[-60:]})], {}
    found = list(_against_schema(tree, schema))
    if not found:
        found = [*restrictions(tree), *empties(tree)]
        for node in tree.root.iter(f"{IDS}specification"):
            found += _Specification(tree, node).problems()
    unique = {(one.code, one.line, str(one.facts)): one for one in found}
    return sorted(unique.values(), key=lambda one: one.line)[:MOST], contents(tree)


def contents(tree: Tree) -> dict[str, Any]:
    """Return what a file says of itself, and its specifications with the schemas they are for."""
    return {
        **{name: (tree.root.findtext(f"{IDS}info/{IDS}{name}") or "")[:200] for name in SAID},
        "specifications": [
            {"name": node.get("name", "")[:200], "schemas": node.get("ifcVersion", "").split()}
            for node in tree.root.iter(f"{IDS}specification")
        ],
    }  # fmt: skip


def _against_schema(tree: Tree, schema: Any) -> Iterator[Problem]:
    for error in schema.iter_errors(tree.root, namespaces=tree.prefixes):
        line = tree.line(error.elem) if error.elem is not None else 0
        detail = " ".join(str(error.reason or error.message or "").split())
        yield Problem(code="ids_breaks_schema", line=line, facts={"detail": detail[:200]})


class _Specification:
    """One specification: what it applies to, and whether what it asks makes sense there."""

    def __init__(self, tree: Tree, node: Element) -> None:
        self._tree, self._node = tree, node
        self._schemas = tuple(s for s in node.get("ifcVersion", "").split() if s in schemas.KNOWN)
        self._applicable = node.find(f"{IDS}applicability")
        self._required = node.find(f"{IDS}requirements")

    def problems(self) -> Iterator[Problem]:
        """Yield all that is wrong."""
        facets = Facets(self._tree, self._schemas, self._classes())
        for clause in (self._applicable, self._required):
            for facet in () if clause is None else clause:
                yield from facets.problems(facet, required=clause is self._required)
        if self._applicable is not None and self._applicable.get("maxOccurs") == NEVER:
            if self._required is not None and len(self._required):
                yield Problem(
                    code="ids_prohibited_with_requirements", line=self._tree.line(self._required)
                )

    def _classes(self) -> set[tuple[str, str]]:
        """Return (schema, class) of what the specification applies to; empty for anything."""
        name = None if self._applicable is None else self._applicable.find(f"{IDS}entity/{IDS}name")
        return schemas.matching(self._schemas, values(name), patterns(name))


def xml_schema(package: Path) -> Any:
    """Return the schema of IDS as it lies beside the checker; nothing is fetched."""
    from xmlschema import XMLSchema

    return XMLSchema(str(package / "ids.xsd"))
