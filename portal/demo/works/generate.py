"""All rows of some works, ready to be written: batch by batch, so that a hundred thousand fit in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import numpy as np
import shapely

from portal.demo.province.directory import build_directory
from portal.demo.province.hashing import Ints, fixed_id
from portal.demo.works import varieties as v
from portal.demo.works.allocation import town_tree
from portal.demo.works.approvals import Holder, approvals_of, chances
from portal.demo.works.globe import coarsened, ewkb, in_degrees
from portal.demo.works.land_papers import BOUNDED, LandRows, extent_id, land_rows, temporary_paper
from portal.demo.works.members import PARCEL, SECTION, SITE, STRUCTURE, Members, build_members, member_id
from portal.demo.works.money import FUNDING, funding_lines, years_of
from portal.demo.works.naming import Names, name_work
from portal.demo.works.planted import DUPLICATE, of_kind
from portal.demo.works.programme import SIZES
from portal.demo.works.rows import ApprovalRow, FeatureRow, FundingRow, ProjectRow, ShareRow, SurveyRow
from portal.demo.works.schedule import STAGES
from portal.demo.works.stretches import stretches
from portal.demo.works.surveys import survey_of
from portal.demo.works.works import Batch, build_batch, programme_with_anomalies
from portal.projects.search import search_text

BATCH = 5_000
SURVEYED = SIZES["M"]
CHINA = timezone(timedelta(hours=8))
NUMERALS = "一二三四五六七八九十"
VALID_KINDS = {SITE: "", SECTION: "S", STRUCTURE: "B", PARCEL: "P"}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one batch, table by table; sites stand before what is below them."""

    features: list[FeatureRow]
    projects: list[ProjectRow]
    shares: list[ShareRow]
    funding: list[FundingRow]
    approvals: list[ApprovalRow]
    surveys: list[SurveyRow]
    land: LandRows


def days(values: np.ndarray) -> list[date | None]:
    """Return days as the database wants them; NaT becomes nothing."""
    return [None if value is None else value for value in values.astype("datetime64[D]").tolist()]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=CHINA)


def _line_names(batch: Batch, count: int) -> list[tuple[str, str, float]]:
    """Return for every work the line it lies on (Chinese, English) and where it begins on it, in metres."""
    programme, _ = programme_with_anomalies(count)
    made = []
    for work, n in zip(batch.works.tolist(), batch.variety.tolist(), strict=True):
        ground = v.VARIETIES[n].ground
        if ground not in v.LINES:
            made.append(("", "", 0.0))
            continue
        found, first = stretches(ground), programme.first[work]
        line = found.lines[found.line[first]]
        made.append((line.name, line.name_en, float(programme.begin_m[work])))
    return made


def _names(batch: Batch, lines: list[tuple[str, str, float]]) -> list[Names]:
    made = [
        name_work(work, v.VARIETIES[n], batch.nature[i], batch.places[i], lines[i][:2],
                  length_m=float(batch.length_m[i]), area_sqm=float(batch.area_sqm[i]))
        for i, (work, n) in enumerate(zip(batch.works.tolist(), batch.variety.tolist(), strict=True))
    ]  # fmt: skip
    place = {int(work): n for n, work in enumerate(batch.works.tolist())}
    for anomaly in of_kind(DUPLICATE):
        if anomaly.work in place:
            made[place[anomaly.work]] = _reworded(made[place[anomaly.other]])
    return made


