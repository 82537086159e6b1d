"""Kinds: an own kind is named, and what the type says is not said otherwise by the thing."""

import contextlib
from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about
from bim.files.attributes import attribute

OWN, NONE = "USERDEFINED", "NOTDEFINED"
NAMES = ("ElementType", "ProcessType", "ResourceType")


def check_kinds(file: Any) -> Iterator[Finding]:
    """Yield own kinds without a name, and kinds stated by a thing against its type."""
    things = [one for one in file.by_type("IfcObject") if _kind(one) == OWN]
    yield from about("own_kind_unnamed", (one for one in things if not _said(one, ("ObjectType",))))
    types = [one for one in file.by_type("IfcTypeObject") if _kind(one) == OWN]
    yield from about("own_type_unnamed", (one for one in types if not _said(one, NAMES)))
    yield from about("kind_against_type", _against(file))


def _against(file: Any) -> Iterator[Any]:
    for relation in file.by_type("IfcRelDefinesByType"):
        ruling = _kind(relation.RelatingType)
        if ruling in {"", NONE}:
            continue
        for one in relation.RelatedObjects or ():
            if _kind(one) not in {"", NONE}:
                yield one


def _kind(one: Any) -> str:
    with contextlib.suppress(AttributeError, RuntimeError):
        return str(attribute(one, "PredefinedType") or "")
    return ""


def _said(one: Any, names: tuple[str, ...]) -> bool:
    return any(str(attribute(one, name) or "").strip() for name in names)
