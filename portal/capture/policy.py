"""Who sees what was written down at the site, and who writes it down: by the project, as its reports."""

from dataclasses import replace

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.accounts.policy import NOBODY
from portal.capture import rules
from portal.progress import policy as progress
from portal.projects import policy as projects
from portal.projects.models import Project


def viewable(actor: Actor, at: str = "") -> Q:
    """Return the filter of entries the actor may see; the public none. ``at``: the way to the entry."""
    return progress.viewable(actor, at)


def works_on(actor: Actor) -> Q:
    """Return the filter of the projects in which the actor builds, supervises or takes over."""
    scopes = tuple(scope for scope in actor.record_scopes if scope.role in rules.CAPTURERS)
    return projects.viewable(replace(actor, scopes=scopes)) if scopes else NOBODY


def works_anywhere(actor: Actor) -> bool:
    """Tell whether the actor builds, supervises or takes over anywhere."""
    return not actor.is_public and not rules.CAPTURERS.isdisjoint(actor.roles)


def states_for(actor: Actor, project: Project) -> list[str]:
    """Return the states of a task the actor may say in this very project."""
    return rules.states_for(projects.roles_on(actor, project))


def may_capture(actor: Actor, project: Project) -> bool:
    """Tell whether the actor writes anything down at this project's site."""
    return not rules.CAPTURERS.isdisjoint(projects.roles_on(actor, project))


def supervises(actor: Actor, project: Project) -> bool:
    """Tell whether what the actor writes down at the project's site is of supervision."""
    return rules.SUPERVISOR in projects.roles_on(actor, project)


def only_builds(actor: Actor, project: Project) -> bool:
    """Tell whether all the actor does at the project's site is to build."""
    return projects.roles_on(actor, project) & rules.CAPTURERS == {rules.CONTRACTOR}
