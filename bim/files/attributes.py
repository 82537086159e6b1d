"""What is asked of an entity that its class may lack: the reader takes ten times as long to say no as yes."""

from collections.abc import Mapping
from typing import Any

_KINDS: dict[tuple[str, tuple[str, ...]], bool] = {}


def attribute(entity: Any, name: str) -> Any:
    """Return what an entity says under a name; ``None`` for no entity and where its class has none."""
    if entity is None or not entity.get_attribute_category(name):
        return None
    return getattr(entity, name)


def is_any(entity: Any, names: tuple[str, ...]) -> bool:
    """Return whether an entity is of one of these classes or below; found out once for each class."""
    key = entity.is_a(True), names
    known = _KINDS.get(key)
    if known is None:
        known = _KINDS[key] = any(_is(entity, name) for name in names)
    return known


def _is(entity: Any, name: str) -> bool:
    """A schema that does not know a class says so with an error."""
    try:
        return bool(entity.is_a(name))
    except RuntimeError:
        return False


def types_of(file: Any) -> dict[int, Any]:
    """Return the type of each thing that has one, by the thing's STEP id."""
    found: dict[int, Any] = {}
    for relation in file.by_type("IfcRelDefinesByType"):
        for one in relation.RelatedObjects or ():
            found.setdefault(one.id(), relation.RelatingType)
    return found


def predefined_type(product: Any, types: Mapping[int, Any]) -> str:
    """Return the kind that a thing's type states, else its own; the free text where it is user-defined."""
    kind = types.get(product.id())
    if kind is not None:
        stated = _stated(kind, ("ElementType", "ProcessType"))
        if stated and stated != "NOTDEFINED":
            return stated
    return _stated(product, ("ObjectType",))


def _stated(entity: Any, free: tuple[str, ...]) -> str:
    given = attribute(entity, "PredefinedType")
    if given and given != "USERDEFINED":
        return str(given)
    named = [name for name in free if entity.get_attribute_category(name)]
    return str(getattr(entity, named[0]) or "") if named else ""
