"""Ground as it is asked about, and who may be told what of its neighbours."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import shapely
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.accounts.rules import ANY_REGION
from portal.core.errors import Forbidden
from spatial.coordinates.area import native_zone
from spatial.coordinates.transform import crs_of
from spatial.coordinates.zones import Zone, zone_of_srid
from spatial.features import policy
from spatial.features.models import Feature


class CheckNotPublic(Forbidden):
    """Exact ground is measured for people who answer for it."""

    message = _("Boundaries are checked for signed-in people only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One shape to measure. ``shape``: WKB or EWKB, EPSG:4326, stored or not.

    ``own``: root of the tree it belongs to (or its own id where it stands free): never compared with itself.
    ``srid``: the zone it was surveyed in, where it says so. ``county``: the region it declares.
    ``document``: the document kind it belongs to; empty for the site's own ground. ``asked``: a document's
    boundary that is held against lines and neighbours as the site is. ``taken``: it counts as land taken.
    """

    key: str
    shape: bytes
    own: UUID | None = None
    srid: int | None = None
    county: str = ""
    declared_sqm: float | None = None
    document: str = ""
    temporary: bool = False
    asked: bool = False
    taken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A ground with the zone it is measured in. ``srid`` 0: outside all zones.

    ``declared_srid``: the system it declares, where that claims a zone the ground must lie in.
    """

    ground: Ground
    srid: int
    leaves_zone: bool
    declared_srid: int | None


def placed(grounds: Iterable[Ground]) -> list[Placed]:
    """Return each ground with its zone: the declared one where the ground lies in it, else its native one."""
    return [_placed(ground) for ground in grounds]


def zone_srid(shape: bytes) -> int:
    """Return the native 3-degree zone of a shape (WKB, EPSG:4326), 0 outside all zones."""
    found = native_zone(shapely.from_wkb(shape))
    return found.zone.srid if found else 0


def _placed(ground: Ground) -> Placed:
    shape = shapely.from_wkb(ground.shape)
    native, claimed = native_zone(shape), _claimed(shape, ground.srid or 0)
    if native is None:
        return Placed(ground=ground, srid=0, leaves_zone=False, declared_srid=claimed)
    declared = zone_of_srid(ground.srid or 0)
    zone = declared if declared and _middle_in(shape, declared) else native.zone
    west, _south, east, _north = shape.bounds
    half = zone.width_deg / 2 + 1e-9
    leaves = west < zone.central_meridian_deg - half or east > zone.central_meridian_deg + half
    return Placed(ground=ground, srid=zone.srid, leaves_zone=leaves, declared_srid=claimed)


def _claimed(shape: Any, srid: int) -> int | None:
    """Return the declared system where it claims a zone: degrees claim none, and other grids than those of
    CGCS2000 only that the ground lies where they are used.
    """
    if not srid or zone_of_srid(srid):
        return srid or None
    crs = crs_of(srid)
    used = crs.area_of_use
    if crs.is_geographic or used is None:
        return None
    middle = shapely.box(*shape.bounds).centroid
    return None if shapely.box(used.west, used.south, used.east, used.north).covers(middle) else srid


def _middle_in(shape: Any, zone: Zone) -> bool:
    west, _south, east, _north = shape.bounds
    return bool(abs((west + east) / 2 - zone.central_meridian_deg) <= zone.width_deg / 2 + 1e-9)


def grounds_of(features: QuerySet[Feature]) -> list[Ground]:
    """Return the grounds of stored features."""
    return [
        Ground(
            key=str(row.pk), shape=bytes(row.geom.ewkb), own=row.root_id or row.pk,
            temporary=row.attributes.get("tenure") == "temporary",
        )
        for row in features
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an asker may be told. ``seen``: the features they may see; ``live``: other parcels that count.

    Floors above pass their own querysets: they know which projects open which features, and which have ended.
    """

    actor: Actor
    seen: QuerySet[Feature]
    live: QuerySet[Feature]

    def may_see(self, ids: Collection[UUID]) -> set[UUID]:
        """Return those of some features that the asker may see, by the one predicate."""
        return set(self.seen.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()

    def count(self, ids: Collection[UUID]) -> set[UUID]:
        """Return those of some parcels that count as live."""
        return set(self.live.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()

    def answers_for(self, region_code: str) -> bool:
        """Tell whether the asker holds a grant in a region: there they hear how much is hidden, not what."""
        regions = [scope.region_code for scope in self.actor.record_scopes]
        return any(code == ANY_REGION or (region_code and region_code.startswith(code)) for code in regions)


def sight_of(
    actor: Actor, *, seen: QuerySet[Feature] | None = None, live: QuerySet[Feature] | None = None
) -> Sight:
    """Return what an actor may be told. Raises ``CheckNotPublic``: the public never reaches exact ground."""
    if actor.is_public:
        raise CheckNotPublic()
    own = Feature.objects.filter(policy.viewable(actor)) if seen is None else seen
    return Sight(actor=actor, seen=own, live=Feature.objects.all() if live is None else live)


def arrays(rows: Sequence[Placed]) -> dict[str, list[Any]]:
    """Return the columns a .sql file unnests; ``keys`` are positions in ``rows``."""
    return {
        "keys": [str(n) for n in range(len(rows))],
        "shapes": [row.ground.shape for row in rows],
        "srids": [row.srid for row in rows],
        "own": [row.ground.own for row in rows],
        "counties": [row.ground.county for row in rows],
    }
