"""A person decides where a model stands: recorded with its reason, in force at once, never overwritten."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bim.catalog import faults, policy
from bim.catalog.models import Model, PlacementDecision
from bim.catalog.placed import refuse_far
from bim.catalog.selectors import lock_model, project_of
from bim.catalog.services.standing import settle_ground
from bim.placing.decided import by_hand, by_two_points
from bim.placing.frame import Frame
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPoints:
    """Two points of the model, metres about its origin, and where they lie."""

    local: tuple[Pair, Pair]
    places: tuple[Pair, Pair]
    height_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """Where the model's origin lies, its turn clockwise from east, its height."""

    lon: float
    lat: float
    rotation_deg: float
    height_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AsFile:
    """Take the file's own word again."""


@transaction.atomic
def place_model(
    *, actor: Actor, model_id: UUID, decided: ByPoints | ByHand | AsFile, reason: str, on: date
) -> PlacementDecision:
    """Record where a model stands. It holds for all its revisions until the next decision."""
    model = lock_model(actor=actor, model_id=model_id)
    _may_place(actor, model)
    if not reason.strip():
        raise faults.ReasonMissing()
    frame = _frame(decided, _origin(model))
    if frame is not None:
        refuse_far(frame.plain(), model.feature, _origin(model))
    given = {name: getattr(decided, name) for name in decided.__slots__}
    decision = PlacementDecision.objects.create(
        model=model, method=frame.method if frame else "file", given=given,
        frame=frame.plain() if frame else None, reason=reason.strip()[:500],
        decided_by_id=actor.user_id or None, decided_at=clock.now(),
    )  # fmt: skip
    model.frame = decision.frame
    model.save(update_fields=["frame"])
    facts: dict[str, Any] = {"method": decision.method, "given": given, "reason": decision.reason}
    record_event(actor=actor, verb="place", subject_type="model", subject_id=model.pk, facts=facts)
    if model.current is not None:
        model.current.model = model
        settle_ground(actor=actor, revision=model.current, on=on)
    return decision


def _may_place(actor: Actor, model: Model) -> None:
    project = project_of(model.feature)
    if project is None or not policy.may_send(actor, project):
        raise faults.SendingForbidden()


def _origin(model: Model) -> tuple[float, float, float]:
    if model.current is None:
        raise faults.NotPublished(number=0, state="-")
    x, y, z = model.current.origin
    return x, y, z


def _frame(decided: ByPoints | ByHand | AsFile, origin: tuple[float, float, float]) -> Frame | None:
    if isinstance(decided, ByHand):
        return by_hand(
            lon=decided.lon, lat=decided.lat, rotation_deg=decided.rotation_deg, height_m=decided.height_m,
            about=origin,
        )  # fmt: skip
    if isinstance(decided, ByPoints):
        x, y, z = origin
        (ax, ay), (bx, by) = decided.local
        return by_two_points(
            local=((x + ax, y + ay), (x + bx, y + by)), places=decided.places, height_m=decided.height_m,
            about_z=z,
        )  # fmt: skip
    return None
