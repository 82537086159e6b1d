"""Who may see an evaluation: whoever sees its project, and of third parties those it was given to."""

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.performance.models import Assignment, Evaluation
from portal.performance.rules import life
from portal.projects.models import Project
from portal.projects.policy import roles_on

THIRD = "tp"
_EVALUATION = policy.Columns(
    organisation="project__owner", region_code="project__region_code", label="project__label",
    published="project__published", project_id="project_id", sector="project__sector",
)  # fmt: skip


def viewable(actor: Actor, *, on: date) -> Q:
    """Return the filter of evaluations the actor may see on a day; the public none."""
    if actor.is_public:
        return policy.NOBODY
    own = tuple(scope for scope in actor.scopes if scope.role != THIRD)
    seen = policy.viewable(replace(actor, scopes=own), _EVALUATION) if own else policy.NOBODY
    if own == actor.scopes:
        return seen
    theirs = tuple(scope for scope in actor.scopes if scope.role == THIRD)
    given = assigned_to(actor, on=on).values("evaluation_id")
    return seen | (policy.viewable(replace(actor, scopes=theirs), _EVALUATION) & Q(pk__in=given))


def assigned_to(actor: Actor, *, on: date) -> QuerySet[Assignment]:
    """Return the tasks a person has on a day: open, begun, not run out."""
    return Assignment.objects.filter(
        person_id=actor.user_id or 0, ended_at__isnull=True, valid_from__lte=on, valid_to__gte=on
    )


def roles_of(actor: Actor, evaluation: Evaluation, *, on: date) -> frozenset[str]:
    """Return the roles the actor holds over an evaluation; a third party's only with its task."""
    roles = roles_on(actor, evaluation.project)
    if THIRD in roles and not assigned_to(actor, on=on).filter(evaluation=evaluation).exists():
        return roles - {THIRD}
    return roles


def may_begin(actor: Actor, project: Project) -> bool:
    """Tell whether the actor draws up targets for this project."""
    return not roles_on(actor, project).isdisjoint(life.SCORERS[life.SELF])


def may_score(actor: Actor, evaluation: Evaluation, party: str, *, on: date) -> bool:
    """Tell whether the actor writes the points of a party now."""
    open_now = evaluation.state == life.SCORES_IN[party]
    return open_now and not roles_of(actor, evaluation, on=on).isdisjoint(life.SCORERS[party])


def reads_for_others(actor: Actor) -> bool:
    """Tell whether every read of this person is kept: they look at others' records as a third party."""
    return THIRD in actor.roles
