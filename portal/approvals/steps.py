"""One table from the name of a step to its verb: pages and programs take steps through it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor
from portal.approvals import extending, faults, services, signing, temporary
from portal.approvals.models import LandDocument, LandFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A step somebody wants to take. ``more``: what some steps need besides a reason."""

    actor: Actor
    document_id: UUID
    action: str
    version: int
    on: date
    reason: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, Any]:
        """Return what every verb takes."""
        return {"actor": self.actor, "document_id": self.document_id, "version": self.version}


Verb = Callable[[Order], LandDocument]


def take(order: Order) -> LandDocument:
    """Take the step, whichever it is; unknown steps are not open."""
    verb = VERBS.get(order.action)
    if verb is not None:
        return verb(order)
    return services.take_step(**order.who, action=order.action, on=order.on, reason=order.reason)


def _needed(order: Order, name: str) -> Any:
    value = order.more.get(name)
    if value is None:
        raise faults.FieldMissing(fields=name)
    return value


def _attach(order: Order) -> LandDocument:
    return services.attach_boundary(
        **order.who, feature_id=_needed(order, "feature"), survey_id=_needed(order, "survey")
    )


def _grant(order: Order) -> LandDocument:
    cover = {name: value for name, value in order.more.items() if name in services.COVER and value}
    return services.grant(**order.who, on=order.on, cover=cover)


def _undo(order: Order) -> LandDocument:
    return temporary.undo(**order.who, action=order.action, reason=order.reason)


VERBS: dict[str, Verb] = {
    "attach": _attach,
    "accept": lambda order: services.accept(**order.who, on=order.on),
    "check": lambda order: services.check(**order.who, on=order.on),
    "grant": _grant,
    "take_effect": lambda order: services.take_effect(**order.who, on=order.on),
    "supersede": lambda order: services.supersede(**order.who, by_id=_needed(order, "by"), on=order.on),
    "revoke": lambda order: services.revoke(**order.who, reason=order.reason, on=order.on),
    "refuse": lambda order: services.refuse(**order.who, reason=order.reason, on=order.on),
    "extend": lambda order: extending.extend(
        **order.who, reason=order.reason, valid_to=_needed(order, "valid_to"), on=order.on
    ),
    "give_back": lambda order: temporary.give_back(
        **order.who, returned_on=_needed(order, "returned_on"), on=order.on
    ),
    "reclaim": lambda order: temporary.reclaim(
        **order.who, reclaimed_on=_needed(order, "reclaimed_on"), on=order.on
    ),
    "undo_give_back": _undo,
    "undo_reclaim": _undo,
}

SIGNATURES = ("accept", "reject", "propose", "confirm")


def sign(given: signing.Signature, *, signature: str) -> LandFinding:
    """Put a signature under a finding: accept or reject a warning, propose or confirm an override."""
    if signature == "propose":
        return signing.propose_override(given)
    if signature == "confirm":
        return signing.confirm_override(given)
    if signature not in SIGNATURES:
        raise faults.SignatureUnknown(value=signature[:32], known=", ".join(SIGNATURES))
    return signing.sign_finding(given, accept=signature == "accept")
