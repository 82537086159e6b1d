"""Gather what the rules judge of many projects on a day: dates, papers, reports and pace."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from portal.accounts.actor import Actor, system_actor
from portal.alerts.rules.conditions import ACCOUNTED, COMPLETED, NOT_STARTED, Limits, Measured, Paper, Period
from portal.alerts.rules.life import Patience
from portal.approvals.nightly import relied_upon
from portal.core.rulebook import rule, rule_versions
from portal.core.sql import fetch_around
from portal.earned.selectors import grown_on
from portal.earned.standing import Grown, stands
from portal.progress.rules.earned import ZERO
from portal.progress.rules.measuring import HUNDRED
from portal.progress.rules.photos import HARD
from portal.projects.models import Project, ProjectApproval

SQL = Path(__file__).resolve().parent / "sql"
WATCHED = (*NOT_STARTED, "suspended", COMPLETED, *ACCOUNTED)
PERMIT, FILED = "A8", "A10"
RULES_OF_LIMITS = {
    "start_days": "alert_start_days", "permit_first_days": "alert_permit_first_days",
    "permit_second_days": "alert_permit_second_days", "permit_last_days": "alert_permit_last_days",
    "forecast_days": "alert_forecast_days", "forecast_pct": "alert_forecast_pct",
    "silence_days": "alert_silence_days", "slow_index": "alert_slow_index",
    "slow_periods": "alert_slow_periods", "very_slow_index": "alert_very_slow_index",
    "stop_days": "alert_stop_days", "expiry_first_days": "land_alert_first_days",
    "expiry_second_days": "land_alert_second_days", "expiry_last_days": "land_alert_last_days",
    "filing_days": "acceptance_filing_days", "archive_months": "archive_months",
    "accounts_months": "final_accounts_months", "clock_soon_days": "alert_clock_soon_days",
}  # fmt: skip
RULES_OF_PATIENCE = {
    "unit_days": "alert_unit_days", "department_days": "alert_department_days",
    "leader_days": "alert_leader_days",
}  # fmt: skip
REAL = frozenset({"forecast_pct", "slow_index", "very_slow_index"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of ``sql/shown.sql``."""

    project_id: UUID
    confirmed_on: date | None
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """A row of ``sql/periods.sql``."""

    project_id: UUID
    last: date
    task_key: str
    percent: Decimal


def limits_on(on: date) -> Limits:
    """Return the numbers of the rule table in force on a day. Raises ``RuleNotInForce``."""
    rows = rule_versions(list(RULES_OF_LIMITS.values()), on=on)
    values = {one.name: rows[RULES_OF_LIMITS[one.name]].value for one in fields(Limits)}
    return Limits(**{
        name: value if name in REAL else int(value) for name, value in values.items()
    })  # type: ignore[arg-type]  # fmt: skip


def patience_on(on: date) -> Patience:
    """Return how long each level may take to answer. Raises ``RuleNotInForce``."""
    rows = rule_versions(list(RULES_OF_PATIENCE.values()), on=on)
    return Patience(**{name: int(rows[code].value) for name, code in RULES_OF_PATIENCE.items()})


def pace_of(*, actor: Actor, project: Project, on: date) -> Period | None:
    """Return the last reported period of a project being built, held against its own last day as in N2.

    ``project``: as the actor sees it. Nothing for the public, which reads published reports alone.
    """
    if actor.is_public:
        return None
    found = {project.pk: _plain(project)}
    _add_pace(found, _built(Project.objects.filter(pk=project.pk), on), on, limits_on(on))
    return next(reversed(found[project.pk].periods), None)


def measure(projects: QuerySet[Project], *, on: date, limits: Limits) -> dict[Project, Measured]:
    """Return what is known on a day of those projects that are watched at all."""
    watched = projects.filter(stage__in=WATCHED).select_related("owner")
    rows = list(watched.order_by("code"))
    found = {row.pk: _plain(row) for row in rows}
    _add_papers(found, on, limits)
    building = _built(projects, on)
    _add_shown(found, building, on)
    _add_pace(found, building, on, limits)
    return {row: found[row.pk] for row in rows}


