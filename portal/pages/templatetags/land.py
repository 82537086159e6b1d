"""Land documents in the reader's words."""

from django import template
from django.utils.translation import gettext

from portal.approvals import names
from portal.approvals.models import LandFinding
from portal.approvals.recording import finding_of
from spatial.land.chain import FOOTPRINT
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


@register.filter
def needs_reason(action: str) -> bool:
    """Tell whether a step asks for a reason."""
    return action in NEEDS_REASON


NEEDS_REASON = {"waive", "require", "withdraw", "return", "ask_correction", "refuse", "extend", "revoke"}
