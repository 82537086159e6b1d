"""A requirement of an IDS file in the reader's language, made of the facts the checker left."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

PROHIBITED = "prohibited"


def requirement(facts: Mapping[str, Any]) -> str:
    """Return what was asked; a requirement kept by an earlier release is told as it was kept."""
    if "asked" not in facts:
        return str(facts.get("requirement", "?"))
    told = _subject({name: str(value) for name, value in facts.items()})
    if facts.get("value"):
        told = _("{what}: {value}").format(what=told, value=facts["value"])
    return _("none of: {what}").format(what=told) if facts.get("cardinality") == PROHIBITED else told


def _subject(facts: dict[str, str]) -> str:
    kind, name = facts["asked"], facts.get("name", "")
    if kind == "Entity":
        return _with_type(_("class {name}").format(name=name), facts)
    if kind == "Attribute":
        return _("attribute {name}").format(name=name)
    if kind == "Property":
        whose = facts.get("propertySet", "")
        return _("property {set} · {name}").format(set=whose, name=facts.get("baseName", ""))
    if kind == "Classification":
        return _("classification {name}").format(name=facts.get("system", "")).rstrip()
    if kind == "PartOf":
        return _with_type(_("part of {name}").format(name=name or facts.get("relation", "")), facts)
    return _("material") if kind == "Material" else kind


def _with_type(told: str, facts: dict[str, str]) -> str:
    kind = facts.get("predefinedType")
    return _("{what}, type {kind}").format(what=told, kind=kind) if kind else told
