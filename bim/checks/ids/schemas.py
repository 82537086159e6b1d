"""What a schema knows: classes, kinds, attributes, data types, standard property sets."""

import re
from functools import cache
from typing import Any

import ifcopenshell.util.pset as psets
from elementpath.regex import translate_pattern
from ifcopenshell import ifcopenshell_wrapper as wrapper

KNOWN = ("IFC2X3", "IFC4", "IFC4X3_ADD2")
KIND = "PredefinedType"
OWN = "USERDEFINED"


@cache
def classes(schema: str) -> dict[str, Any]:
    """Return the classes of a schema by their name in capitals."""
    return {one.name().upper(): one for one in wrapper.schema_by_name(schema).entities()}


@cache
def types(schema: str) -> dict[str, Any]:
    """Return the types of a schema by their name in capitals."""
    found = wrapper.schema_by_name(schema).declarations()
    return {one.name().upper(): one for one in found if not one.as_entity()}


def matching(schemas: tuple[str, ...], names: list[str], masks: list[str]) -> set[tuple[str, str]]:
    """Return (schema, class) of all that names or patterns mean."""
    found = {(schema, name) for schema in schemas for name in names if name in classes(schema)}
    for mask in masks:
        wanted = compiled(mask)
        found |= {(s, name) for s in schemas for name in classes(s) if wanted and wanted.fullmatch(name)}
    return found


@cache
def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return an XSD pattern as ours, ``None`` for one that cannot be read."""
    try:
        return re.compile(
            translate_pattern(pattern, back_references=False, lazy_quantifiers=False, anchors=False)
        )
    except (ValueError, SyntaxError, re.error):
        return None


@cache
def attributes(schema: str, name: str) -> dict[str, Any]:
    """Return the explicit attributes of a class with their types: derived and inverse ones hold nothing."""
    entity = classes(schema)[name]
    derived = entity.derived()
    return {
        one.name(): one.type_of_attribute()
        for one, gone in zip(entity.all_attributes(), derived, strict=False) if not gone
    }  # fmt: skip


def kinds(schema: str, name: str) -> set[str] | None:
    """Return the predefined types of a class, ``None`` where it has no such attribute."""
    given = attributes(schema, name).get(KIND)
    declared = given.declared_type() if given is not None and hasattr(given, "declared_type") else None
    listed = declared.as_enumeration_type() if declared is not None else None
    return None if listed is None else set(listed.enumeration_items())


def simple_kind(given: Any) -> str:
    """Return ``integer``, ``real``, ``boolean``, ``string``, ``enumeration``; empty for no single value."""
    while True:
        if hasattr(given, "declared_type"):
            given = given.declared_type()
        if isinstance(given, wrapper.simple_type):
            found = str(given.declared_type())
            return "real" if found == "number" else "boolean" if found == "logical" else found
        if isinstance(given, str):
            return "real" if given == "number" else "boolean" if given == "logical" else given
        if isinstance(given, wrapper.enumeration_type):
            return "enumeration"
        if not isinstance(given, wrapper.type_declaration):
            return ""


def is_a(schema: str, name: str, base: str) -> bool:
    """Tell whether a class is of another's kind."""
    at = classes(schema).get(name)
    while at is not None:
        if at.name().upper() == base:
            return True
        at = at.supertype()
    return False


@cache
def standard_sets(schema: str) -> dict[str, frozenset[str]]:
    """Return the standard property and quantity sets with the names in each."""
    found = {}
    for file in psets.get_template(schema).templates:
        for one in file.by_type("IfcPropertySetTemplate"):
            found[one.Name] = frozenset(part.Name for part in one.HasPropertyTemplates or ())
    return found
