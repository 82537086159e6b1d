"""Land documents in the reader's words."""

from dataclasses import replace
from decimal import Decimal

from django import template
from django.utils.translation import gettext, gettext_lazy

from portal.approvals import attaching, names
from portal.approvals.areas import AreaLine, lines_of
from portal.approvals.caseview import CaseView, Line
from portal.approvals.models import LandDocument, LandFinding
from portal.approvals.recording import finding_of
from portal.pages.asking import reads_english
from spatial.land.chain import FOOTPRINT
from spatial.land.classes import class_name
from spatial.land.rules.finding import Finding
from spatial.land.sentences import sentence

register = template.Library()


@register.filter
def land_state(code: str) -> str:
    """Return what a state of a land document is called."""
    return names.state(code)


@register.filter
def land_verb(code: str) -> str:
    """Return what a step of a land document is called."""
    return names.verb(code)


@register.filter
def land_paper(kind: str) -> str:
    """Return a kind of document with its number."""
    return names.paper(kind)


@register.filter
def paper_or_built(kind: str) -> str:
    """Return a kind of document with its number, or what the outlines of what is built are called."""
    return gettext("What is built") if kind == FOOTPRINT else names.paper(kind)


OUTLINES = {
    "ground": gettext_lazy("ground line"), "basement": gettext_lazy("below the ground"),
    "full": gettext_lazy("overhang, upper storeys"),
}  # fmt: skip


@register.filter
def outline_name(line: str) -> str:
    """Return what an outline of a model is called."""
    return str(OUTLINES.get(line, line))


@register.filter
def severity_name(code: str) -> str:
    """Return what a severity is called."""
    return names.severity(code)


@register.filter
def verdict_name(code: str) -> str:
    """Return what a signature says."""
    return names.verdict(code)


@register.filter
def told(finding: Finding | LandFinding) -> str:
    """Return the sentence of a finding, stored or fresh."""
    return sentence(finding if isinstance(finding, Finding) else finding_of(finding))


@register.simple_tag
def successors_of(view: CaseView, line: Line) -> tuple[Line, ...]:
    """Return the documents that could take a line's place."""
    return attaching.successors(view, line)


@register.simple_tag
def may_write(view: CaseView, line: Line) -> bool:
    """Tell whether the reader may change what a document says."""
    return attaching.writable(view, line)


@register.simple_tag
def may_replace(view: CaseView, line: Line) -> bool:
    """Tell whether a document may be prepared to take a line's place."""
    return attaching.replaceable(view, line)


@register.simple_tag
def area_lines_of(row: LandDocument) -> list[AreaLine]:
    """Return a document's areas by land class, each with its name in the language of the page."""
    listed = {code: class_name(code, english=reads_english()) for code in row.areas}
    return [replace(one, name=row.area_names.get(one.code) or listed[one.code]) for one in lines_of(row)]


@register.filter
def plain_number(value: float | Decimal | None) -> str:
    """Return a number as a field takes it back, whatever the language of the page."""
    return "" if value is None else f"{value:.2f}"


@register.filter
def needs_reason(action: str) -> bool:
    """Tell whether a step asks for a reason."""
    return action in NEEDS_REASON


NEEDS_REASON = {"waive", "require", "withdraw", "return", "ask_correction", "refuse", "extend", "revoke"}
