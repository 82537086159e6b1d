"""The facets of a specification, each against what the schemas it is for can hold."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element  # noqa: S405  built by our own parser

from bim.checks.ids import schemas
from bim.checks.ids.problem import Problem
from bim.checks.ids.tree import IDS, Tree, patterns, values
from bim.checks.ids.values import is_empty, malformed

Pair = tuple[str, str]
WHOLES = {
    "IFCRELAGGREGATES": ("IFCOBJECTDEFINITION",), "IFCRELNESTS": ("IFCOBJECTDEFINITION",),
    "IFCRELASSIGNSTOGROUP": ("IFCGROUP",),
    "IFCRELCONTAINEDINSPATIALSTRUCTURE": ("IFCSPATIALELEMENT", "IFCSPATIALSTRUCTUREELEMENT"),
    "IFCRELVOIDSELEMENT": ("IFCELEMENT",), "IFCRELFILLSELEMENT": ("IFCELEMENT",),
}  # fmt: skip
PARTS = ("IFCOBJECTDEFINITION",)
KEPT = ("pset_", "qto_")
OPTIONAL, PROHIBITED = "optional", "prohibited"


class Facets:
    """``classes``: (schema, class) of what the specification applies to; empty for anything."""

    def __init__(self, tree: Tree, versions: tuple[str, ...], classes: set[Pair]) -> None:
        self._tree, self._schemas, self._classes = tree, versions, classes
        self._by_name: dict[str, Callable[[Element, bool], Iterator[Problem]]] = {
            "entity": self._entity, "partOf": self._part_of, "attribute": self._attribute,
            "property": self._property, "material": self._material, "classification": self._optional,
        }  # fmt: skip

    def problems(self, facet: Element, *, required: bool) -> Iterator[Problem]:
        """Yield what is wrong with one facet."""
        check = self._by_name.get(facet.tag.removeprefix(IDS))
        if check is not None and self._schemas:
            yield from check(facet, required)

    def _say(self, code: str, node: Element, **facts: str) -> Problem:
        return Problem(code=code, line=self._tree.line(node), facts={n: v[:120] for n, v in facts.items()})

    def _entity(self, facet: Element, required: bool) -> Iterator[Problem]:
        name = facet.find(f"{IDS}name")
        if name is None:
            return
        yield from self._unknown_classes(name)
        found = schemas.matching(self._schemas, values(name), patterns(name))
        yield from self._unknown_kinds(facet, found, name)
        if required and found and self._classes and not found & self._classes:
            yield self._say("ids_requirement_impossible", name, entity=_told(name))

    def _unknown_classes(self, name: Element) -> Iterator[Problem]:
        for one in values(name):
            missing = [schema for schema in self._schemas if one not in schemas.classes(schema)]
            if missing:
                yield self._say("ids_entity_unknown", name, schemas=", ".join(missing), name=one)
        for mask in patterns(name):
            if not schemas.matching(self._schemas, [], [mask]):
                yield self._say("ids_entity_unknown", name, schemas=", ".join(self._schemas), name=mask)

    def _unknown_kinds(self, facet: Element, found: set[Pair], name: Element) -> Iterator[Problem]:
        """A class with kinds of its own takes any name: it is looked for in the object's own words."""
        node = facet.find(f"{IDS}predefinedType")
        if node is None or not found:
            return
        known = [kinds for pair in found if (kinds := schemas.kinds(*pair)) is not None]
        every = set().union(*known)
        if not known or schemas.OWN in every:
            return
        for one in values(node):
            if one not in every:
                yield self._say("ids_kind_unknown", node, entity=_told(name), name=one)
        for mask in patterns(node):
            wanted = schemas.compiled(mask)
            if wanted and not any(wanted.fullmatch(kind) for kind in every):
                yield self._say("ids_kind_unknown", node, entity=_told(name), name=mask)

    def _part_of(self, facet: Element, required: bool) -> Iterator[Problem]:
        relations = facet.get("relation", "").split()
        name = facet.find(f"{IDS}entity/{IDS}name")
        if name is not None:
            yield from self._unknown_classes(name)
        for relation in relations:
            found = schemas.matching(self._schemas, values(name), patterns(name))
            if found and relation in WHOLES and not _any_is(found, WHOLES[relation]):
                yield self._say("ids_relation_impossible", facet, relation=relation, entity=_told(name))
            if required and self._classes and relation in WHOLES and not _any_is(self._classes, PARTS):
                entity = ", ".join(sorted({one for _schema, one in self._classes})[:3])
                yield self._say("ids_relation_impossible", facet, relation=relation, entity=entity)

    def _attribute(self, facet: Element, required: bool) -> Iterator[Problem]:
        name, value = facet.find(f"{IDS}name"), facet.find(f"{IDS}value")
        if name is None:
            return
        held = self._held(values(name), patterns(name))
        for one in values(name) or patterns(name):
            if not self._held([one] if values(name) else [], [] if values(name) else [one]):
                yield self._say("ids_attribute_unknown", name, entity=self._whose(), name=one)
        kinds = {schemas.simple_kind(given) for given in held}
        if value is not None and held:
            if kinds == {""}:
                yield self._say("ids_value_not_checkable", name, name=_told(name))
            elif len(kinds) == 1:
                yield from malformed(self._tree, value, kinds.pop())
        yield from self._optional(facet, required)

    def _held(self, names: list[str], masks: list[str]) -> list[Any]:
        """Return the types of the attributes meant, over all classes the specification applies to."""
        pairs = self._classes or {(s, one) for s in self._schemas for one in schemas.classes(s)}
        wanted = [mask for text in masks if (mask := schemas.compiled(text)) is not None]
        return [
            given
            for pair in pairs
            for name, given in schemas.attributes(*pair).items()
            if name in names or any(mask.fullmatch(name) for mask in wanted)
        ]

    def _whose(self) -> str:
        return ", ".join(sorted({name for _schema, name in self._classes})[:3]) or "IFC"

    def _property(self, facet: Element, required: bool) -> Iterator[Problem]:
        value, kind = facet.find(f"{IDS}value"), facet.get("dataType", "")
        cardinality = facet.get("cardinality", "required")
        if not kind and (value is not None or cardinality == OPTIONAL):
            yield self._say("ids_type_missing", facet)
        if kind and value is None and cardinality == PROHIBITED:
            yield self._say("ids_type_prohibited", facet)
        held = [found for s in self._schemas if (found := schemas.types(s).get(kind)) is not None]
        if kind and not held:
            yield self._say("ids_type_unknown", facet, name=kind)
        kinds = {schemas.simple_kind(given) for given in held}
        if len(kinds) == 1:
            yield from malformed(self._tree, value, kinds.pop())
        yield from self._standard(facet)

    def _standard(self, facet: Element) -> Iterator[Problem]:
        node, base = facet.find(f"{IDS}propertySet"), facet.find(f"{IDS}baseName")
        for one in values(node):
            if not one.lower().startswith(KEPT):
                continue
            known = [sets[one] for s in self._schemas if one in (sets := schemas.standard_sets(s))]
            if not known:
                yield self._say("ids_set_unknown", facet, name=one)
                continue
            for name in values(base):
                if not any(name in names for names in known):
                    yield self._say("ids_property_unknown", facet, set=one, name=name)

    def _material(self, facet: Element, required: bool) -> Iterator[Problem]:
        yield from self._optional(facet, required)

    def _optional(self, facet: Element, required: bool) -> Iterator[Problem]:
        value = facet.find(f"{IDS}value")
        bare = value is None or is_empty(value)
        if required and facet.get("cardinality") == OPTIONAL and bare and not facet.find(f"{IDS}system"):
            yield self._say("ids_optional_without_value", facet)


def _any_is(pairs: set[Pair], bases: tuple[str, ...]) -> bool:
    return any(schemas.is_a(schema, name, base) for schema, name in pairs for base in bases)


def _told(node: Element | None) -> str:
    return ", ".join(values(node) or patterns(node)) if node is not None else ""
