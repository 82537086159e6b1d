"""What a day says about a project: late, on track, done. Never stored; computed where it is asked."""

from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from portal.projects.rules import DONE_STAGES, ENDED_STAGES


def status_on(day: date, *, today: date) -> Case:
    """Return the expression of a project's status on a day (codes of ``rules.STATUSES``).

    The stage is today's: on a day gone by only dates tell what was finished, and nothing tells what stood
    still. What was cancelled carries no date and stays so on every day.
    """
    standing = [] if day < today else [When(stage="suspended", then=Value("suspended"))]
    return Case(
        When(stage__in=ENDED_STAGES, then=Value("cancelled")),
        When(_done(day, past=day < today), then=Value("done")),
        *standing,
        When(Q(actual_start__lte=day) & Q(planned_end__lt=day), then=Value("late_finish")),
        When(actual_start__lte=day, then=Value("on_track")),
        When(planned_start__lt=day, then=Value("late_start")),
        default=Value("not_started"),
        output_field=CharField(),
    )


def _done(day: date, *, past: bool) -> Q:
    by_stage = Q(stage__in=DONE_STAGES)
    if past:
        by_stage &= Q(actual_end__isnull=True)
    return by_stage | Q(actual_end__lte=day)


def under_construction_on(day: date, *, clock: str) -> Q:
    """Return the filter of projects being built on a day, by the ``planned`` or the ``actual`` dates."""
    not_over = Q(**{f"{clock}_end__isnull": True}) | Q(**{f"{clock}_end__gte": day})
    return Q(**{f"{clock}_start__lte": day}) & not_over
