"""From a draft to a reading: the verdict on its system, the parcels built and measured, every defect."""

from collections.abc import Sequence
from typing import Any

from spatial.intake.problems import Address
from spatial.survey.answer import Repair, SurveyReading, Where
from spatial.survey.building import Built, build
from spatial.survey.checks.crossing import check_crossing
from spatial.survey.checks.neighbours import check_neighbours
from spatial.survey.checks.notes import Notes
from spatial.survey.checks.place import check_place
from spatial.survey.checks.points import check_points
from spatial.survey.checks.stated import check_stated
from spatial.survey.model import County, Declared, Draft, Remark
from spatial.survey.system.reach import Reach
from spatial.survey.system.verdict import Judged, judge
from spatial.survey.tolerances import DEFAULT_CAPACITY, Capacity, Tolerances


def examine(
    draft: Draft,
    *,
    declared: Declared,
    county: County | None,
    tolerances: Tolerances,
    capacity: Capacity = DEFAULT_CAPACITY,
) -> SurveyReading:
    """Return the reading of a draft. Pure: the same draft and answers give the same reading."""
    reach = Reach(county, tolerances.county_buffer_m) if county else None
    judged = judge(draft, declared=declared, reach=reach)
    built = [build(raw, judged.verdict, surveyed=draft.surveyed) for raw in draft.parcels]
    notes = Notes(capacity.max_of_a_code)
    _note_system(judged, notes)
    _note_remarks(draft.remarks, built, notes)
    _note_remarks(judged.remarks, built, notes)
    for one in built:
        check_points(one, notes, tolerances)
        check_crossing(one, notes)
        check_place(one, notes, reach)
        check_stated(one, notes, tolerances)
    check_neighbours(built, notes, tolerances)
    return SurveyReading(
        draft=draft, crs=judged.verdict, parcels=tuple(one.parcel for one in built), defects=notes.all(),
        declared=declared, county=county, tolerances=tolerances,
    )  # fmt: skip


def _note_system(judged: Judged, notes: Notes) -> None:
    for ask in judged.verdict.asks:
        turned = any(candidate.swap for candidate in judged.verdict.candidates)
        notes.ask(ask, repair=Repair(kind="swap_axes") if turned else None)


def _note_remarks(remarks: Sequence[Remark], built: Sequence[Built], notes: Notes) -> None:
    by_number = {one.parcel.number: one for one in built}
    for remark in remarks:
        one = by_number.get(remark.parcel)
        if one is not None and remark.vertex:
            facts: dict[str, Any] = dict(remark.facts)
            notes.vertex(remark.code, one, remark.ring - 1, remark.vertex - 1, **facts)
            continue
        address = remark.address if remark.address.kind or one is None else one.parcel.address
        name = one.parcel.title if one else ""
        where = _where(remark, address, one)
        notes.placed(remark.code, remark.parcel if one else 0, name, where, dict(remark.facts))


def _where(remark: Remark, address: Address, one: Built | None) -> Where:
    """Return where something was noticed; the parcel it stands in is the picture."""
    picture = one.parcel.lonlat if one else None
    return Where(address=address, ring=remark.ring, label=remark.label, geometry=picture)
