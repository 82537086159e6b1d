"""What disagrees about a task of one period: claim, photos, sequence, money, and what is at stake. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.progress.rules.earned import ZERO
from portal.progress.rules.measuring import HUNDRED
from portal.progress.rules.photos import is_sign

AHEAD, ORDER, PHOTOS, PAID = "claims_ahead", "order", "photos", "paid_ahead"
SLACK_POINTS, PAID_POINTS, LEAP = Decimal(12), Decimal(15), 2
"""How far a claim may run before what is certified, beyond its recent pace; and payment before work (R05)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a report says of one task. ``open_before``: tasks that had to be done first and are not, by name.

    ``worth``: yuan; ``before``: the per cent confirmed in the period before; ``borne``: what of that
    holds up, if not all of it; ``sure``: confirmed by now.
    """

    key: str
    name: str
    worth: Decimal
    percent: Decimal
    before: Decimal
    open_before: tuple[str, ...] = ()
    borne: Decimal | None = None
    sure: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A photo of a period: the key of the task it was taken of, or nothing, and what speaks against it."""

    task: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A section's report with all that is known of its period. Percent of the section's budget, 0-100.

    ``certified``, ``paid``: by its end; ``pace``: what was reported in the months before, as far back as
    certification runs behind; ``before``, ``usual``: claimed in the report before, and how much the reports
    before it added each, or nothing where there are too few.
    """

    claims: tuple[Claim, ...]
    budget: Decimal
    certified: Decimal | None
    paid: Decimal | None
    pace: Decimal
    before: Decimal
    usual: Decimal | None
    photos: tuple[Evidence, ...]

    def signs_of(self, task: str) -> tuple[tuple[str, ...], ...]:
        """Return what speaks against each photo that speaks of a task: its own, and those of no task."""
        return tuple(one.signs for one in self.photos if one.task in (task, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One line: which task, why, and the money that hangs on it. ``supported``: per cent that holds up.

    ``facts``: codes and names; of money the reason with what is held against each other, in per cent of the
    section's budget, as ``claims_ahead:53.6:53.1``.
    """

    key: str
    name: str
    reasons: tuple[str, ...]
    claimed: Decimal
    supported: Decimal
    at_stake: Decimal
    facts: tuple[str, ...]


def disagreements(period: Period) -> list[Disagreement]:
    """Return what disagrees, task by task; the largest sum first."""
    common, facts = _of_all(period)
    claimed = claimed_share(period.claims, period.budget) or ZERO
    excess = (period.paid or ZERO) - claimed
    found = [_of_task(claim, period, common, facts, excess) for claim in period.claims]
    return sorted((one for one in found if one), key=lambda one: (-one.at_stake, one.key))


def carried(known: Disagreement, claim: Claim, period: Period) -> Disagreement | None:
    """Return what of an earlier line stands against a claim that moved on where its own period says nothing.

    Photos that prove nothing stand until one proves it, or the claim falls to what holds up. What ran before
    the money does so no more, or the period would say it.
    """
    proven = any(not is_sign([signs]) for signs in period.signs_of(claim.key))
    if PHOTOS not in known.reasons or proven or claim.percent <= known.supported:
        return None
    return replace(
        known, reasons=(PHOTOS,), claimed=claim.percent, facts=known.facts[ORDER in known.reasons :][:1],
        at_stake=claim.worth * (claim.percent - known.supported) / HUNDRED,
    )  # fmt: skip


def together(known: Disagreement, other: Disagreement | None) -> Disagreement:
    """Return one line of two about the same task; sums of two reasons are never added."""
    if other is None:
        return known
    return replace(
        known, reasons=tuple(dict.fromkeys((*other.reasons, *known.reasons))),
        supported=min(known.supported, other.supported), at_stake=max(known.at_stake, other.at_stake),
        facts=tuple(dict.fromkeys((*other.facts, *known.facts))),
    )  # fmt: skip


def unborne(reasons: Iterable[str], claimed: Decimal, supported: Decimal) -> Decimal:
    """Return the per cent of a claim that does not hold up. Payment far ahead says nothing of the work."""
    speaks = any(reason != PAID for reason in reasons)
    return max(claimed - supported, ZERO) if speaks else ZERO


def claimed_share(claims: Iterable[Claim], budget: Decimal) -> Decimal | None:
    """Return what is claimed of a section, 0-100."""
    whole = sum((claim.worth * claim.percent for claim in claims), ZERO)
    return whole / budget if budget > ZERO else None


def _of_all(period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands against the whole report: how far it runs before the money, or behind it."""
    reasons, facts = [], []
    claimed = claimed_share(period.claims, period.budget)
    if claimed is not None and period.certified is not None:
        limit = _most(period, period.certified)
        if claimed > limit:
            reasons.append(AHEAD)
            facts.append(f"{AHEAD}:{claimed:.1f}:{limit:.1f}")
    if claimed is not None and period.paid is not None and period.paid - claimed > PAID_POINTS:
        reasons.append(PAID)
        facts.append(f"{PAID}:{period.paid:.1f}:{claimed:.1f}")
    return tuple(reasons), tuple(facts)


def _most(period: Period, certified: Decimal) -> Decimal:
    """Return what may be claimed: what is certified, beyond it the recent pace, and no leap of a month."""
    limit = certified + period.pace + SLACK_POINTS
    if period.usual is None:
        return limit
    return min(limit, max(period.before + LEAP * period.usual, certified) + SLACK_POINTS)


def _of_task(
    claim: Claim, period: Period, common: tuple[str, ...], facts: tuple[str, ...], excess: Decimal
) -> Disagreement | None:
    """Return a task's line. ``excess``: by how many points of the section's budget payment leads."""
    early = bool(claim.open_before) and claim.percent > 0
    moved = claim.percent != claim.before
    photos = period.signs_of(claim.key)
    unproven = moved and is_sign(photos)
    told = common if moved or PAID in common else ()
    reasons = (*((ORDER,) if early else ()), *((PHOTOS,) if unproven else ()), *told)
    if not reasons:
        return None
    supported = ZERO if early else claim.before if claim.borne is None else claim.borne
    said = (
        *((", ".join(claim.open_before),) if early else ()),
        *((", ".join(sorted({kind for photo in photos for kind in photo})),) if unproven else ()),
        *(facts if told else ()),
    )  # fmt: skip
    unearned = max(excess, ZERO) if PAID in reasons else ZERO
    return Disagreement(
        key=claim.key, name=claim.name, reasons=reasons, claimed=claim.percent, supported=supported,
        at_stake=claim.worth * (abs(claim.percent - supported) + unearned) / HUNDRED, facts=said,
    )  # fmt: skip
