"""How a project comes to its ground, put on record where it is not the usual way; changes after approval."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import faults, names, rules, selectors
from portal.approvals.models import LandCase, LandChange
from portal.core.errors import Conflict, Invalid
from portal.core.events import record_event
from portal.projects.codes import check_uscc
from portal.projects.faults import OwnWork
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.projects.selectors import lock_project
from spatial.land import chain

MOST_PAIRS, LONGEST_WORD = 50, 32


class WayInvalid(Invalid):
    """A value that describes no way to the ground."""

    message = _("“{value}” is no {name} of a land case.")

    def told(self) -> dict[str, object]:
        """Name the field."""
        return {"value": self.facts["value"], "name": names.field(str(self.facts["name"]))}


class NothingApprovedYet(Conflict):
    """A change presupposes what is changed."""

    message = _("On {on} the project held no {kind}: there was nothing to change.")

    def told(self) -> dict[str, object]:
        """Name the kind."""
        return {"on": self.facts["on"], "kind": names.paper(str(self.facts["kind"]))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(chain.Path):
    """The whole way: the path, a start by leave (先行用地), what is built for, who succeeded whom.

    ``capacity``: measure → units. ``succession``: pairs of USCC, former and present holder.
    """

    early_start_on: date | None = None
    capacity: Mapping[str, float] = field(default_factory=dict)
    succession: tuple[tuple[str, str], ...] = ()


def way_of(case: LandCase | None) -> Way:
    """Return the way as recorded; without a record, the usual one."""
    if case is None:
        return Way()
    pairs = tuple((str(former), str(present)) for former, present in case.succession)
    plain = {name: getattr(case, name) for name in Way.__dataclass_fields__ if name != "succession"}
    return Way(**plain, succession=pairs)


@transaction.atomic
def record_way(*, actor: Actor, code: str, version: int, changes: Mapping[str, Any], on: date) -> LandCase:
    """Put on record how a project comes to its ground. ``version``: 0 before anything was recorded."""
    project = _project(actor, code, "record_way", frozenset({rules.LAND}))
    case = LandCase.objects.select_for_update(no_key=True).filter(project=project).first()
    if (case.version if case else 0) != version:
        raise faults.DocumentChanged(given=version, current=case.version if case else 0)
    before, case = way_of(case), case or LandCase(project=project, version=0)
    for name, value in _checked(changes, on).items():
        setattr(case, name, value)
    case.version += 1
    case.save()
    told = {"before": asdict(before), "after": asdict(way_of(case))}
    _record(actor, "record_way", "land_case", case.pk, project, _plain(told))
    return case


@transaction.atomic
def report_change(
    *, actor: Actor, code: str, what: str, kind: str, changed_on: date, on: date
) -> LandChange:  # fmt: skip
    """Report that use or boundary were changed after a document was granted; L16 asks for its approval."""
    project = _project(actor, code, "report_change", rules.WRITERS)
    faults.check_kind(kind)
    if what not in rules.CHANGES:
        raise WayInvalid(name="what", value=what[:LONGEST_WORD])
    if changed_on > on:
        raise WayInvalid(name="changed_on", value=changed_on.isoformat())
    if not project.approvals.filter(kind=kind, issued_on__lte=changed_on).exists():
        raise NothingApprovedYet(kind=kind, on=changed_on.isoformat())
    change = LandChange.objects.create(
        project=project, what=what, kind=kind, changed_on=changed_on, reported_by=actor.user_id
    )
    _record(actor, "report_change", "land_change", change.pk, project,
            {"what": what, "kind": kind, "changed_on": changed_on.isoformat()})  # fmt: skip
    return change


@transaction.atomic
def approve_change(
    *, actor: Actor, change_id: int, version: int, number: str, approved_on: date, on: date
) -> LandChange:  # fmt: skip
    """Put the approval of a change on record; one dated after the change is one that came too late (L16)."""
    change = _step(actor, change_id, version, "approve")
    if not number.strip():
        raise faults.FieldMissing(fields="number")
    if approved_on > on:
        raise WayInvalid(name="approved_on", value=approved_on.isoformat())
    change.approval_number, change.approved_on = number.strip(), approved_on
    return _saved(actor, change, "approve_change", {"number": number, "approved_on": approved_on.isoformat()})


@transaction.atomic
def withdraw_change(*, actor: Actor, change_id: int, version: int, reason: str) -> LandChange:
    """Take back a change that was reported by mistake: it counts no more, and stays on record."""
    change = _step(actor, change_id, version, "withdraw")
    faults.check_reason(reason)
    return _saved(actor, change, "withdraw_change", {"reason": reason.strip()})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrder:
    """A step wanted of a change: ``approve`` takes number and day, ``withdraw`` a reason."""

    actor: Actor
    change_id: int
    action: str
    version: int
    number: str = ""
    approved_on: date | None = None
    reason: str = ""


def take(order: ChangeOrder, *, on: date) -> LandChange:
    """Take the step, whichever it is; unknown steps are not open."""
    who: dict[str, Any] = {"actor": order.actor, "change_id": order.change_id, "version": order.version}
    if order.action == "withdraw":
        return withdraw_change(**who, reason=order.reason)
    if order.action != "approve":
        raise faults.StepNotOpen(action=order.action[:32], state=rules.REPORTED)
    if order.approved_on is None:
        raise faults.FieldMissing(fields="approved_on")
    return approve_change(**who, number=order.number, approved_on=order.approved_on, on=on)


def open_steps(*, actor: Actor, change: LandChange) -> tuple[str, ...]:
    """Return the steps of a change that the actor may take: nobody approves what they reported themselves."""
    roles = roles_on(actor, change.project)
    steps = rules.CHANGE_LIFE.allowed_actions(state=change.state, roles=roles)
    return tuple(one for one in steps if one != "approve" or change.reported_by != actor.user_id)


def _project(actor: Actor, code: str, verb: str, roles: frozenset[str]) -> Project:
    project = lock_project(actor=actor, code=code)
    if roles_on(actor, project).isdisjoint(roles):
        raise faults.StepNotYours(action=verb)
    return project


def _step(actor: Actor, change_id: int, version: int, action: str) -> LandChange:
    """Return a locked change, moved along; nobody judges what they reported themselves."""
    change = selectors.lock_change(actor=actor, change_id=change_id)
    step = faults.find_step(change, action, roles_on(actor, change.project), rules.CHANGE_LIFE)
    if change.version != version:
        raise faults.DocumentChanged(given=version, current=change.version)
    if action == "approve" and change.reported_by == actor.user_id:
        raise OwnWork()
    change.state, change.version = step.target, change.version + 1
    return change


def _saved(actor: Actor, change: LandChange, verb: str, told: dict[str, Any]) -> LandChange:
    change.save()
    _record(actor, verb, "land_change", change.pk, change.project, {"to": change.state, **told})
    return change


def _record(
    actor: Actor, verb: str, subject: str, subject_id: object, project: Project, told: dict[str, Any]
) -> None:  # fmt: skip
    facts = {"code": project.code, **told}
    record_event(actor=actor, verb=verb, subject_type=subject, subject_id=subject_id, facts=facts)


def _checked(changes: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return the changes as they are kept. Raises ``WayInvalid`` for what makes no sense."""
    found = dict(changes)
    for name in found.keys() - Way.__dataclass_fields__.keys():
        raise WayInvalid(name=name, value=str(found[name])[:LONGEST_WORD])
    if found.get("supply", "allocation") not in rules.SUPPLIES:
        raise WayInvalid(name="supply", value=str(found["supply"])[:LONGEST_WORD])
    early = found.get("early_start_on")
    if early is not None and early > on:
        raise WayInvalid(name="early_start_on", value=early.isoformat())
    if "capacity" in found:
        found["capacity"] = {str(m): _units(m, units) for m, units in found["capacity"].items()}
    if "succession" in found:
        if len(found["succession"]) > MOST_PAIRS:
            raise WayInvalid(name="succession", value=f"… {len(found['succession'])}")
        found["succession"] = [_pair(pair) for pair in found["succession"]]
    return found


def _units(measure: object, units: Any) -> float:
    word, number = str(measure).strip(), _number(units)
    if not word or len(word) > LONGEST_WORD or not math.isfinite(number) or number <= 0:
        raise WayInvalid(name="capacity", value=f"{word[:LONGEST_WORD]}: {units}"[:80])
    return number


def _number(units: Any) -> float:
    try:
        return float(units)
    except (TypeError, ValueError):
        return math.nan


def _pair(pair: Any) -> list[str]:
    codes = [check_uscc(str(code)).canonical for code in pair]
    if len(codes) != 2 or not all(codes) or codes[0] == codes[1]:
        raise WayInvalid(name="succession", value=" → ".join(map(str, pair))[:80])
    return [str(code) for code in codes]


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Return dates as text: the log keeps JSON."""
    return {
        key: {name: value.isoformat() if isinstance(value, date) else value for name, value in way.items()}
        for key, way in told.items()
    }
