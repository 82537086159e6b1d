"""Reads of evaluations: one, many, the targets in force, what each judge scored, averages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db.models import Avg, Count, F, OrderBy, Q, QuerySet

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation, User
from portal.core.sql import fetch_around
from portal.performance import faults, policy
from portal.performance.models import Evaluation, TargetLine, TargetSet
from portal.performance.rules import grades, life, weights
from portal.projects.models import Project
from spatial.regions.models import LEVELS

SQL = Path(__file__).resolve().parent / "sql"
SORTS = ("-updated_at", "updated_at", "final_points", "year", "state")
WHOLE = ("project__owner", "project__site", "feature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which evaluations are asked for; empty means all. ``region``: a prefix of the region code.

    ``mine``: only those with a step the asker may take.
    """

    year: int | None = None
    mode: str = ""
    state: str = ""
    grade: str = ""
    region: str = ""
    sector: str = ""
    mine: bool = False

    def __post_init__(self) -> None:
        known = {"mode": weights.MODES, "state": life.LIFECYCLE.states, "grade": grades.GRADES}
        for name, words in known.items():
            value = getattr(self, name)
            if value and value not in words:
                raise faults.WordUnknown(field=name, value=value[:40], known=", ".join(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Averages:
    """What many evaluations come to, reckoned in the database. Points of 100, ``None`` without any."""

    evaluations: int
    scored: int
    self_points: Decimal | None
    third_points: Decimal | None
    finance_points: Decimal | None
    final_points: Decimal | None
    by_grade: Mapping[str, int]
    by_state: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionScore:
    """The mean of the final points of a region's projects. A project counts where most of its ground is."""

    code: str
    evaluations: int
    points: Decimal


def list_evaluations(*, actor: Actor, on: date) -> QuerySet[Evaluation]:
    """Return the evaluations the actor may see on a day."""
    return Evaluation.objects.filter(policy.viewable(actor, on=on))


def find_evaluations(*, actor: Actor, wanted: Wanted, on: date) -> QuerySet[Evaluation]:
    """Return the evaluations asked for, with what a list shows of them."""
    rows = list_evaluations(actor=actor, on=on).select_related("project__owner", "feature")
    plain = {
        "year": wanted.year, "mode": wanted.mode, "state": wanted.state, "grade": wanted.grade,
        "project__sector": wanted.sector, "project__region_code__startswith": wanted.region,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    return rows.filter(_open_to(actor)) if wanted.mine else rows


def _open_to(actor: Actor) -> Q:
    """Return the filter of states in which one of the actor's roles has something to do."""
    states = {step.source for step in life.LIFECYCLE.steps if not actor.roles.isdisjoint(step.roles)}
    return Q(state__in=sorted(states))


def averages(rows: QuerySet[Evaluation]) -> Averages:
    """Return the averages of a list, not of its page."""
    plain = rows.order_by()
    means = {f"mean_{name}": Avg(f"{name}_points") for name in ("self", "third", "finance", "final")}
    found = plain.aggregate(n=Count("pk"), scored=Count("final_points"), **means)
    return Averages(
        evaluations=found["n"], scored=found["scored"], self_points=_cut(found["mean_self"]),
        third_points=_cut(found["mean_third"]), finance_points=_cut(found["mean_finance"]),
        final_points=_cut(found["mean_final"]), by_grade=_counted(plain.exclude(grade=""), "grade"),
        by_state=_counted(plain, "state"),
    )  # fmt: skip


def _cut(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"))


def _counted(rows: QuerySet[Evaluation], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(n=Count("pk")))


def scores_by_region(
    *, actor: Actor, level: int, on: date, year: int | None = None, parent: str = ""
) -> list[RegionScore]:
    """Return each region's mean of final points, at a level of regions, of what the actor may see."""
    wanted = Wanted(year=year, region=parent)
    rows = find_evaluations(actor=actor, wanted=wanted, on=on).filter(final_points__isnull=False)
    values = rows.order_by().values_list("project__region_code", "final_points")
    return fetch_around(RegionScore, SQL / "by_region.sql", values, digits=LEVELS[level])


def get_evaluation(*, actor: Actor, evaluation_id: UUID, on: date) -> Evaluation:
    """Return one evaluation. Raises ``EvaluationNotFound`` both when it is absent and when it is hidden."""
    rows = list_evaluations(actor=actor, on=on).select_related(*WHOLE)
    found = rows.filter(pk=evaluation_id).first()
    if found is None:
        raise faults.EvaluationNotFound(evaluation=str(evaluation_id))
    return found


def lock_evaluation(*, actor: Actor, evaluation_id: UUID, on: date) -> Evaluation:
    """Return one evaluation, locked until the transaction ends."""
    found = get_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    Evaluation.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)


def of_project(*, actor: Actor, project: Project, on: date) -> QuerySet[Evaluation]:
    """Return a project's evaluations, the latest year first."""
    rows = list_evaluations(actor=actor, on=on).filter(project=project).select_related("feature")
    return rows.order_by(OrderBy(F("year"), descending=True), "mode", "pk")


def current_set(evaluation: Evaluation) -> TargetSet:
    """Return the targets in force: the last that were locked, else those being drawn up."""
    locked = evaluation.sets.filter(locked_at__isnull=False).order_by("-revision").first()
    return locked or evaluation.sets.get(revision=1)


def waiting_change(evaluation: Evaluation) -> TargetSet | None:
    """Return the change of targets that waits for a decision."""
    rows = evaluation.sets.filter(revision__gt=1, locked_at__isnull=True, rejected_at__isnull=True)
    return rows.order_by("-revision").first()


def lines_of(targets: TargetSet) -> list[TargetLine]:
    """Return the indicators of a set in order."""
    return list(targets.lines.order_by("position"))


def evaluators() -> QuerySet[User]:
    """Return the people of evaluating bodies, who may be given a task."""
    rows = User.objects.filter(is_active=True, organisation__kind=Organisation.Kind.EVALUATOR)
    return rows.select_related("organisation").order_by("organisation__name", "username")
