"""Write a set of parcels as TXT, zipped Shapefile, GeoPackage, DXF or GeoJSON, in 4490 or any zone."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.coordinates.zones import zone_of_srid
from spatial.survey.model import HeaderField
from spatial.survey.outlines import Outline, check_offered, in_system
from spatial.survey.text.writer import write_text


class FormatNotOffered(Invalid):
    """A kind of file that is not written."""

    message = _("“{format}” is not offered; choose one of {known}.")


class TextNeedsZone(Invalid):
    """The coordinate text states metres of a zone; it has no form in degrees."""

    message = _("A coordinate text is written in metres of a zone; EPSG:{srid} is in degrees. Choose a zone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Driver:
    """How GDAL writes a kind of file. ``outlined``: holes are drawn as lines of their own, as CAD does."""

    name: str
    suffix: str
    options: dict[str, str]
    outlined: bool = False


DRIVERS = {
    "shp": _Driver(name="ESRI Shapefile", suffix=".shp", options={}),
    "gpkg": _Driver(name="GPKG", suffix=".gpkg", options={}),
    "dxf": _Driver(name="DXF", suffix=".dxf", options={}, outlined=True),
    "geojson": _Driver(
        name="GeoJSON", suffix=".geojson", options={"COORDINATE_PRECISION": "10", "WRITE_NAME": "NO"}
    ),
}
FORMATS = ("txt", *DRIVERS)
FIELDS: dict[str, Callable[[Outline], str]] = {
    "NAME": lambda one: one.name, "CODE": lambda one: one.code, "LAND_USE": lambda one: one.land_use,
    "LAND_CODE": lambda one: one.land_code,
}  # fmt: skip


def export_parcels(
    outlines: Sequence[Outline], *, format: str, srid: int, label: str = "parcels",
    header: Sequence[HeaderField] = (),
) -> bytes:  # fmt: skip
    """Return the file. ``label`` names the layer and the parts of a zip; a TXT needs a zone, and keeps what
    the ``header`` of the file the parcels come from says.
    """
    check_offered(srid)
    if format == "txt":
        zone = zone_of_srid(srid)
        if zone is None:
            raise TextNeedsZone(srid=srid)
        return write_text(outlines, zone=zone, header=header)
    driver = DRIVERS.get(format)
    if driver is None:
        raise FormatNotOffered(format=format, known=", ".join(FORMATS))
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / f"{label}{driver.suffix}"
        _write(path, driver, outlines, srid, label)
        if format == "shp":
            return _zipped(Path(folder))
        return _for_drawing_programs(path.read_bytes()) if driver.outlined else path.read_bytes()


def _write(path: Path, driver: _Driver, outlines: Sequence[Outline], srid: int, label: str) -> None:
    polygons = in_system(outlines, srid)
    if driver.outlined:
        drawn = [
            (outline, line)
            for outline, polygon in zip(outlines, polygons, strict=True)
            for line in _lines(polygon)
        ]
        shapes, names = [line for _outline, line in drawn], [_layer(outline) for outline, _line in drawn]
        fields, values = ["Layer"], [np.array(names, dtype=object)]
        kind = "LineString"
    else:
        shapes, kind = polygons, _kind(polygons)
        fields = list(FIELDS)
        values = [np.array([read(one) for one in outlines], dtype=object) for read in FIELDS.values()]
    given: dict[str, Any] = {} if driver.outlined else {"layer": label}
    several = kind == "MultiPolygon"
    pyogrio.raw.write(
        path, geometry=shapely.to_wkb(np.array(shapes, dtype=object)), field_data=values, fields=fields,
        crs=f"EPSG:{srid}", geometry_type=kind, driver=driver.name, encoding="UTF-8",
        promote_to_multi=several, **given, **driver.options,
    )  # fmt: skip


def _for_drawing_programs(content: bytes) -> bytes:
    """Return a DXF in the code page it names; its writer names Latin and writes UTF-8."""
    text = content.decode("utf-8").replace("ANSI_1252", "ANSI_936")
    return text.encode("gbk", "replace")


def _kind(polygons: Sequence[Any]) -> str:
    return "MultiPolygon" if any(one.geom_type == "MultiPolygon" for one in polygons) else "Polygon"


def _lines(polygon: Any) -> list[Any]:
    rings = [
        ring for part in shapely.get_parts(polygon).tolist() for ring in (part.exterior, *part.interiors)
    ]
    return [shapely.LineString(shapely.get_coordinates(ring)) for ring in rings]


def _layer(outline: Outline) -> str:
    """Return a layer's name a drawing program takes."""
    name = outline.name.translate({ord(mark): "_" for mark in '<>/\\":;?*|=,`'}).strip()
    return name[:80] or "0"


def _zipped(folder: Path) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, part.name)
    return target.getvalue()
