"""Keep what was written down at the site: once, in its order, or refused with the reason."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.capture import faults, policy, rules, selectors, today
from portal.capture.models import SiteEntry
from portal.capture.services.given import Given, promised
from portal.capture.services.joining import join_report, percent_to_say
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.progress.models import ProgressReport
from portal.progress.selectors import place_of
from portal.progress.services.reporting import Said
from portal.projects.models import Project
from portal.projects.selectors import get_project, lock_project
from portal.quality.selectors import refuse_over_grave

SUBJECT = "site_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry and whether it is new."""

    entry: SiteEntry
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where an entry belongs. ``name``: of its task; ``unit``: of its quantity."""

    place: UUID
    name: str = ""
    unit: str = ""


@kept_refusals(SUBJECT, names=("entry_id",))
@transaction.atomic
def keep_entry(
    *, actor: Actor, entry_id: UUID, given: Given, on: date, at: datetime, sent_at: datetime | None = None
) -> Kept:
    """Keep an entry, or return the one already kept under its key. Raises what stands against it."""
    get_project(actor=actor, code=given.code)
    project = lock_project(actor=actor, code=given.code)
    there = SiteEntry.objects.filter(pk=entry_id).first()
    if there is not None:
        return _again(actor, there, given)
    if not policy.may_capture(actor, project):
        raise faults.CapturingNotYours(project=given.code)
    _check_order(actor, project, given)
    asked = given
    given, where = _understood(actor, project, _by_our_clock(given, sent_at, at), on)
    _check_state(actor, project, given, where.place)
    report = _joined(actor, project, given, where, on, at) if given.kind == rules.PROGRESS else None
    entry = _row(actor, project, given, where, report, at, sent_at, asked)
    facts = {"code": project.code, "kind": given.kind, "task": given.task_key, "number": given.number}
    record_event(actor=actor, verb="enter", subject_type=SUBJECT, subject_id=str(entry_id), facts=facts)
    return Kept(entry=entry, fresh=True)


def _again(actor: Actor, there: SiteEntry, given: Given) -> Kept:
    if there.by != actor.user_id or there.digest != given.digest:
        raise faults.EntryKeyTaken(entry=str(given.entry_id))
    return Kept(entry=there, fresh=False)


def _by_our_clock(given: Given, sent_at: datetime | None, at: datetime) -> Given:
    return replace(
        given, captured_at=rules.moment_of(given.captured_at, sent_at=sent_at, received_at=at)
    )


def _check_order(actor: Actor, project: Project, given: Given) -> None:
    own = SiteEntry.objects.filter(by=actor.user_id or 0, device=given.device)
    if own.filter(number=given.number).exists():
        raise faults.EntryNumberTaken(number=given.number)
    later = own.filter(
        project=project, task_key=given.task_key, kind=given.kind, number__gt=given.number
    ).exclude(state="")
    last = later.order_by("-number").values_list("number", flat=True).first()
    if given.task_key and given.state and last is not None:
        raise faults.EntryOutOfOrder(number=given.number, last=last)


def _understood(actor: Actor, project: Project, given: Given, on: date) -> tuple[Given, Where]:
    """Return an entry with its per cent, and where it belongs. Raises what it cannot mean."""
    where = _where(actor, project, given, on)
    percent = given.percent
    if percent is None and given.quantity is not None:
        percent = _share(actor, project, given, where)
    word = rules.Word(
        kind=given.kind, state=given.state, percent=percent, note=given.note, title=given.title,
        photos=len(given.photos), task=bool(given.task_key), supervision=given.supervision,
        supervises=policy.supervises(actor, project),
    )  # fmt: skip
    flaw = rules.flaw_of(word)
    if flaw:
        raise faults.SiteEntryUnfit(kind=flaw, state=given.state, percent=str(percent))
    meant = rules.percent_of(state=given.state, percent=percent) if given.kind == rules.PROGRESS else None
    return replace(given, percent=None if meant is None else percent_to_say(meant)), where


def _where(actor: Actor, project: Project, given: Given, on: date) -> Where:
    if not given.task_key:
        return Where(place=place_of(actor=actor, project=project, feature_id=given.feature_id).pk)
    place = today.section_of(actor=actor, project=project, task_key=given.task_key, on=on)
    if place is None:
        raise faults.SiteTaskNotThere(task=given.task_key)
    name, code = today.names_of([project.pk]).get((project.pk, given.task_key), ("", ""))
    amounts = selectors.amounts_of(actor=actor, projects=[project.pk])
    amount = amounts.get((project.pk, place, code)) if code else None
    return Where(place=place, name=name, unit=amount.unit if amount else "")


def _share(actor: Actor, project: Project, given: Given, where: Where) -> Decimal:
    """Return which share of a task a quantity is, of 100."""
    _name, code = today.names_of([project.pk]).get((project.pk, given.task_key), ("", ""))
    amount = selectors.amounts_of(actor=actor, projects=[project.pk]).get((project.pk, where.place, code))
    if amount is None or not amount.quantity or given.quantity is None:
        raise faults.NoQuantityPlanned(task=given.task_key)
    return percent_to_say(rules.WHOLE * given.quantity / amount.quantity)


def _check_state(actor: Actor, project: Project, given: Given, place: UUID) -> None:
    """Refuse a state that others say, that leaves a step out, or that judges one's own work."""
    if not given.state:
        return
    if given.state not in policy.states_for(actor, project):
        raise faults.SiteStateNotYours(state=given.state)
    if given.state not in rules.JUDGED:
        return
    before = selectors.states_of([project.pk]).get((project.pk, given.task_key))
    needs = rules.NEED[given.state]
    if before is None or before.state not in needs:
        raise faults.NotSaidBefore(
            state=given.state, needs=needs[0], found=before.state if before else "", task=given.task_key
        )
    if before.by == actor.user_id and before.state != given.state:
        raise faults.OwnWork(found=before.state)
    if given.state == rules.ACCEPTED:
        refuse_over_grave(place)


