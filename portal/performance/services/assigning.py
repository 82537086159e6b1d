"""The third party: chosen by more than the unit, independent, with read-only access that ends by itself."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor, system_actor
from portal.accounts.models import Organisation, User
from portal.accounts.services import GrantFacts, end_grant, grant_role
from portal.core import clock
from portal.performance import engagements, faults, selectors, tracing
from portal.performance.models import Assignment, Evaluation, EvaluatorRead
from portal.performance.models_case import SELECTIONS
from portal.performance.services.recording import Doing
from portal.projects.rules import MIN_REASON_LENGTH

LONGEST = timedelta(days=366)
GRANTER = "evaluation"


def assign(doing: Doing) -> dict[str, Any]:
    """Give the task to a person of an evaluating body, with access to this project until a day."""
    evaluation, body = doing.evaluation, None
    person = selectors.evaluators().filter(username=str(doing.needed("person"))).first()
    body = person.organisation if person else None
    if person is None or body is None:
        raise faults.NotAnEvaluator(person=str(doing.more["person"])[:150])
    valid_to = doing.needed("valid_to")
    _check_days(doing.on, valid_to)
    chosen_by = _choosers(doing, evaluation)
    _check_independent(evaluation, body, doing.on)
    made = Assignment.objects.create(
        evaluation=evaluation, organisation=body, person_id=person.pk, selection=_selection(doing),
        selected_by=chosen_by, valid_from=doing.on, valid_to=valid_to,
    )  # fmt: skip
    made.grant = _access(evaluation, person, doing.on, valid_to)
    made.save(update_fields=["grant"])
    return {
        "body": str(body.pk), "person": person.username, "selection": made.selection,
        "selected_by": [str(one) for one in chosen_by], "valid_to": valid_to.isoformat(),
    }  # fmt: skip


def accept(doing: Doing) -> dict[str, Any]:
    """Begin the task with a declaration of independence, held once more against the contracts."""
    task = open_task(doing.evaluation)
    text = str(doing.more.get("declaration") or doing.reason).strip()
    if len(text) < MIN_REASON_LENGTH:
        raise faults.DeclarationMissing(least=MIN_REASON_LENGTH)
    _check_independent(doing.evaluation, task.organisation, doing.on)
    task.declaration, task.declared_at = text, clock.now()
    task.declared_by, task.declared_by_name = doing.actor.user_id, doing.actor.name
    task.save()
    return {"declaration": text}


def decline(doing: Doing) -> dict[str, Any]:
    """Give the task back; the access ends today."""
    end_task(doing.evaluation, doing.on)
    return {}


def end_task(evaluation: Evaluation, on: date) -> None:
    """End the open task and its access."""
    task = evaluation.assignments.filter(ended_at__isnull=True).first()
    if task is None:
        return
    task.ended_at = clock.now()
    task.save(update_fields=["ended_at"])
    if task.grant is not None and (task.grant.valid_to is None or task.grant.valid_to > on):
        last = max(on, task.grant.valid_from)
        end_grant(actor=system_actor(GRANTER), grant_id=task.grant.pk, last=last)


def open_task(evaluation: Evaluation) -> Assignment:
    """Return the task that was given and not ended."""
    return evaluation.assignments.select_related("organisation", "grant").get(ended_at__isnull=True)


def record_read(*, actor: Actor, method: str, path: str, status: int, at: datetime) -> None:
    """Keep what a third party looked at."""
    if actor.user_id is not None:
        EvaluatorRead.objects.create(
            at=at, user_id=actor.user_id, organisation_id=actor.organisation_id, method=method[:8],
            path=path[:500], status=status,
        )  # fmt: skip


def _check_days(on: date, valid_to: Any) -> None:
    latest = on + LONGEST
    if not isinstance(valid_to, date) or not on <= valid_to <= latest:
        raise faults.DatesOutOfOrder(latest=latest.isoformat())


def _selection(doing: Doing) -> str:
    found = str(doing.needed("selection"))
    if found not in SELECTIONS:
        raise faults.WordUnknown(field="selection", value=found[:40], known=", ".join(SELECTIONS))
    return found


def _choosers(doing: Doing, evaluation: Evaluation) -> list[UUID]:
    """Return the bodies that chose, the actor's own among them. Raises ``ChosenByUnitAlone``."""
    named: Iterable[UUID] = doing.more.get("selected_by") or ()
    wanted = {*named, *([doing.actor.organisation_id] if doing.actor.organisation_id else [])}
    known = {row.pk: row.path for row in Organisation.objects.filter(pk__in=wanted)}
    unit = evaluation.project.owner.path
    if not any(not path.startswith(unit) for path in known.values()):
        raise faults.ChosenByUnitAlone()
    return sorted(known, key=str)


def _check_independent(evaluation: Evaluation, body: Organisation, on: date) -> None:
    years = int(tracing.book_for(evaluation, on=on).number("independence_years"))
    since = _years_before(on, years)
    found = engagements.engagements_since(evaluation.project, body, since=since)
    if found:
        raise faults.NotIndependent(body=body.name, years=years, number=found[0].number)


def _years_before(on: date, years: int) -> date:
    last = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - years, day=last)


def _access(evaluation: Evaluation, person: User, on: date, last: date) -> Any:
    project = evaluation.project
    facts = GrantFacts(
        role="tp", organisation=project.owner, region_code=project.region_code, clearance=project.label,
        projects=[project.pk], valid_from=on, valid_to=last,
    )  # fmt: skip
    return grant_role(actor=system_actor(GRANTER), user_id=person.pk, facts=facts)
