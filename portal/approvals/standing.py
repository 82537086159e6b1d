"""How a paper stands on a day, whichever table knows: in force, used, run out, superseded, revoked."""

from datetime import date

from portal.projects import readiness
from portal.projects.models import Project, ProjectApproval
from spatial.land import chain

ENDED = frozenset({chain.SUPERSEDED, chain.REVOKED})


def standing(project: Project, paper: ProjectApproval, on: date) -> str:
    """Return how a paper stands: ``superseded`` or ``revoked`` by its case, else ``readiness.Standing``.

    A paper that gave way to another has not run out, though its last day is past. Read rows with their
    ``land_document``.
    """
    row = getattr(paper, "land_document", None)
    return row.state if row is not None and row.state in ENDED else readiness.standing(project, paper, on)
