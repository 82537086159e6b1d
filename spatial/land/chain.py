"""The chain of approvals A1-A12 (domain reference, 2.8 and 3.3): order, ground, lifecycle. No Django."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.core.lifecycle import Lifecycle, Step

FOOTPRINT = "footprint"
"""What is built: drawn, or derived from a BIM model. It takes part in containment like a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of document. ``stage``: the project stage that may not be entered without it.

    ``polygon``: it carries a boundary. ``when``: the circumstances (of ``Path``) that make it due.
    """

    kind: str
    number: str
    zh: str
    en: str
    stage: str
    polygon: bool = False
    when: tuple[str, ...] = ()


PAPERS = (
    Paper(kind="A1_proposal", number="A1", zh="项目建议书批复", en="Proposal approval",
          stage="proposal_approved"),
    Paper(kind="A2", number="A2", zh="用地预审与选址意见书", en="Land pre-examination and siting opinion",
          stage="feasibility_approved", polygon=True, when=("new_land",)),
    Paper(kind="A1_feasibility", number="A1", zh="可行性研究报告批复", en="Feasibility approval",
          stage="feasibility_approved"),
    Paper(kind="A3", number="A3", zh="初步设计及概算批复", en="Preliminary design and estimate approval",
          stage="design_approved"),
    Paper(kind="A4", number="A4", zh="农用地转用和土地征收批复", en="Conversion and expropriation approval",
          stage="construction", polygon=True, when=("conversion",)),
    Paper(kind="A5", number="A5", zh="划拨决定书或出让合同", en="Allocation decision or grant contract",
          stage="construction", polygon=True, when=("new_land",)),
    Paper(kind="A6", number="A6", zh="建设用地规划许可证", en="Land-use planning permit",
          stage="construction", polygon=True, when=("new_land",)),
    Paper(kind="A7", number="A7", zh="建设工程规划许可证", en="Works planning permit", stage="construction",
          polygon=True),
    Paper(kind="A8", number="A8", zh="施工许可证或开工报告", en="Construction permit or start report",
          stage="construction"),
    Paper(kind="A9", number="A9", zh="规划条件核实", en="Verification of planning conditions",
          stage="completed"),
    Paper(kind="A10", number="A10", zh="竣工验收备案", en="Filing of completion acceptance",
          stage="final_accounts"),
    Paper(kind="A11", number="A11", zh="不动产登记", en="Real-estate registration", stage="evaluated",
          polygon=True),
    Paper(kind="A12", number="A12", zh="临时用地批准", en="Temporary land approval", stage="construction",
          polygon=True, when=("temporary",)),
)  # fmt: skip
BY_KIND = {paper.kind: paper for paper in PAPERS}
ORDER = tuple(paper.kind for paper in PAPERS[:9])
"""Kinds whose dates may not run backwards, up to the permit to build."""
CONTAINMENT = ("A2", "A4", "A5", "A6", "A7", FOOTPRINT)
"""Boundaries from the widest to the narrowest: each must lie within the one before it that exists."""
TAKING = ("A2", "A4", "A5", "A6")
"""Documents by which land is taken: their boundary is the project's ground."""
RELIED_ON_BY = {
    "A1_feasibility": ("A3",),
    "A2": ("A4", "A6"),
    "EIA": ("A8",),
    "energy_saving": ("A8",),
    "soil_water": ("A8",),
    "flood_impact": ("A8",),
}
"""Kind → the later documents that were granted upon it: it must have been valid on their dates."""
BASED_ON = {
    "A1_feasibility": ("A2",),
    "A3": ("A1_feasibility",),
    "A5": ("A4",),
    "A6": ("A2",),
    "A7": ("A3", "A5", "A6"),
    "A8": ("A4", "A5", "A6", "A7"),
    "A9": ("A7",),
    "A10": ("A9",),
    "A11": ("A5",),
}
"""Kind → what it may not be granted without (domain reference, 2.8), as far as the path ever needs that."""
STAGES = (
    "reserve", "proposal_approved", "feasibility_approved", "design_approved", "planned", "preconstruction",
    "construction", "suspended", "completed", "final_accounts", "handed_over", "evaluated", "archived",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way a project comes to its ground.

    ``supply``: allocation (划拨) or grant (出让). ``separate_site``: approved alone (单独选址), in no batch.
    ``new_land``: the unit does not hold the ground yet. ``conversion``: farmland is converted or
    collective land expropriated. ``temporary``: temporary land is used.
    """

    supply: str = "allocation"
    separate_site: bool = False
    new_land: bool = True
    conversion: bool = True
    temporary: bool = False

    def applies(self, paper: Paper) -> bool:
        """Tell whether the path ever needs a paper."""
        held = {
            "new_land": self.new_land, "conversion": self.conversion and self.new_land,
            "temporary": self.temporary,
        }  # fmt: skip
        return all(held[word] for word in paper.when)


def mandatory(*, stage: str, path: Path) -> tuple[str, ...]:
    """Return the kinds a project must hold once it is in a stage; none outside ``STAGES``."""
    if stage not in STAGES:
        return ()
    reached = STAGES.index(stage)
    return tuple(p.kind for p in PAPERS if STAGES.index(p.stage) <= reached and path.applies(p))


def bases(kind: str, path: Path) -> tuple[str, ...]:
    """Return the kinds a document rests upon: ground approved alone needs its siting opinion for conversion,
    and with granted land the contract comes before the planning permit (城乡规划法 38).
    """
    alone = ("A2",) if kind == "A4" and path.separate_site else ()
    contract = ("A5",) if kind == "A6" and path.supply == "grant" else ()
    known = (*BASED_ON.get(kind, ()), *alone, *contract)
    return tuple(one for one in known if path.applies(BY_KIND[one]))


def without_basis(
    held: Collection[str], *, path: Path, waived: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return, for each kind that is neither held nor waived, the kinds held that rest upon it."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in (paper.kind for paper in PAPERS if paper.kind in held):
        for basis in bases(kind, path):
            if basis not in held and basis not in waived:
                found[basis] = (*found.get(basis, ()), kind)
    return found


def containment_pairs(present: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return (outer, inner) for neighbours in the chain among the boundaries that exist."""
    kinds = [kind for kind in CONTAINMENT if kind in present]
    return tuple(zip(kinds, kinds[1:], strict=False))


_UNIT, _HEAD, _LAND = ("pu_clerk", "pu_head"), ("pu_head",), ("land",)
TIMER = "timer"
"""The nightly look at the calendar, which no person's grant gives."""
_TIMER = (TIMER, "land")

NOT_REQUIRED, PREPARING, SUBMITTED, ACCEPTED = "not_required", "preparing", "submitted", "accepted"
TECHNICAL_CHECK, CORRECTION = "technical_check", "correction"
GRANTED, REFUSED = "decided_granted", "decided_refused"
EFFECTIVE, EXPIRING, EXPIRED = "effective", "expiring", "expired"
SUPERSEDED, REVOKED = "superseded", "revoked"
IN_FORCE = (EFFECTIVE, EXPIRING)
FROZEN = (GRANTED, EFFECTIVE, EXPIRING, EXPIRED, SUPERSEDED, REVOKED)
"""States from which the geometry version no longer changes."""

LIFECYCLE = Lifecycle(
    Step("waive", PREPARING, NOT_REQUIRED, _LAND, needs_reason=True),
    Step("require", NOT_REQUIRED, PREPARING, _LAND, needs_reason=True),
    Step("submit", PREPARING, SUBMITTED, _HEAD),
    Step("withdraw", SUBMITTED, PREPARING, _UNIT, needs_reason=True),
    Step("accept", SUBMITTED, ACCEPTED, _LAND),
    Step("return", SUBMITTED, PREPARING, _LAND, needs_reason=True),
    Step("check", ACCEPTED, TECHNICAL_CHECK, _LAND),
    Step("ask_correction", TECHNICAL_CHECK, CORRECTION, _LAND, needs_reason=True),
    Step("resubmit", CORRECTION, TECHNICAL_CHECK, _UNIT),
    Step("grant", TECHNICAL_CHECK, GRANTED, _LAND),
    Step("refuse", TECHNICAL_CHECK, REFUSED, _LAND, needs_reason=True),
    Step("prepare_again", REFUSED, PREPARING, _UNIT),
    Step("take_effect", GRANTED, EFFECTIVE, _LAND),
    Step("expire_soon", EFFECTIVE, EXPIRING, _TIMER),
    Step("extend", EXPIRING, EFFECTIVE, _LAND, needs_reason=True),
    Step("expire", EFFECTIVE, EXPIRED, _TIMER),
    Step("expire", EXPIRING, EXPIRED, _TIMER),
    *(Step("supersede", state, SUPERSEDED, _LAND) for state in IN_FORCE),
    *(Step("revoke", state, REVOKED, _LAND, needs_reason=True) for state in (GRANTED, *IN_FORCE)),
)


def alert_step(*, days_left: int, steps: Collection[int]) -> int | None:
    """Return the narrowest alert (90, 30 or 7 days, from the rule table) that has begun; ``None`` before all.

    Negative ``days_left`` mean that the document has expired: no alert is due any more.
    """
    begun = [step for step in steps if 0 <= days_left <= step]
    return min(begun) if begun else None