def _reworded(names: Names) -> Names:
    """Return the same works under another name, as a second applicant would put it."""
    return Names(
        names.name.replace("工程", "建设项目"), f"{names.name_en} Project", names.address, names.content,
        names.ward,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the rows of one batch share."""

    batch: Batch
    names: list[Names]
    lines: list[tuple[str, str, float]]
    declared: list[date]
    moments: list[datetime]
    town_codes: list[str]


def _draft(works: Ints, count: int) -> _Draft:
    batch = build_batch(works, count)
    lines = _line_names(batch, count)
    declared = [day for day in days(batch.schedule.declared) if day]
    return _Draft(
        batch, _names(batch, lines), lines, declared, [_moment(day) for day in declared],
        [place.town.code for place in batch.places],
    )  # fmt: skip


def _chainage(metres: float) -> str:
    return f"K{int(metres // 1000)}+{int(metres % 1000):03d}"


def _member_names(draft: _Draft, members: Members) -> list[tuple[str, str]]:
    """Return Chinese and English names of places."""
    batch, made = draft.batch, []
    turns = np.bincount(members.at, minlength=len(batch.works))
    for at, turn in zip(members.at.tolist(), members.turn.tolist(), strict=True):
        if members.kind == SITE:
            made.append((draft.names[at].name, draft.names[at].name_en))
        elif members.kind == PARCEL:
            made.append((f"{NUMERALS[turn]}号地块", f"Parcel {turn + 1}"))
        elif members.kind == SECTION:
            made.append(_section_name(draft, at, turn, int(turns[at])))
        else:
            parts = v.VARIETIES[batch.variety[at]].parts
            zh, en = parts[turn % len(parts)]
            again = turn // len(parts)
            made.append((zh, en) if not again else (f"{zh}（{again + 1}）", f"{en} {again + 1}"))
    return made


def _section_name(draft: _Draft, at: int, turn: int, of: int) -> tuple[str, str]:
    zh, en = f"第{NUMERALS[turn]}标段", f"Section {turn + 1}"
    if v.VARIETIES[draft.batch.variety[at]].ground not in v.LINES:
        return zh, en
    length, start = float(draft.batch.length_m[at]), draft.lines[at][2]
    span = f"{_chainage(start + length * turn / of)}～{_chainage(start + length * (turn + 1) / of)}"
    return f"{zh}（{span}）", f"{en} ({span})"


def _town_codes(draft: _Draft, members: Members) -> list[str]:
    """Return the town of each place: its own where the works cross, else that of the works."""
    codes = [draft.town_codes[at] for at in members.at.tolist()]
    if members.kind == SITE or not draft.batch.shares.parts:
        return codes
    crossing = np.flatnonzero(np.isin(members.at, list(draft.batch.shares.parts)))
    middle = shapely.point_on_surface(members.shapes_m[crossing])
    found, town = town_tree().query(middle, predicate="within")
    towns = build_directory().towns
    for n, number in zip(crossing[found].tolist(), town.tolist(), strict=True):
        codes[n] = towns[number].code
    return codes


def _parents(draft: _Draft, members: Members, n: int) -> tuple[UUID | None, UUID]:
    """Return the identifiers of parent and root."""
    work = int(draft.batch.works[members.at[n]])
    root = member_id(SITE, work, 0)
    if members.kind == SITE:
        return None, root
    return (member_id(SECTION, work, int(members.under[n])) if members.kind == STRUCTURE else root), root


def _feature_rows(draft: _Draft, members: Members) -> list[FeatureRow]:
    batch, shapes = draft.batch, in_degrees(members.shapes_m)
    exact, public = ewkb(shapes), ewkb(coarsened(shapes))
    names, towns = _member_names(draft, members), _town_codes(draft, members)
    areas = shapely.area(members.shapes_m).round(2).tolist()
    made = []
    for n, at in enumerate(members.at.tolist()):
        work, turn = int(batch.works[at]), int(members.turn[n])
        parent, root = _parents(draft, members, n)
        variety = v.VARIETIES[batch.variety[at]]
        mark = f"-{VALID_KINDS[members.kind]}{turn + 1:02d}" if members.kind != SITE else ""
        made.append(FeatureRow(
            member_id(members.kind, work, turn), members.kind, parent, root, batch.code[at] + mark, *names[n],
            variety.land_use if members.kind == PARCEL else variety.key if members.kind == SITE else "",
            batch.owner[at].id, towns[n], batch.label[at], bool(batch.published[at]), exact[n], public[n],
            draft.declared[at], draft.moments[at], 1, {"area_sqm": areas[n]},
        ))  # fmt: skip
    return made


def _hundredths(value: float) -> Decimal:
    return Decimal(round(value * 100)).scaleb(-2)


def _project_rows(draft: _Draft) -> list[ProjectRow]:
    batch, plan, money = draft.batch, draft.batch.schedule, draft.batch.money
    as_of, actual = days(plan.as_of), (days(plan.actual_start), days(plan.actual_end))
    planned = days(plan.planned_start), days(plan.planned_end)
    made = []
    for n, work in enumerate(batch.works.tolist()):
        place, names, variety = batch.places[n], draft.names[n], v.VARIETIES[batch.variety[n]]
        words = (
            batch.code[n], batch.investment_code[n], batch.owner[n].name,
            build_directory().province.name, place.city.name, place.county.name, place.town.name,
        )  # fmt: skip
        made.append(ProjectRow(
            fixed_id("project", work), batch.code[n], batch.investment_code[n], names.name, names.name_en,
            batch.owner[n].id, member_id(SITE, work, 0), draft.town_codes[n], batch.label[n],
            bool(batch.published[n]),
            variety.sector, FUNDING[money.source[n]], batch.nature[n], STAGES[plan.stage[n]],
            Decimal(int(money.investment_yuan[n])), Decimal(int(money.paid_cents[n])).scaleb(-2),
            _hundredths(float(plan.progress_pct[n])), as_of[n], planned[0][n], planned[1][n], actual[0][n],
            actual[1][n], names.content,
            names.address,
            search_text(name=names.name, name_en=names.name_en, others=words, inside=(names.address,)),
            n in batch.shares.parts, 1, draft.moments[n], _moment(as_of[n] or draft.declared[n]),
        ))  # type: ignore[arg-type]  # fmt: skip
    return made


def _share_rows(draft: _Draft) -> list[ShareRow]:
    batch, towns = draft.batch, build_directory().towns
    made = []
    for at, parts in sorted(batch.shares.parts.items()):
        line = v.VARIETIES[batch.variety[at]].ground in v.LINES
        basis = "length" if line and at not in batch.shares.by_area else "area"
        site = member_id(SITE, int(batch.works[at]), 0)
        made += [ShareRow(site, towns[town].code, share, basis) for town, share in parts]
    return made


def _funding_rows(draft: _Draft) -> list[FundingRow]:
    batch = draft.batch
    first, last = years_of(batch.schedule.planned_start, batch.schedule.planned_end)
    made = []
    for n, work in enumerate(batch.works.tolist()):
        project = fixed_id("project", work)
        money = int(batch.money.investment_yuan[n]), int(batch.money.source[n])
        lines = funding_lines(work, *money, int(first[n]), int(last[n]))
        made += [FundingRow(project, line.source, line.year, line.amount_yuan) for line in lines]
    return made


def _approval_rows(draft: _Draft) -> list[tuple[int, ApprovalRow]]:
    """Return the papers of each work; up to size M those that carry a boundary have one."""
    batch, plan = draft.batch, draft.batch.schedule
    starts = days(np.where(np.isnat(plan.actual_start), plan.planned_start, plan.actual_start))
    ends, made = days(plan.actual_end), []
    for n, chance in enumerate(chances(batch.works)):
        work = int(batch.works[n])
        holder = Holder(
            work=work, sector=v.VARIETIES[batch.variety[n]].sector, stage=int(plan.stage[n]),
            tier=int(batch.tier[n]),
            place=batch.places[n], start=starts[n] or draft.declared[n], end=ends[n],
        )  # fmt: skip
        project, county = fixed_id("project", work), batch.places[n].county
        papers = approvals_of(holder, chance) + temporary_paper(work, f"{county.name}自然资源局", county.code)
        made += [
            (work, ApprovalRow(
                a.id, project, a.kind, a.number, a.authority, a.issued_on, a.valid_to, _moment(a.issued_on),
                extent_id(work, a.kind) if a.kind in BOUNDED and work < SURVEYED else None,
            ))
            for a in papers
        ]  # fmt: skip
    return made


def _survey_rows(draft: _Draft, parcels: Members, rows: list[FeatureRow]) -> list[SurveyRow]:
    made = []
    for n, (at, row) in enumerate(zip(parcels.at.tolist(), rows, strict=True)):
        if draft.batch.works[at] < SURVEYED:
            made.append(survey_of(
                parcels.shapes_m[n], code=row.code, name=row.name, land_use=row.subkind, feature=row.id,
                recorded=row.recorded_at,
            ))  # fmt: skip
    return made


def generate_batch(works: Ints, count: int) -> Rows:
    """Return all rows of some works out of ``count``."""
    draft = _draft(works, count)
    members = build_members(draft.batch)
    rows = {kind: _feature_rows(draft, members[kind]) for kind in (SITE, SECTION, STRUCTURE, PARCEL)}
    papers, at = _approval_rows(draft), members[SITE].at.tolist()
    sites = {int(draft.batch.works[n]): row for n, row in zip(at, rows[SITE], strict=True)}
    shapes = {int(draft.batch.works[n]): m for n, m in zip(at, members[SITE].shapes_m, strict=True)}
    land = land_rows(papers, sites, shapes)
    return Rows(
        [row for kind in rows.values() for row in kind] + land.features, _project_rows(draft),
        _share_rows(draft), _funding_rows(draft), [row for _work, row in papers],
        _survey_rows(draft, members[PARCEL], rows[PARCEL]) + land.surveys, land,
    )  # fmt: skip


def generate(count: int) -> Iterator[Rows]:
    """Yield the rows of the first ``count`` works, batch by batch."""
    for begin in range(0, count, BATCH):
        yield generate_batch(np.arange(begin, min(begin + BATCH, count)), count)
