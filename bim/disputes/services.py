"""Make an issue of a line: a topic with a pin on the elements, and both know each other."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bim.disputes import faults, selectors
from bim.disputes.models import Dispute
from bim.disputes.rules import LOTS
from bim.disputes.selectors import Line
from bim.disputes.voices import chosen_of
from bim.issues.faults import WritingForbidden
from bim.issues.policy import may_write
from bim.issues.rules import CLOSED
from bim.issues.services.writing import Seen, raise_issue
from portal.acceptance import names as acceptance
from portal.accounts.actor import Actor
from portal.earned.rules import ORDER
from portal.progress import names
from portal.projects.models import Project
from portal.projects.policy import viewable_features
from portal.projects.selectors import get_project, lock_project
from spatial.features.models import Feature

KIND, STRUCTURE, CENT = "progress", "structure", Decimal("0.01")


@transaction.atomic
def raise_line(
    *, actor: Actor, code: str, feature_id: UUID, task: str, as_of: date, on: date, at: datetime
) -> Dispute:  # fmt: skip
    """Raise an issue of a line of the day ``as_of``. Two hands at once raise one.

    Raises ``LineNotFound``, ``RaisedAlready``, ``NoStructure`` and ``WritingForbidden``.
    """
    project = get_project(actor=actor, code=code)
    line = selectors.line_of(actor=actor, code=code, as_of=as_of, feature_id=feature_id, task=task)
    if not may_write(actor, project):
        raise WritingForbidden()
    lock_project(actor=actor, code=code)
    _refuse_second(feature_id, task)
    issue = raise_issue(
        actor=actor, structure_id=_structure(actor, line), facts=_facts(line), look=_look(line), snapshot="",
        on=on, model_id=line.model.model_id if line.model else None,
        seen=Seen(links=(address_of(project, line, as_of),)),
    )  # fmt: skip
    return Dispute.objects.create(
        project=project, feature_id=feature_id, task_key=task, report=line.report, issue=issue,
        reasons=list(line.reasons), at_stake=line.at_stake.quantize(CENT, rounding=ROUND_HALF_UP),
        raised_by_id=actor.user_id or None, raised_at=at,
    )  # fmt: skip


def address_of(project: Project, line: Line, as_of: date) -> str:
    """Return the line's address without a host."""
    return f"/projects/{project.code}/disagreements/?as_of={as_of}#line-{line.name}"


def _refuse_second(feature_id: UUID, task: str) -> None:
    rows = Dispute.objects.filter(feature_id=feature_id, task_key=task).exclude(issue__state=CLOSED)
    there = rows.select_related("issue").first()
    if there is not None:
        raise faults.RaisedAlready(number=there.issue.number)


def _structure(actor: Actor, line: Line) -> UUID:
    """Return the structure of the elements; without any, the first one of the section."""
    if line.model is not None:
        return line.model.structure_id
    rows = Feature.objects.filter(viewable_features(actor), kind=STRUCTURE)
    found = rows.filter(parent_id=line.section.section_id).order_by("code", "pk").first()
    if found is None:
        raise faults.NoStructure()
    return found.pk


def _facts(line: Line) -> dict[str, object]:
    """Return what the issue says. Whoever sees the project reads it, so it tells nothing of money."""
    reasons = [str(names.word(names.DISAGREEMENTS, reason)) for reason in line.reasons]
    words = _("{reasons}. Claimed {claimed} %, {supported} % holds up.").format(
        reasons="; ".join(reasons), claimed=f"{line.claim.percent:.1f}", supported=f"{line.supported:.1f}"
    )
    title = _("{task}: {reason}").format(task=line.claim.name, reason=reasons[0])
    return {"title": title[:500], "description": "\n".join((words, *_told(line))), "kind": KIND}


def _told(line: Line) -> tuple[str, ...]:
    """Return what the line goes by; the tasks that had to be done first are named as such, and its lots."""
    lots, facts = _lots(line), [one for one in line.facts if one.split(":")[0] not in names.OF_MONEY]
    if ORDER not in line.reasons or not line.claim.open_before:
        return (*map(names.fact, facts), *lots)
    tasks = ", ".join(line.claim.open_before)
    return (_("Open before it: {tasks}").format(tasks=tasks), *map(names.fact, facts[1:]), *lots)


def _lots(line: Line) -> tuple[str, ...]:
    """Return the lots that contradict the report, by number, name and state."""
    if line.lots is None or not set(LOTS) & set(line.reasons):
        return ()
    told = [
        f"{one.code} {one.name} ({acceptance.word('STATES', one.state)})"
        for one in line.lots.against(line.reasons)
    ]
    return (_("Inspection lots: {lots}").format(lots="; ".join(told)),)


def _look(line: Line) -> dict[str, object] | None:
    chosen = [{"ifc_guid": one} for one in chosen_of(line.model, line.claim.key)] if line.model else []
    if not chosen:
        return None
    return {"components": {
        "selection": chosen, "exceptions": [], "default_visibility": True, "colouring": [], "hints": None,
    }}  # fmt: skip
