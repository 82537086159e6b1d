"""Who reads what disagrees: whoever reads the project's contracts, for lines tell amounts."""

from bim.issues.policy import may_write
from portal.accounts.actor import Actor
from portal.earned.policy import reads_money
from portal.projects.models import Project


def reads(actor: Actor, project: Project) -> bool:
    """Tell whether the actor reads the lines of a project. The public reads none."""
    return not actor.is_public and reads_money(actor, project)


def may_raise(actor: Actor, project: Project) -> bool:
    """Tell whether the actor makes issues of lines."""
    return reads(actor, project) and may_write(actor, project)
