"""Apply the repairs a person accepted to the draft, and examine again. The file as it came is never
touched.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.survey.answer import Defect, SurveyReading
from spatial.survey.building import build
from spatial.survey.examine import examine
from spatial.survey.model import Draft, RawParcel, Ring


class NothingToRepair(Invalid):
    """A defect that is not in the reading, or that has no safe repair."""

    message = _("There is no repair for {defects}.")


def repair(reading: SurveyReading, *, accepted: Collection[str]) -> SurveyReading:
    """Return the reading with the accepted defects mended and everything examined anew."""
    chosen = [defect for defect in reading.defects if defect.id in set(accepted) and defect.repair]
    missing = sorted(set(accepted) - {defect.id for defect in chosen})
    if missing:
        raise NothingToRepair(defects=", ".join(missing)[:200])
    declared = reading.declared
    if any(d.repair and d.repair.kind == "swap_axes" for d in chosen):
        declared = replace(declared, swap=not declared.swap)
    draft = _mend(reading.draft, chosen)
    again = examine(draft, declared=declared, county=reading.county, tolerances=reading.tolerances)
    return replace(again, repairs=(*reading.repairs, *(defect.id for defect in chosen)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one repair would change of its parcel. Areas in m² on the plane, ``None`` unmeasured."""

    points_before: int
    points_after: int
    area_before_sqm: float | None
    area_after_sqm: float | None


def effect_of(reading: SurveyReading, defect: Defect) -> Effect | None:
    """Return what accepting one repair alone would change; ``None`` where it concerns no single parcel."""
    raw = next((one for one in reading.draft.parcels if one.number == defect.parcel), None)
    before = next((one for one in reading.parcels if one.number == defect.parcel), None)
    if raw is None or before is None or defect.repair is None or not defect.where.ring:
        return None
    after = build(_mend_parcel(raw, [defect]), reading.crs, surveyed=reading.draft.surveyed).parcel
    return Effect(
        points_before=sum(len(ring) for ring in before.rings),
        points_after=sum(len(ring) for ring in after.rings),
        area_before_sqm=before.area_plane_sqm, area_after_sqm=after.area_plane_sqm,
    )  # fmt: skip


def _mend(draft: Draft, chosen: Sequence[Defect]) -> Draft:
    parcels = tuple(_mend_parcel(raw, [d for d in chosen if d.parcel == raw.number]) for raw in draft.parcels)
    left_out = {
        _key(d.code, d.where.address.row) for d in chosen if d.repair and d.repair.kind == "leave_out"
    }
    remarks = tuple(r for r in draft.remarks if _key(r.code, r.address.row) not in left_out)
    return replace(draft, parcels=parcels, remarks=remarks)


def _key(code: str, row: int) -> tuple[str, int]:
    return code, row


def _mend_parcel(raw: RawParcel, chosen: Sequence[Defect]) -> RawParcel:
    if not chosen:
        return raw
    rings = tuple(
        _mend_ring(ring, [d for d in chosen if d.where.ring == at])
        for at, ring in enumerate(raw.rings, start=1)
    )
    lost = sum(len(ring) for ring in raw.rings) - sum(len(ring) for ring in rings)
    points = max(raw.points - lost, sum(len(ring) for ring in rings))
    count = raw.attributes.count - lost if raw.attributes.count >= lost else raw.attributes.count
    return replace(raw, rings=rings, points=points, attributes=replace(raw.attributes, count=count))


def _mend_ring(ring: Ring, chosen: Sequence[Defect]) -> Ring:
    """Exchange points first, then leave points out, then turn and close: so the places stay true."""
    order = list(range(len(ring)))
    repairs = [d.repair for d in chosen if d.repair]
    for one in repairs:
        if one.kind == "exchange":
            a, b = one.vertices
            order[a], order[b] = order[b], order[a]
    dropped = {vertex for one in repairs if one.kind == "drop" for vertex in one.vertices}
    order = [at for place, at in enumerate(order) if place not in dropped]
    kinds = {one.kind for one in repairs}
    if "reverse" in kinds:
        order.reverse()
    return replace(
        ring, closed=ring.closed or "close" in kinds, xs=_pick(ring.xs, order), ys=_pick(ring.ys, order),
        labels=_pick(ring.labels, order), x_texts=_pick(ring.x_texts, order), y_texts=_pick(ring.y_texts,
        order),
        lines=_pick(ring.lines, order),
    )  # fmt: skip


def _pick(values: tuple, order: Sequence[int]) -> tuple:
    return tuple(values[at] for at in order) if values else ()
