"""Writes of the feature tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict, Invalid
from portal.core.events import Entry, record_event, record_events
from portal.core.rulebook import rule
from spatial.features.geometry import checked
from spatial.features.models import AllocationShare, Feature
from spatial.features.rules import may_stand_under
from spatial.fields import GEOGRAPHIC
from spatial.regions.allocation import RegionShare


class MisplacedFeature(Invalid):
    """A kind that does not belong there in the tree."""

    message = _("A {kind} cannot stand under a {parent}.")


class FeatureChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The feature was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What a new feature is. ``geom``: EPSG:4326. ``parent``: already stored."""

    kind: str
    geom: GEOSGeometry
    organisation_id: UUID
    region_code: str
    label: str
    published: bool = False
    parent: Feature | None = None
    code: str = ""
    name: str = ""
    name_en: str = ""
    subkind: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def place_feature(*, actor: Actor, placement: Placement, valid_from: date) -> Feature:
    """Put a new feature into the tree with its coarsened public copy."""
    return place_features(actor=actor, placements=[placement], valid_from=valid_from)[0]


@transaction.atomic
def place_features(*, actor: Actor, placements: Sequence[Placement], valid_from: date) -> list[Feature]:
    """Put many new features into the tree at once, in order; parents are stored already."""
    features = [_feature(placement, valid_from) for placement in placements]
    Feature.objects.bulk_create(features)
    _coarsen([feature.pk for feature in features], on=valid_from)
    record_events(
        actor=actor,
        entries=[
            Entry(verb="place", subject_type="feature", subject_id=made.pk, facts={"kind": made.kind})
            for made in features
        ],
    )
    return features


def _feature(placement: Placement, valid_from: date) -> Feature:
    parent = placement.parent
    if not may_stand_under(placement.kind, parent.kind if parent else None):
        raise MisplacedFeature(kind=placement.kind, parent=parent.kind if parent else "-")
    feature = Feature(
        kind=placement.kind, parent=parent, code=placement.code, name=placement.name,
        name_en=placement.name_en,
        subkind=placement.subkind, organisation_id=placement.organisation_id,
        region_code=placement.region_code,
        label=placement.label, published=placement.published, geom=checked(placement.geom),
        valid_from=valid_from, recorded_at=clock.now(), attributes=dict(placement.attributes),
    )  # fmt: skip
    feature.root_id = (
        (parent.root_id or parent.pk) if parent else (feature.pk if feature.kind == "site" else None)
    )
    return feature


@transaction.atomic
def move_feature(
    *, actor: Actor, feature: Feature, geom: GEOSGeometry, version: int, valid_from: date
) -> Feature:
    """Give a feature new ground; the old one stays in the history the database keeps."""
    current = Feature.objects.select_for_update(no_key=True).get(pk=feature.pk)
    if current.version != version:
        raise FeatureChanged(given=version, current=current.version)
    current.geom, current.version = checked(geom), version + 1
    current.valid_from, current.recorded_at = valid_from, clock.now()
    current.save(update_fields=["geom", "version", "valid_from", "recorded_at"])
    _coarsen([current.pk], on=valid_from)
    record_event(
        actor=actor,
        verb="move",
        subject_type="feature",
        subject_id=feature.pk,
        facts={"version": current.version},
    )
    return current


@transaction.atomic
def withdraw_feature(*, actor: Actor, feature: Feature) -> Feature:
    """End a feature on its first day: it was put there for something that did not come. Its row stays."""
    return _until(actor, feature, feature.valid_from, verb="withdraw")


@transaction.atomic
def restore_feature(*, actor: Actor, feature: Feature) -> Feature:
    """Let a withdrawn feature stand: what it was put there for came after all."""
    return _until(actor, feature, None, verb="restore")


def _until(actor: Actor, feature: Feature, last: date | None, *, verb: str) -> Feature:
    current = Feature.objects.select_for_update(no_key=True).get(pk=feature.pk)
    current.valid_to, current.version = last, current.version + 1
    current.recorded_at = clock.now()
    current.save(update_fields=["valid_to", "version", "recorded_at"])
    facts = {"version": current.version}
    record_event(actor=actor, verb=verb, subject_type="feature", subject_id=current.pk, facts=facts)
    return current


@transaction.atomic
def allocate(*, feature: Feature, shares: list[RegionShare]) -> None:
    """Replace the allocation shares of a feature; one region alone needs none."""
    AllocationShare.objects.filter(feature=feature).delete()
    if len(shares) > 1:
        AllocationShare.objects.bulk_create(
            AllocationShare(feature=feature, region_code=s.region_code, share=s.share, basis=s.basis)
            for s in shares
        )


def _coarsen(keys: Sequence[UUID], *, on: date) -> None:
    grid = Value(float(rule("public_grid_deg", on=on)))
    shape = models.GeometryField(srid=GEOGRAPHIC)
    coarse = Func(F("geom"), grid, function="features_coarsen", output_field=shape)
    Feature.objects.filter(pk__in=keys).update(public_geom=coarse)