def _joined(
    actor: Actor, project: Project, given: Given, where: Where, on: date, at: datetime
) -> ProgressReport:
    said = Said(
        task_key=given.task_key, percent=given.percent or rules.NOTHING, correction=given.correction,
        note=given.note,
    )  # fmt: skip
    return join_report(
        actor=actor, project=project, place=where.place, said=said, captured_at=given.captured_at,
        day=min(localdate(given.captured_at), on), on=on, at=at,
    )  # fmt: skip


def _row(
    actor: Actor, project: Project, given: Given, where: Where, report: ProgressReport | None, at: datetime,
    sent_at: datetime | None, asked: Given,
) -> SiteEntry:  # fmt: skip
    """Keep an entry as it is understood, and the digest of what was asked: by that a repetition is known."""
    fix = given.fix
    return SiteEntry.objects.create(
        id=given.entry_id, project=project, feature_id=where.place, kind=given.kind, task_key=given.task_key,
        task_name=where.name, supervision=given.supervision, state=given.state, percent=given.percent,
        quantity=given.quantity, unit=where.unit if given.quantity is not None else "",
        correction=given.correction, note=given.note, title=given.title, severity=given.severity,
        captured_at=given.captured_at,
        phone_at=None if given.captured_at == asked.captured_at else asked.captured_at,
        place=fix.point if fix else None, accuracy_m=fix.accuracy_m if fix else None,
        located_at=fix.at if fix else None, device=given.device, number=given.number,
        skew_s=(sent_at - at).total_seconds() if sent_at else None, promised=promised(given.photos),
        digest=asked.digest, report=report, by=actor.user_id or 0, by_name=actor.name,
        organisation_id=actor.organisation_id, received_at=at,
    )  # fmt: skip
