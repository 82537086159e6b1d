"""What the map of one survey draws."""

from dataclasses import dataclass
from typing import Any

from portal.pages.surveying.page import ways
from portal.surveying.answering import geojson
from portal.surveying.checking import unkept
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import reading_of
from spatial.survey.answer import Parcel, SurveyReading


def shapes(batch: SurveyBatch) -> dict[str, Any]:
    """Return what the map draws: parcels, defects, findings and candidates, as one GeoJSON collection."""
    reading = reading_of(batch)
    if reading is None:
        return {"type": "FeatureCollection", "features": []}
    found = [_shape(f"parcel:{p.number}", "parcel", "", p.title, _drawn(p)) for p in reading.parcels]
    found += [_shape(f"name:{p.number}", "name", "", p.title, _middle(p)) for p in reading.parcels]
    found += [_shape(one.id, "finding", one.severity, one.rule, one.geometry) for one in _numbered(batch)]
    found += [
        _shape(d.id, "defect", str(d.severity), d.where.label, geojson(d.where.geometry))
        for d in reading.defects
    ]
    if not reading.crs.usable:
        found += _places(batch, reading)
    return {"type": "FeatureCollection", "features": [one for one in found if one["geometry"]]}


def _drawn(parcel: Parcel) -> Any:
    """Return a parcel as it can be drawn; of one that crosses itself, the edges alone."""
    shape = parcel.lonlat
    return geojson(shape if shape is None or shape.is_valid else shape.boundary)


def _middle(parcel: Parcel) -> Any:
    """Return where a parcel's name stands: at one point, as a map in tiles would write it in each of them."""
    shape = parcel.lonlat
    if shape is None or shape.is_empty:
        return None
    return geojson((shape if shape.is_valid else shape.convex_hull).representative_point())


@dataclass(frozen=True, slots=True)
class _Numbered:
    id: str
    rule: str
    severity: str
    geometry: Any


def _numbered(batch: SurveyBatch) -> list[_Numbered]:
    return [
        _Numbered(f"finding:{n}", one.rule, one.severity, one.geometry)
        for n, one in enumerate(unkept(batch.findings), start=1)
    ]


def _shape(key: str, kind: str, severity: str, name: str, geometry: Any) -> dict[str, Any]:
    facts = {"id": key, "kind": kind, "severity": severity, "name": name}
    return {"type": "Feature", "properties": facts, "geometry": geometry}


def _places(batch: SurveyBatch, reading: SurveyReading) -> list[dict[str, Any]]:
    """Return where each way to read the numbers leads; ``likely``: into a county we know."""
    found = []
    for way in ways(batch, reading):
        one = reading.crs.candidates[int(way.id.rpartition(":")[2])]
        point = {"type": "Point", "coordinates": [one.lon, one.lat]}
        drawn = _shape(way.id, "candidate", "info", way.label, point)
        drawn["properties"]["likely"] = bool(way.region)
        found.append(drawn)
    return found
