"""All that the page of a schedule tells: tasks as bars, rules in words, coverage, what waits for a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from bim.catalog.models import Revision
from bim.catalog.selectors import list_revisions
from bim.linking import policy, rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.models import Link
from bim.linking.selectors import Pair, get_pair, standing
from bim.linking.services.carrying import lost_of
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.progress.models import Baseline, Schedule, ScheduleRevision, Task

MOST_TASKS, MOST_WAITING = 2_000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One task as a line with bars; places and widths in per cent of the schedule's length."""

    task: Task
    start: date | None
    finish: date | None
    left: float
    wide: float
    base_left: float
    base_wide: float
    elements: int


def models_for(actor: Actor, schedule: Schedule) -> list[Revision]:
    """Return the revisions of the project's models that the actor may look into."""
    found = standing(schedule)
    seen = set(
        list_revisions(actor=actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [one for one in found if one.pk in seen]


def revision_for(schedule: Schedule, models: list[Revision], asked: UUID | None) -> Revision | None:
    """Return the revision asked for, else the one with most links."""
    if asked is not None:
        return next((one for one in models if one.pk == asked), None)
    live = schedule.element_links.filter(state=rules.LIVE)
    return max(models, key=lambda one: live.filter(revision=one).count(), default=None)


def bars_of(plan: ScheduleRevision, counts: dict[str, int]) -> list[Bar]:
    """Return the tasks of a plan as bars, against its first baseline where there is one."""
    kept = Baseline.objects.filter(revision=plan, of="task").order_by("-number")
    based = {row.key: (_day(row.start), _day(row.finish)) for row in kept}
    tasks = list(Task.objects.filter(revision=plan).order_by("position")[:MOST_TASKS])
    spans = [(_day(t.start or t.early_start), _day(t.finish or t.early_finish)) for t in tasks]
    days = [day for span in (*spans, *based.values()) for day in span if day is not None]
    first, last = min(days, default=date.min), max(days, default=date.min)
    length = max((last - first).days + 1, 1)
    bars = []
    for task, (start, finish) in zip(tasks, spans, strict=True):
        left, wide = _place(start, finish, first, length)
        base_left, base_wide = _place(*based.get(task.key, (None, None)), first, length)
        bars.append(Bar(
            task=task, start=start, finish=finish, left=left, wide=wide, base_left=base_left,
            base_wide=base_wide, elements=counts.get(task.key, 0),
        ))  # fmt: skip
    return bars


def _place(start: date | None, finish: date | None, first: date, length: int) -> tuple[float, float]:
    if start is None or finish is None:
        return 0.0, 0.0
    return 100 * (start - first).days / length, 100 * ((finish - start).days + 1) / length


def _day(moment: Any) -> date | None:
    return None if moment is None else timezone.make_naive(moment).date()


def linked_view(actor: Actor, schedule: Schedule, revision: Revision) -> dict[str, Any]:
    """Return what the page tells of the links to one revision of a model."""
    pair = get_pair(actor=actor, schedule_id=schedule.pk, revision_id=revision.pk)
    live = Q(links__state=rules.LIVE, links__revision=revision)
    own = list(pair.rules.annotate(linked=Count("links", filter=live)))
    counts = pair.links.filter(state=rules.LIVE).values_list("task_key").annotate(n=Count("pk"))
    return {
        "revision": revision, "coverage": coverage(pair, bodies_of(revision)), "counts": dict(counts),
        "rules": [(row, said(row.question, row.task_key)) for row in own],
        "conflicts": _conflicts(pair), "lost": lost_of(pair)[:MOST_WAITING],
        "unsure": pair.links.filter(state=rules.UNSURE).order_by("task_key", "el")[:MOST_WAITING],
        "may_link": policy.may_link(actor, schedule.project),
    }  # fmt: skip


def _conflicts(pair: Pair) -> list[tuple[Link, Link | None]]:
    """Return each claim with who holds its element now."""
    claims = list(pair.links.filter(state=rules.CLAIMED).order_by("task_key", "el")[:MOST_WAITING])
    held = pair.links.filter(state=rules.LIVE, el__in=[one.el for one in claims])
    holders = {(one.el, one.role): one for one in held}
    return [(one, holders.get((one.el, one.role))) for one in claims]