def _built(projects: QuerySet[Project], on: date) -> QuerySet[Project]:
    """Return those whose works go on, or rest."""
    return projects.filter(stage__in=("construction", "suspended"), actual_start__lte=on)


def _plain(row: Project) -> Measured:
    return Measured(
        stage=row.stage, planned_start=row.planned_start, planned_end=row.planned_end,
        actual_start=row.actual_start, actual_end=row.actual_end,
    )  # fmt: skip


def _add_papers(found: dict[UUID, Measured], on: date, limits: Limits) -> None:
    papers = ProjectApproval.objects.filter(project__in=found, kind__in=(PERMIT, FILED), issued_on__lte=on)
    permits: dict[UUID, Paper] = {}
    filed: set[UUID] = set()
    for row in papers.order_by("issued_on", "pk"):
        if row.kind == FILED:
            filed.add(row.project_id)
        else:
            permits[row.project_id] = _paper(row)
    expiring: dict[UUID, list[Paper]] = defaultdict(list)
    for row in relied_upon(projects=list(found), on=on, until=on + timedelta(days=limits.expiry_first_days)):
        expiring[row.project_id].append(_paper(row))
    for pk, at in found.items():
        found[pk] = replace(
            at, permit=permits.get(pk), filed=pk in filed, expiring=tuple(expiring.get(pk, ()))
        )


def _paper(row: ProjectApproval) -> Paper:
    return Paper(
        key=str(row.pk), kind=row.kind, number=row.number, issued_on=row.issued_on, valid_to=row.valid_to
    )


def _add_shown(found: dict[UUID, Measured], building: QuerySet[Project], on: date) -> None:
    ids = building.order_by().values("pk")
    given = {"on": on, "zone": settings.TIME_ZONE, "hard": sorted(HARD)}
    for row in fetch_around(Shown, SQL / "shown.sql", ids, **given):
        found[row.project_id] = replace(
            found[row.project_id], confirmed_on=row.confirmed_on, seen_on=row.seen_on
        )


def _add_pace(found: dict[UUID, Measured], building: QuerySet[Project], on: date, limits: Limits) -> None:
    """Measure each reported period at its own last day: what is confirmed of it comes in days later."""
    sections: dict[UUID, list[Grown]] = defaultdict(list)
    for one in grown_on(actor=system_actor("alerts"), projects=building, as_of=on):
        sections[one.project_id].append(one)
    ids = building.order_by().values("pk")
    given = {"on": on, "zone": settings.TIME_ZONE, "periods": limits.slow_periods}
    said: dict[UUID, dict[date, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in fetch_around(Said, SQL / "periods.sql", ids, **given):
        said[row.project_id][row.last][row.task_key] = row.percent
    for pk, grown in sections.items():
        parts = [part for one in grown for part in one.planned]
        if parts:
            found[pk] = replace(
                found[pk], periods=tuple(_period(grown, last, of) for last, of in sorted(said[pk].items())),
                baseline_first=min(part.first for part in parts), baseline_last=max(p.last for p in parts),
            )  # fmt: skip


def _period(sections: list[Grown], last: date, said: Mapping[str, Decimal]) -> Period:
    by_reports = [
        replace(one, earned=[_earned(one, said)], certified=[ZERO], cash=[ZERO]) for one in sections
    ]
    time = stands(by_reports, as_of=last).time
    return Period(last=last, spi_t=time.spi_t, forecast=time.forecast_finish)


def _earned(one: Grown, said: Mapping[str, Decimal]) -> Decimal:
    return sum(
        (worth * said.get(key, ZERO) / HUNDRED for key, worth in zip(one.keys, one.worths, strict=True)), ZERO
    )


def grace_days(on: date) -> int:
    """Return how long an alert may be called resolved while its cause goes on. Raises ``RuleNotInForce``."""
    return int(rule("alert_grace_days", on=on))
