"""Hold an open model against an audited IDS file with ifctester, and tell the outcome as findings.

ifctester compares numbers relatively alone; IDS 1.0 asks for one millionth relative and absolute together.
It also fails an optional attribute that is not given.
"""

from collections.abc import Iterator
from typing import Any

from ifctester import facet as facets
from ifctester import ids

from bim.checks.finding import Finding, about, once
from bim.checks.ids.asked import asked_of

TOLERANCE = 1e-6
OPTIONAL = "optional"
EXPLAINED = ("description", "instructions")
_plain_attribute = facets.Attribute.__call__
_plain_restriction = facets.Restriction.__eq__


def close(value: float, wanted: float) -> bool:
    """Tell whether two numbers are equal as IDS 1.0 has it."""
    return abs(value - wanted) <= TOLERANCE * abs(wanted) + TOLERANCE


def mend() -> None:
    """Let the checker compare as the standard says."""
    facets.is_x = close
    facets.Attribute.__call__ = _attribute
    facets.Restriction.__eq__ = _restriction


def _attribute(self: Any, inst: Any, logger: Any = None) -> Any:
    result = _plain_attribute(self, inst, logger)
    reason = result.reason or {}
    absent = reason.get("type") in {"NOVALUE", "FALSEY"} and _is_null(reason.get("actual"))
    if not result.is_pass and self.cardinality == OPTIONAL and absent:
        return facets.AttributeResult(True)
    return result


def _is_null(actual: Any) -> bool:
    return actual is None or (isinstance(actual, list) and all(one is None for one in actual))


def _restriction(self: Any, other: Any) -> bool:
    """Numbers that are listed are met within the tolerance; everything else is as it was."""
    listed = self.options.get("enumeration")
    if isinstance(other, float) and listed is not None:
        wanted = [facets.cast_to_value(one, other) for one in listed]
        return any(one is not None and close(other, one) for one in wanted)
    return bool(_plain_restriction(self, other))


def judge(file: Any, path: str, *, name: str) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Return findings, and the status of each specification."""
    mend()
    asked = ids.open(path)
    asked.validate(file)
    fitting = [one for one in asked.specifications if one.is_ifc_version]
    found = [finding for one in fitting for finding in _findings(one, name)]
    if not fitting:
        found = [once("ids_other_schema", file=name, schema=file.schema_identifier)]
    elif not found:
        found = [once("ids_met", file=name, specifications=len(fitting))]
    return found, [
        {"name": one.name, "status": one.status, "fits": bool(one.is_ifc_version)}
        for one in asked.specifications
    ]  # fmt: skip


def _findings(one: Any, name: str) -> Iterator[Finding]:
    facts = {"file": name, "specification": one.name, **_explained(one)}
    if one.minOccurs != 0 and not one.applicable_entities:
        yield once("ids_required_missing", **facts)
        return
    if one.maxOccurs == 0:
        yield from about("ids_prohibited_found", one.applicable_entities, **facts)
        return
    for facet in one.requirements:
        failed = [failure["element"] for failure in facet.failures]
        told = facts | _explained(facet)
        yield from about("ids_requirement_failed", failed, **told, **asked_of(facet))


def _explained(one: Any) -> dict[str, str]:
    """Return what the author of a specification, or of one requirement, wrote for those who must meet it."""
    said = {name: str(getattr(one, name, None) or "").strip() for name in EXPLAINED}
    return {name: words for name, words in said.items() if words}
