"""What is wrong with an IDS file, with the line and its sentence."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "ids_not_xml": _("The XML breaks off or is wrong at line {line}, column {column}."),
    "ids_doctype": _("The file declares a document type, which IDS does not."),
    "ids_not_ids": _("The file's root is {found}, not an IDS."),
    "ids_breaks_schema": _("Line {line}: {detail}"),
    "ids_entity_unknown": _("Line {line}: {schemas} has no class {name} (names are in capitals)."),
    "ids_kind_unknown": _("Line {line}: {entity} has no predefined type {name}."),
    "ids_attribute_unknown": _("Line {line}: {entity} has no attribute {name}."),
    "ids_value_not_checkable": _("Line {line}: the attribute {name} holds no single value to compare with."),
    "ids_value_malformed": _("Line {line}: “{value}” is no value of {kind}."),
    "ids_value_empty": _("Line {line}: the value is empty."),
    "ids_restriction_empty": _("Line {line}: the restriction restricts nothing."),
    "ids_restriction_unfit": _("Line {line}: {facet} does not go with {kind}."),
    "ids_pattern_broken": _("Line {line}: the pattern “{value}” cannot be read."),
    "ids_set_unknown": _("Line {line}: there is no standard set {name} (“Pset_” and “Qto_” are kept)."),
    "ids_property_unknown": _("Line {line}: the set {set} has no property {name}."),
    "ids_type_unknown": _("Line {line}: there is no data type {name}."),
    "ids_type_missing": _("Line {line}: a property with a value, or an optional one, needs a data type."),
    "ids_type_prohibited": _("Line {line}: a prohibited property without value takes no data type."),
    "ids_optional_without_value": _("Line {line}: optional makes sense only with a value."),
    "ids_relation_impossible": _("Line {line}: {relation} does not lead to {entity}."),
    "ids_requirement_impossible": _("Line {line}: what is applicable can never be {entity}."),
    "ids_prohibited_with_requirements": _("Line {line}: a prohibited specification takes no requirements."),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault. ``line``: 0 for the whole file."""

    code: str
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        return {"code": self.code, "line": self.line, "facts": dict(self.facts)}


def sentence(problem: dict[str, Any]) -> str:
    """Return what is wrong in the reader's language."""
    if problem["code"] not in TEXTS:
        return str(problem["code"])
    told = defaultdict(lambda: "?", {"line": problem["line"]} | problem["facts"])
    return str(TEXTS[problem["code"]]).format_map(told)
