"""What a document's state, a finding's signature and a day mean. No Django."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from portal.core.lifecycle import Lifecycle, Step
from spatial.land import chain
from spatial.land.rules.finding import ERROR, SEVERITIES, WARN, Finding

LAND = "land"
WRITERS = frozenset({"pu_clerk", "pu_head", LAND})
"""Who prepares documents and changes their content."""

SUPPLIES = {"allocation": "划拨", "grant": "出让"}
CHANGES = {"use": "用途", "boundary": "范围"}
REPORTED, APPROVED, WITHDRAWN = "reported", "approved", "withdrawn"
CHANGE_LIFE = Lifecycle(
    Step("approve", REPORTED, APPROVED, (LAND,)),
    Step("withdraw", REPORTED, WITHDRAWN, (LAND,), needs_reason=True),
)
"""A change of use or boundary after approval, from its report to its approval (土地管理法 56)."""

IN_USE, RETURNED, RECLAIMED = "in_use", "returned", "reclaimed"
TEMPORARY_LIFE = Lifecycle(
    Step("give_back", IN_USE, RETURNED, tuple(sorted(WRITERS))),
    Step("reclaim", RETURNED, RECLAIMED, (LAND,)),
    Step("undo_give_back", RETURNED, IN_USE, (LAND,), needs_reason=True),
    Step("undo_reclaim", RECLAIMED, RETURNED, (LAND,), needs_reason=True),
)
"""The duty that goes with temporary land: given back at its end, reclaimed within a year (实施条例 20)."""
TEMPORARY = "A12"
TEMPORARY_STATES = (*chain.IN_FORCE, chain.EXPIRED)
"""States of a document whose land somebody holds, or held: it can be given back."""

MIN_REASON_LENGTH = 10
KINDS = tuple(paper.kind for paper in chain.PAPERS)
POLYGON_KINDS = frozenset(paper.kind for paper in chain.PAPERS if paper.polygon)
OPEN, ACCEPTED, REJECTED, PROPOSED, OVERRIDDEN = "", "accepted", "rejected", "proposed", "overridden"
VERDICTS = (OPEN, ACCEPTED, REJECTED, PROPOSED, OVERRIDDEN)
TAKES_BOUNDARY = (chain.PREPARING, chain.CORRECTION)
"""States in which a document still takes a boundary from a survey."""
WORK_STATES = (chain.SUBMITTED, chain.ACCEPTED, chain.TECHNICAL_CHECK, chain.CORRECTION, chain.GRANTED)
"""States in which a document is on somebody's desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the gate before a grant reads of one finding."""

    severity: str
    verdict: str


def unsigned(findings: Iterable[Signed]) -> tuple[int, int]:
    """Return how many errors are not overridden, and how many warnings nobody has accepted."""
    rows = list(findings)
    errors = sum(row.severity == ERROR and row.verdict != OVERRIDDEN for row in rows)
    return errors, sum(row.severity == WARN and row.verdict != ACCEPTED for row in rows)


def rank(severity: str | None) -> int:
    """Return a severity's gravity, 0 for nothing found."""
    return 1 + SEVERITIES.index(severity) if severity else 0


def sign_of(finding: Finding, *, unnamed: str = "") -> str:
    """Return a fingerprint of what a finding says: a signature holds only for the very same words.

    The days that have passed meanwhile, told beside a date that stays, are not another word; nor is the
    number ``unnamed`` that a document was given after the finding about it was signed.
    """
    facts = {name: value for name, value in finding.facts.items() if name != "days"}
    if unnamed:
        facts = {name: "" if value == unnamed else value for name, value in facts.items()}
    told = {
        "rule": finding.rule, "code": finding.code, "severity": finding.severity, "subject": finding.subject,
        "facts": facts, "area": finding.area_sqm, "distance": finding.distance_m,
    }  # fmt: skip
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def allowed_actions(*, state: str, roles: Collection[str]) -> list[str]:
    """Return the steps open to these roles, and the check once more while it is under way."""
    steps = chain.LIFECYCLE.allowed_actions(state=state, roles=roles)
    shown = [step for step in steps if step not in {"expire_soon", "expire"}]
    again = state == chain.TECHNICAL_CHECK and LAND in roles
    return ["check", *shown] if again else shown


def state_on(*, valid_to: date | None, on: date, first_days: int) -> str:
    """Return the state of a paper that has no case of its own: in force, running out, or run out."""
    if valid_to is None:
        return chain.EFFECTIVE
    left = (valid_to - on).days
    return chain.EXPIRED if left < 0 else chain.EXPIRING if left <= first_days else chain.EFFECTIVE


def still_needed(kind: str, *, held: Collection[str], started: bool) -> bool:
    """Tell whether a paper must still be valid: not once all that relies on it was granted (L09)."""
    if kind == TEMPORARY:
        return True
    if kind == "A8":
        return not started
    later = chain.RELIED_ON_BY.get(kind, ())
    return not started and not set(later) <= set(held)


def mark_of(*, verdict: str, at: datetime | None, second_by: int | None) -> str:
    """Return a short name of a finding's signatures; ``open`` while it has none."""
    if not verdict:
        return "open"
    text = f"{verdict} {at.astimezone(UTC).isoformat() if at else ''} {second_by or ''}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
