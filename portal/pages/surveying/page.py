"""What the page of one survey shows, in the language of the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.asking import reads_english
from portal.surveying.answering import finding_json
from portal.surveying.checking import stated_sqm, title_of, unkept
from portal.surveying.confirming import standing_against
from portal.surveying.mending import mendable
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import is_busy, reading_of
from spatial.coordinates.names import system_name
from spatial.coordinates.zones import zone_of_srid
from spatial.land.rules.finding import Finding
from spatial.regions.models import Region
from spatial.survey.answer import Candidate, Defect, Parcel, SurveyReading
from spatial.survey.reading import LAYER_MARK

COUNTY_LEVEL = 3
STAGES = {
    "": gettext_lazy("Waiting for a worker"),
    "sniff": gettext_lazy("Looking at what the file is"),
    "safety": gettext_lazy("Checking that the file is safe"),
    "layers": gettext_lazy("Listing sheets and layers"),
    "rows": gettext_lazy("Reading the shapes"),
    "checks": gettext_lazy("Measuring and examining the parcels"),
    "judging": gettext_lazy("Cross-checking with parcels and control lines"),
    "findings": gettext_lazy("Keeping what was found"),
}
STATES = {
    "received": gettext_lazy("Being read"),
    "read": gettext_lazy("To be checked"),
    "asks": gettext_lazy("Has a question"),
    "refused": gettext_lazy("Cannot be read"),
    "confirmed": gettext_lazy("Saved"),
    "discarded": gettext_lazy("Discarded"),
}
SEVERITIES = {
    "error": gettext_lazy("Error"),
    "warn": gettext_lazy("Warning"),
    "alert": gettext_lazy("Alert"),
    "info": gettext_lazy("Note"),
}
UNITS = {
    "m": gettext_lazy("metres"),
    "mm": gettext_lazy("millimetres"),
    "km": gettext_lazy("kilometres"),
    "degree": gettext_lazy("degrees"),
}
GRAVEST_FIRST = ("error", "alert", "warn", "info")
REPAIRS = {
    "drop": gettext_lazy("Leave the point out"),
    "exchange": gettext_lazy("Exchange the two points"),
    "close": gettext_lazy("Close the ring"),
    "reverse": gettext_lazy("Turn the ring round"),
    "swap_axes": gettext_lazy("Exchange X and Y everywhere"),
    "leave_out": gettext_lazy("Leave the line out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One defect or finding in the list. ``effect``: what its repair would change, in words."""

    id: str
    severity: str
    severity_name: str
    mark: str
    title: str
    sentence: str
    basis: str = ""
    repair: str = ""
    effect: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelLine:
    """One parcel in the table. Areas in m²; ``difference_sqm``: stated less plane."""

    id: str
    number: int
    name: str
    points: int
    rings: int
    stated_sqm: float | None
    plane_sqm: float | None
    ellipsoid_sqm: float | None
    difference_sqm: float | None
    severity: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to read the numbers, as a radio button. ``label``: what its place on the map is called."""

    id: str
    value: str
    name: str
    label: str
    place: str
    region: str
    fits: bool
    chosen: bool


def language() -> str:
    """Return the language of the page as sentences of a survey know it."""
    return "en" if reads_english() else "zh"


def progress(batch: SurveyBatch) -> dict[str, Any]:
    """Return how far the worker is."""
    job = batch.job
    failed = job is not None and job.state == "failed"
    stage = job.stage if job else ""
    return {
        "batch": batch, "busy": is_busy(batch), "stage": str(STAGES.get(stage, STAGES["rows"])),
        "percent": job.percent if job else 0,
        "failure": job.error["title"] if job is not None and failed and job.error else "",
    }  # fmt: skip


def content(batch: SurveyBatch) -> dict[str, Any]:
    """Return everything the page shows of a survey that was read."""
    reading = reading_of(batch)
    if reading is None:
        return {"refusal": batch.refusal.get(language()), "layers": _refused_layers(batch)}
    defects, findings = defect_lines(batch, reading), finding_lines(batch)
    against = standing_against(reading, unkept(batch.findings), document=batch.document)
    return {
        "crs": reading.crs, "crs_reasons": [r.sentence(language()) for r in reading.crs.reasons],
        "crs_asks": [ask.sentence(language()) for ask in reading.crs.asks],
        "sure_pct": round(reading.crs.confidence * 100), "encoding": reading.encoding,
        **_ways(batch, reading), "defects": defects, "findings": findings,
        "errors": len(reading.errors), "mended": mended(batch),
        "parcels": parcel_lines(reading, unkept(batch.findings)),
        "placed": any(one.lonlat is not None for one in reading.parcels),
        "safe": len(mendable(reading, batch.offers)),
        "layers": reading.draft.layers,
        "findings_errors": _errors(findings), "forbidding": len(against),
        "crs_name": _system_name(reading.crs.srid, reading.crs.name),
    }  # fmt: skip


def defect_lines(batch: SurveyBatch, reading: SurveyReading) -> list[Line]:
    """Return the defects, the gravest first."""
    lines = [_defect(batch, one) for one in reading.defects]
    return sorted(lines, key=lambda line: GRAVEST_FIRST.index(line.severity))


def finding_lines(batch: SurveyBatch) -> list[Line]:
    """Return the findings as they are kept, the gravest first."""
    found = [finding_json(n, one) for n, one in enumerate(unkept(batch.findings), start=1)]
    return [
        Line(
            id=one["id"], severity=one["severity"], severity_name=str(SEVERITIES[one["severity"]]),
            mark=one["rule"], title=one["subject"], sentence=one["message"],
            basis=f"{one['legal_basis']} · {one['effective_from']}", drawn=one["geometry"] is not None,
        )
        for one in found
    ]  # fmt: skip


def parcel_lines(reading: SurveyReading, found: Sequence[Finding] = ()) -> list[ParcelLine]:
    """Return the table of parcels; the gravest of defects and findings of its ground is a parcel's verdict.

    ``found``: by the cross-check.
    """
    worst: dict[int, str] = {}
    numbers = {title_of(parcel): parcel.number for parcel in reading.parcels}
    pairs = [(one.parcel, str(one.severity)) for one in reversed(reading.defects)]
    pairs += [(numbers[one.subject], one.severity) for one in found if one.subject in numbers]
    for number, severity in pairs:
        worst[number] = min(worst.get(number, "info"), severity, key=GRAVEST_FIRST.index)
    return [_parcel(parcel, worst.get(parcel.number, "")) for parcel in reading.parcels]


def ways(batch: SurveyBatch, reading: SurveyReading) -> list[Way]:
    """Return the ways to read the numbers, each with where it leads: those into a county we know first."""
    found = [_way(n, one, batch) for n, one in enumerate(reading.crs.candidates)]
    return sorted(found, key=lambda way: (not way.chosen, not way.fits, not way.region))


def mended(batch: SurveyBatch) -> list[dict[str, str]]:
    """Return the accepted repairs in words."""
    return [
        {
            "what": str(REPAIRS.get(one["repair"], one["repair"])), "sentence": one[language()],
            "parcel": one["parcel_name"], "effect": _effect_words(one["effect"]),
        }
        for one in batch.mended
    ]  # fmt: skip


def _defect(batch: SurveyBatch, one: Defect) -> Line:
    kind = one.repair.kind if one.repair else ""
    place = filter(None, (one.parcel_name, one.where.text(language())))
    return Line(
        id=one.id, severity=str(one.severity), severity_name=str(SEVERITIES[str(one.severity)]),
        mark=one.code, title=" ".join(place) or _("The whole file"),
        sentence=one.message(language()), repair=str(REPAIRS.get(kind, kind)),
        effect=_effect_words(batch.offers.get(one.id)), drawn=one.where.geometry is not None,
    )  # fmt: skip


def _effect_words(effect: dict[str, Any] | None) -> str:
    if not effect:
        return ""
    points = _("{before} → {after} points").format(
        before=effect["points_before"], after=effect["points_after"]
    )
    if effect["area_before_sqm"] is None or effect["area_after_sqm"] is None:
        return points
    areas = f"{effect['area_before_sqm']:,.2f} → {effect['area_after_sqm']:,.2f} m²"
    return f"{points}, {areas}" if reads_english() else f"{points}，{areas}"


def _parcel(parcel: Parcel, severity: str) -> ParcelLine:
    stated, plane = stated_sqm(parcel), parcel.area_plane_sqm
    fine = _("In order") if parcel.lonlat is not None else _("No place yet")
    return ParcelLine(
        id=f"parcel:{parcel.number}", number=parcel.number, name=parcel.title, rings=len(parcel.rings),
        points=sum(len(ring) for ring in parcel.rings), stated_sqm=stated, plane_sqm=plane,
        ellipsoid_sqm=parcel.area_ellipsoid_sqm,
        difference_sqm=stated - plane if stated is not None and plane is not None else None,
        severity=severity, verdict=str(SEVERITIES[severity]) if severity else fine,
    )  # fmt: skip


def _way(number: int, one: Candidate, batch: SurveyBatch) -> Way:
    chosen = batch.choices.get("srid") == one.srid and bool(batch.choices.get("swap")) == one.swap
    unit = str(UNITS.get(one.unit, one.unit))
    marks = [mark for mark, on in ((_("X and Y exchanged"), one.swap), (unit, one.unit)) if on]
    return Way(
        id=f"candidate:{number}", value=f"{one.srid}|{int(one.swap)}|{one.unit}",
        name=" · ".join([f"EPSG:{one.srid} {_system_name(one.srid, one.name)}", *marks]),
        label=" · ".join([_short_name(one), *marks]),
        place=f"{one.lon:.5f}, {one.lat:.5f}",
        region=_region_at(one.lon, one.lat), fits=one.fits, chosen=chosen,
    )  # fmt: skip


def _system_name(srid: int, name: str) -> str:
    """Return a system's name in the language of the page: zones have two."""
    zone = zone_of_srid(srid)
    return system_name(name, language()) if zone is None else zone.name if reads_english() else zone.name_zh


