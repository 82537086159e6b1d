"""The papers each work holds: as many as its stage needs, in the law's order, with number and authority."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from portal.demo.province.hashing import Ints, fixed_id, whole
from portal.demo.works.naming import Where
from portal.demo.works.planted import EARLY_START, EXPIRED_APPROVAL, MISSING_APPROVAL, anomalies
from portal.demo.works.schedule import AT

PROVINCE, CITY, COUNTY = "province", "city", "county"
LAST_DAY = date(2026, 11, 18)
COUNTY_CONVERTS = 107
"""The work whose conversion a county approved, which is not a county's to do (L07)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: from which stage on, days before work starts (or after it ends), years valid."""

    kind: str
    stage: str
    days_before: int
    years: int
    office: str
    number: str
    sectors: tuple[str, ...] = ()
    after_end: bool = False


PAPERS = (
    Paper("A1_proposal", "proposal_approved", 330, 0, "发展和改革", "{short}发改项〔{y}〕{n}号"),
    Paper("A2", "feasibility_approved", 285, 3, "自然资源", "用字第{code6}{y}{n:05d}号"),
    Paper("social_risk", "feasibility_approved", 270, 0, "发展和改革", "{short}稳评备〔{y}〕{n}号",
          ("railway", "airport")),
    Paper("A1_feasibility", "feasibility_approved", 250, 2, "发展和改革", "{short}发改审〔{y}〕{n}号"),
    Paper("A3", "design_approved", 180, 0, "发展和改革", "{short}发改设〔{y}〕{n}号"),
    Paper("EIA", "preconstruction", 160, 5, "生态环境", "{short}环建〔{y}〕{n}号"),
    Paper("soil_water", "preconstruction", 150, 3, "水利", "{short}水许〔{y}〕{n}号",
          ("road", "railway", "flood_control")),
    Paper("energy_saving", "preconstruction", 150, 2, "发展和改革", "{short}发改能〔{y}〕{n}号",
          ("airport", "energy", "industrial_park")),
    Paper("flood_impact", "preconstruction", 145, 3, "水利", "{short}水防〔{y}〕{n}号", ("waterway",)),
    Paper("A4", "construction", 125, 0, "自然资源", "{short}政地〔{y}〕{n}号"),
    Paper("A5", "construction", 95, 0, "自然资源", "{code6}划拨〔{y}〕{n:03d}号"),
    Paper("A6", "construction", 85, 0, "自然资源", "地字第{code6}{y}{n:05d}号"),
    Paper("A7", "construction", 50, 0, "自然资源", "建字第{code6}{y}{n:05d}号"),
    Paper("A8", "construction", 14, 0, "住房和城乡建设", "{code6}{ymd}{n:04d}"),
    Paper("A9", "completed", 12, 0, "自然资源", "{code6}核字〔{y}〕{n:04d}号", after_end=True),
    Paper("A10", "final_accounts", 26, 0, "住房和城乡建设", "{short}竣备〔{y}〕{n}号", after_end=True),
    Paper("A11", "evaluated", 140, 0, "自然资源", "岚（{y}）{county}不动产权第{n:07d}号", after_end=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chances:
    """What chance decides of every paper of one work, in PAPERS' order: days of shake, running number."""

    shake: list[int]
    serial: list[int]


def chances(works: Ints) -> list[Chances]:
    """Return the chances of some works."""
    shakes = np.stack([whole(-9, 9, f"paper-{paper.kind}", works) for paper in PAPERS], axis=1)
    serials = np.stack([whole(1, 480, f"serial-{paper.kind}", works) for paper in PAPERS], axis=1)
    return [Chances(*pair) for pair in zip(shakes.tolist(), serials.tolist(), strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The work that holds papers.

    ``stage``: position in STAGES; ``start``: when work began, or is to begin.
    """

    work: int
    sector: str
    stage: int
    tier: int
    place: Where
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Approval:
    """One paper of one work."""

    id: uuid.UUID
    kind: str
    number: str
    authority: str
    issued_on: date
    valid_to: date | None


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _authority(paper: Paper, holder: Holder) -> tuple[str, str]:
    """Return the issuing office and its short name: of the province, the city or the county."""
    tier, place = holder.tier, holder.place
    if paper.kind == "A4" and holder.work == COUNTY_CONVERTS:
        return f"{place.county.name}人民政府", place.county.short
    if paper.kind == "A4":
        return "岚海省人民政府", "岚"
    if tier == 1 and paper.office != "住房和城乡建设":
        return f"岚海省{paper.office}{'委员会' if paper.office == '发展和改革' else '厅'}", "岚"
    seat = place.city if tier == 2 else place.county
    return f"{seat.name}{paper.office}局", seat.short


def _issued(paper: Paper, shake: int, holder: Holder) -> date:
    if paper.after_end:
        return (holder.end or holder.start) + timedelta(days=paper.days_before + max(shake, 0))
    early = shake if paper.days_before > 20 else abs(shake)
    return holder.start - timedelta(days=paper.days_before + early)


@cache
def _planted() -> dict[int, dict[str, str]]:
    """Return, by work, which paper is wrong and how."""
    found: dict[int, dict[str, str]] = {}
    for anomaly in anomalies():
        if anomaly.detail:
            found.setdefault(anomaly.work, {})[anomaly.detail] = anomaly.kind
    return found


def approvals_of(holder: Holder, chance: Chances) -> list[Approval]:
    """Return the papers a work holds at its stage."""
    odd, made = _planted().get(holder.work, {}), []
    for n, paper in enumerate(PAPERS):
        wrong = odd.get(paper.kind)
        if wrong == MISSING_APPROVAL or not _due(paper, holder):
            continue
        issued = _issued(paper, chance.shake[n], holder)
        if wrong == EARLY_START:
            issued = holder.start + timedelta(days=47)
        if wrong == EXPIRED_APPROVAL:
            issued = _years_later(holder.start, -paper.years) - timedelta(days=96)
        made.append(_approval(paper, holder, chance.serial[n], min(issued, LAST_DAY)))
    return made


def _due(paper: Paper, holder: Holder) -> bool:
    return AT[paper.stage] <= holder.stage <= AT["archived"] and (
        not paper.sectors or holder.sector in paper.sectors
    )


def _approval(paper: Paper, holder: Holder, serial: int, issued: date) -> Approval:
    county = holder.place.county
    authority, short = _authority(paper, holder)
    number = paper.number.format(
        short=short,
        code6=county.code,
        y=issued.year,
        n=serial,
        ymd=issued.strftime("%Y%m%d"),
        county=county.name,
    )
    until = _years_later(issued, paper.years) if paper.years else None
    return Approval(
        fixed_id("approval", holder.work, paper.kind), paper.kind, number, authority, issued, until
    )
