"""Read the system a file states, match it with the registry, and know which ones may not be converted."""

from dataclasses import dataclass

from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

from spatial.coordinates.zones import LONLAT_SRID, zone_of_srid
from spatial.intake.problems import Problem, problem

NEEDS_PARAMETERS = (
    "beijing 1954",
    "beijing_1954",
    "xian 1980",
    "xian_1980",
    "xi'an 1980",
    "new beijing",
    "new_beijing",
)
CONFIDENT, PLAUSIBLE = 70, 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a file states. ``srid`` 0: not in the registry. ``refusal``: why it may not be used."""

    crs: CRS
    srid: int
    name: str
    definition: str
    problems: tuple[Problem, ...] = ()
    refusal: Problem | None = None

    @property
    def source(self) -> int | str:
        """Return what the transformer takes."""
        return self.srid or self.definition


def read_stated(text: str) -> Stated | Problem:
    """Return the system of a name (``EPSG:4528``, URN) or WKT, or the problem when it cannot be read."""
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return problem(
            "crs_unreadable", found=" ".join(text.split())[:80].replace("{", "(").replace("}", ")")
        )
    name = _name(crs, 0)
    if crs.is_compound and crs.sub_crs_list:
        crs = crs.sub_crs_list[0]
    if crs.type_name.startswith("Engineering") or not (crs.is_geographic or crs.is_projected):
        return _stated(crs, 0, name, refusal=problem("crs_local", name=name))
    if any(mark in _datum(crs).lower() for mark in NEEDS_PARAMETERS):
        return _stated(crs, 0, name, refusal=problem("datum_needs_parameters", name=name, datum=_datum(crs)))
    srid = _srid(crs)
    return _stated(crs, srid, _name(crs, srid), problems=tuple(_said(crs, srid, name)))


def of_srid(srid: int) -> Stated | Problem:
    """Return the system of a number a person named."""
    try:
        CRS.from_epsg(srid)
    except CRSError:
        return problem("srid_unknown", srid=srid)
    return read_stated(f"EPSG:{srid}")


def _stated(
    crs: CRS, srid: int, name: str, *, problems: tuple[Problem, ...] = (), refusal: Problem | None = None
) -> Stated:
    definition = "" if srid else crs.to_wkt()
    return Stated(crs=crs, srid=srid, name=name, definition=definition, problems=problems, refusal=refusal)


def _srid(crs: CRS) -> int:
    if crs.is_geographic and _datum(crs).startswith("World Geodetic System 1984"):
        return LONLAT_SRID
    found = crs.to_epsg(CONFIDENT) or crs.to_epsg(PLAUSIBLE) or 0
    return int(found)


def _said(crs: CRS, srid: int, name: str) -> list[Problem]:
    if srid:
        exact = crs.to_epsg(CONFIDENT) is not None or srid == LONLAT_SRID
        return [] if exact else [problem("crs_matched", name=name, srid=srid)]
    how = _best_operation(crs)
    if how is None:
        return [problem("crs_unusable", name=name)]
    said = [problem("crs_custom", name=name)]
    if "Ballpark" in how:
        said.append(problem("datum_shift_unknown", name=name, datum=_datum(crs)))
    return said


def _best_operation(crs: CRS) -> str | None:
    try:
        group = TransformerGroup(crs, LONLAT_SRID, always_xy=True)
    except (ProjError, IndexError):
        return None
    return str(group.transformers[0].description) if group.transformers else None


def _name(crs: CRS, srid: int) -> str:
    zone = zone_of_srid(srid)
    return zone.name if zone else (crs.name or "?")[:80].replace("{", "(").replace("}", ")")


def _datum(crs: CRS) -> str:
    return (crs.datum.name if crs.datum else "") or "?"
