"""Whether each parcel lies where the survey says: on the map at all, and in the declared county."""

from spatial.survey.building import Built
from spatial.survey.checks.notes import Notes
from spatial.survey.system.reach import Reach

ACROSS_PERCENT = 1.0


def check_place(built: Built, notes: Notes, reach: Reach | None) -> None:
    """Note a parcel that cannot be placed, or that lies beyond the county."""
    parcel = built.parcel
    if parcel.polygon is not None and built.source and parcel.lonlat is None:
        notes.parcel("not_movable", built)
    if reach is None or parcel.lonlat is None:
        return
    metres = reach.distance_m(parcel.lonlat)
    if not reach.touches(parcel.lonlat):
        middle = parcel.lonlat.envelope.centroid
        notes.parcel(
            "outside_county", built, county=reach.name, km=round(metres / 1000, 1), lon=round(middle.x, 5),
            lat=round(middle.y, 5),
        )  # fmt: skip
    elif metres > 0:
        notes.parcel("beside_county", built, county=reach.name, metres=round(metres))
    else:
        percent = round(reach.outside_share(parcel.lonlat) * 100, 1)
        if percent >= ACROSS_PERCENT:
            notes.parcel("across_county", built, county=reach.name, percent=percent)
