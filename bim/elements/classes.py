"""The family of a class: who asks for walls means all kinds of walls."""

from functools import cache

import ifcopenshell.ifcopenshell_wrapper as wrapper

SCHEMAS = ("IFC2X3", "IFC4", "IFC4X3_ADD2")


@cache
def family_of(ifc_class: str) -> frozenset[str]:
    """Return a class and everything below it in any schema read here; itself alone when unknown."""
    found = {ifc_class}
    for schema in SCHEMAS:
        try:
            found |= _below(wrapper.schema_by_name(schema).declaration_by_name(ifc_class))
        except RuntimeError:
            continue
    return frozenset(found)


def _below(declaration: wrapper.declaration) -> set[str]:
    entity = declaration.as_entity()
    if entity is None:
        return set()
    found = {entity.name()}
    for one in entity.subtypes():
        found |= _below(one)
    return found
