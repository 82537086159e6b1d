"""How far a change order must go for its approval (domain reference, 3.5). No Django."""

from dataclasses import dataclass, replace
from decimal import Decimal

from portal.contracts.rules import life

LATE = "emergency_late"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The dated rows of the rule table. ``supplement_pct``: only where the procurement law applies (G06)."""

    single_pct: Decimal
    single_yuan: Decimal
    head_pct: Decimal
    finance_pct: Decimal
    supplement_pct: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a change adds to: ``turnover`` counts rises and cuts alike, so that no cut hides a rise."""

    original_yuan: Decimal
    amount_yuan: Decimal
    turnover_yuan: Decimal
    rises_yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The desks a change has to pass after the owner's own, with why. ``pct``: cumulative, of the original.

    ``audit``: the auditor is told. ``stopped``: no desk may approve it (procurement law, G06).
    """

    desks: tuple[str, ...]
    pct: Decimal
    single_pct: Decimal
    reasons: tuple[str, ...]
    audit: bool
    stopped: bool


def route_of(sums: Sums, limits: Limits) -> Route:
    """Return how far a change must go; each desk is asked after the one before it."""
    amount = abs(sums.amount_yuan)
    single_pct = amount * HUNDRED / sums.original_yuan
    pct = (sums.turnover_yuan + amount) * HUNDRED / sums.original_yuan
    reasons = []
    if single_pct > limits.single_pct:
        reasons.append("single_pct")
    if amount > limits.single_yuan:
        reasons.append("single_yuan")
    if pct > limits.head_pct:
        reasons.append("head_pct")
    if pct > limits.finance_pct:
        reasons.append("finance_pct")
    return Route(
        desks=_desks(reasons), pct=pct, single_pct=single_pct, reasons=tuple(reasons),
        audit="finance_pct" in reasons, stopped=_stopped(sums, limits),
    )  # fmt: skip


def late(route: Route) -> Route:
    """Return the route of work that began before approval and was not approved in its days: to the head."""
    desks = route.desks if life.HEAD_REVIEW in route.desks else (life.DEPT_REVIEW, life.HEAD_REVIEW)
    return replace(route, desks=desks, reasons=(*route.reasons, LATE), audit=True)


def next_desk(route: Route, state: str) -> str:
    """Return the state a change goes to from one of the deciding desks; ``approved`` at the last of them."""
    path = (life.OWNER_REVIEW, *route.desks)
    if state not in path:
        return life.APPROVED
    later = path[path.index(state) + 1 :]
    return later[0] if later else life.APPROVED


def _desks(reasons: list[str]) -> tuple[str, ...]:
    if "finance_pct" in reasons:
        return (life.DEPT_REVIEW, life.HEAD_REVIEW, life.FIN_REVIEW)
    if "head_pct" in reasons:
        return (life.DEPT_REVIEW, life.HEAD_REVIEW)
    return (life.DEPT_REVIEW,) if reasons else ()


def _stopped(sums: Sums, limits: Limits) -> bool:
    if limits.supplement_pct is None or sums.amount_yuan <= 0:
        return False
    rises = sums.rises_yuan + sums.amount_yuan
    return rises * HUNDRED > limits.supplement_pct * sums.original_yuan
