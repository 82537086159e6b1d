"""What of a project's reports is contradicted, task by task: for the states of elements."""

from datetime import date

from bim.disputes import policy
from bim.disputes.lots import lots_of
from bim.disputes.selectors import judged_of
from bim.disputes.voices import actuals_of, seen_plan
from bim.linking.pairs import TaskPair
from bim.linking.rules import Doubt
from portal.accounts.actor import Actor
from portal.earned.disagreeing import examined
from portal.earned.rules import unborne
from portal.projects.models import Project


def doubts_of(*, actor: Actor, pair: TaskPair, as_of: date) -> dict[str, Doubt]:
    """Return by task key what holds up where the latest report claims more, from its last day on.

    Nothing to who may not read what disagrees, and of a schedule that is not the project's plan, whose keys
    mean other tasks. Of a task claimed in two sections the least holds.
    """
    project = pair.schedule.project
    plan = seen_plan(actor, project) if policy.reads(actor, project) else None
    if plan is None or plan.schedule_id != pair.schedule.pk:
        return {}
    actuals, lots = actuals_of(plan, as_of), lots_of(actor=actor, project=project, on=as_of)
    found: dict[str, Doubt] = {}
    rows = Project.objects.filter(pk=project.pk)
    for one in examined(actor=actor, projects=rows, as_of=as_of):
        for judged in judged_of(one, actuals, lots):
            key, holds = judged.claim.key, float(judged.found.supported)
            lacks = unborne(judged.found.reasons, judged.claim.percent, judged.found.supported)
            if lacks and (key not in found or holds < found[key].percent):
                found[key] = Doubt(on=one.report.period_last, percent=holds)
    return found