def _ways(batch: SurveyBatch, reading: SurveyReading) -> dict[str, list[Way]]:
    """Return the ways that lead into a county we know, or are chosen, apart from all others."""
    found = ways(batch, reading)
    likely = [way for way in found if way.region or way.chosen]
    return {"ways": likely or found, "far_ways": [way for way in found if likely and way not in likely]}


def _short_name(one: Candidate) -> str:
    zone = zone_of_srid(one.srid)
    if zone is None:
        return one.name
    return _("zone {n}, {meridian}°E").format(n=zone.number, meridian=f"{zone.central_meridian_deg:g}")


def _refused_layers(batch: SurveyBatch) -> list[str]:
    """Return the layers to choose between, of a file that was refused because they disagree."""
    told = batch.refusal.get("facts", {}).get("layers", "")
    return told.split(LAYER_MARK) if told else []


def _region_at(lon: float, lat: float) -> str:
    rows = Region.objects.filter(
        level=COUNTY_LEVEL, valid_to__isnull=True, geom__intersects=Point(lon, lat, srid=4326)
    )
    found = rows.only("name", "name_en").first()
    return "" if found is None else (found.name_en or found.name) if reads_english() else found.name


def _errors(lines: list[Line]) -> int:
    return Counter(line.severity for line in lines)["error"]
