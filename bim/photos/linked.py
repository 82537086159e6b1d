"""The tasks that make an element, whose photos show it."""

from bim.catalog.models import Element, Revision
from bim.linking import rules
from bim.linking.selectors import list_links
from portal.accounts.actor import Actor
from portal.progress.selectors import plan_of
from portal.projects.models import Project


def tasks_of(*, actor: Actor, project: Project, revision: Revision, global_id: str) -> tuple[str, ...]:
    """Return the keys of the tasks of the project's plan that make an element, as far as the actor sees."""
    plan = plan_of(project)
    if plan is None:
        return ()
    numbers = Element.objects.filter(revision=revision, global_id=global_id).values("el")
    links = list_links(actor=actor).filter(
        schedule=plan.schedule_id, revision=revision, el__in=numbers, state=rules.LIVE, role=rules.OUTPUT
    )
    return tuple(links.order_by("key").values_list("key", flat=True).distinct())
