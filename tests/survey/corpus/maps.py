"""Map files, tables and drawings, broken on purpose."""

import io
import json
import math
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyogrio
import shapely
from pyproj import CRS

from spatial.survey.export import export_parcels
from tests.survey.corpus.case import ZONE_SRID, Good, Mutation, Want, clean, one_of, says

XIAN_80 = CRS.from_epsg(2364).to_wkt("WKT1_ESRI")
OTHER_ZONE = CRS.from_epsg(4527).to_wkt("WKT1_ESRI")


def shp_parts(good: Good, srid: int = ZONE_SRID) -> dict[str, bytes]:
    """The parts of the good shapefile by suffix."""
    with zipfile.ZipFile(io.BytesIO(export_parcels(good.outlines, format="shp", srid=srid))) as archive:
        return {Path(name).suffix: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], stem: str = "地块") -> bytes:
    """The parts in a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for suffix, content in parts.items():
            archive.writestr(f"{stem}{suffix}", content)
    return target.getvalue()


def _shp(change: Callable[[dict[str, bytes]], Any], want: Want, srid: int = ZONE_SRID) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        parts = shp_parts(good, srid)
        change(parts)
        return zipped(parts), want

    return mutate


def _without(*suffixes: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: [parts.pop(suffix) for suffix in suffixes] and None


def _with(suffix: str, content: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({suffix: content(parts.get(suffix, b""))})


def _cut_to(share: float, format: str, want: Want) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        whole = export_parcels(good.outlines, format=format, srid=ZONE_SRID)
        return whole[: int(len(whole) * share)], want

    return mutate


def _cut_zip(good: Good) -> tuple[bytes, Want]:
    whole = zipped(shp_parts(good))
    return whole[: good.chance.randint(200, len(whole) - 100)], one_of("zip_broken", "kind_zip_broken")


SHAPEFILES: dict[str, Mutation] = {
    "shp-good": _shp(lambda parts: None, clean()),
    "shp-no-prj": _shp(_without(".prj"), clean("crs_inferred_zone")),
    "shp-no-prj-no-zone": _shp(_without(".prj"), says("crs_needs_zone"), srid=4549),
    "shp-no-dbf": _shp(_without(".dbf"), clean("dbf_missing")),
    "shp-no-shx": _shp(_without(".shx"), clean("shx_missing")),
    "shp-only": _shp(_without(".dbf", ".shx", ".prj", ".cpg"), clean("dbf_missing", "shx_missing")),
    "shp-no-shp": _shp(_without(".shp"), one_of("zip_nothing", "survey_without_polygons", "survey_empty")),
    "shp-xian80": _shp(_with(".prj", lambda prj: XIAN_80.encode()), says("datum_needs_parameters")),
    "shp-other-zone": _shp(_with(".prj", lambda prj: OTHER_ZONE.encode()), says("zone_contradiction")),
    "shp-prj-garbage": _shp(_with(".prj", lambda prj: b"\x00\xff nonsense"), clean("crs_inferred_zone")),
    "shp-half": _shp(_with(".shp", lambda shp: shp[: len(shp) // 2]), one_of("rows_lost", "reader_failed",
    "reader_warned")),
    "shp-cut-zip": _cut_zip,
    "shp-climbing": lambda good: (zipped(shp_parts(good), "../地块"), one_of("zip_path")),
}  # fmt: skip


def geojson(good: Good, srid: int = 4490) -> dict[str, Any]:
    """The good parcels as GeoJSON."""
    return json.loads(export_parcels(good.outlines, format="geojson", srid=srid))


def _rings(data: dict[str, Any]) -> list[list[list[float]]]:
    return [ring for feature in data["features"] for ring in feature["geometry"]["coordinates"]]


def _json(change: Callable[[dict[str, Any]], Any], want: Want, srid: int = 4490) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        data = geojson(good, srid)
        change(data)
        return json.dumps(data).encode(), want

    return mutate


def _turn_pairs(data: dict[str, Any]) -> None:
    for ring in _rings(data):
        for pair in ring:
            pair.reverse()


def _cross(data: dict[str, Any]) -> None:
    ring = _rings(data)[0]
    ring[1], ring[2] = ring[2], ring[1]


def _nan(data: dict[str, Any]) -> None:
    _rings(data)[-1][1][0] = math.nan


def _short(data: dict[str, Any]) -> None:
    ring = _rings(data)[-1]
    del ring[2:-1]


GEOJSON: dict[str, Mutation] = {
    "json-good": _json(lambda data: None, clean()),
    "json-zone": _json(lambda data: None, clean(), srid=ZONE_SRID),
    "json-metres-unsaid": _json(lambda data: data.pop("crs"), says("format_not_degrees"), srid=ZONE_SRID),
    "json-swapped": _json(_turn_pairs, one_of("axes_swapped", "axes_maybe_swapped")),
    "json-nan": _json(_nan, one_of("coordinate_not_finite", "coordinates_malformed")),
    "json-open": _json(lambda data: _rings(data)[-1].pop(), says("ring_open")),
    "json-short": _json(_short, says("ring_short")),
    "json-crossed": _json(_cross, says("self_crossing")),
    "json-empty": _json(lambda data: data["features"].clear(), one_of("survey_without_polygons",
    "survey_empty",
    "table_empty")),
    "json-null": _json(lambda data: data["features"][0].update(geometry=None), says("geometry_missing")),
    "json-cut": _cut_to(0.6, "geojson", one_of("json_broken")),
}  # fmt: skip


def kml(good: Good, head: str = "", body: str = "") -> bytes:
    """The good parcels as KML."""
    marks = []
    for feature in geojson(good)["features"]:
        rings = [" ".join(f"{x},{y},0" for x, y, *_z in ring) for ring in feature["geometry"]["coordinates"]]
        tags = ["outerBoundaryIs", *["innerBoundaryIs"] * (len(rings) - 1)]
        inner = "".join(
            f"<{tag}><LinearRing><coordinates>{ring}</coordinates></LinearRing></{tag}>"
            for tag, ring in zip(tags, rings, strict=True)
        )
        marks.append(
            f"<Placemark><name>{feature['properties']['NAME']}</name><Polygon>{inner}</Polygon></Placemark>"
        )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    )
    return f"{text}{body}{''.join(marks)}</Document></kml>".encode()


ENTITY = '<!DOCTYPE kml [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
BOMB = '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
XML: dict[str, Mutation] = {
    "kml-good": lambda good: (kml(good), clean()),
    "kml-external-entity": lambda good: (kml(good, ENTITY, "<name>&secret;</name>"), one_of("xml_entities")),
    "kml-entity-bomb": lambda good: (kml(good, BOMB, "<name>&b;</name>"), one_of("xml_entities")),
    "kml-cut": lambda good: (kml(good)[: good.chance.randint(200, 400)], one_of("xml_broken")),
    "kml-link": lambda good: (
        kml(good, body="<NetworkLink><Link><href>http://elsewhere.invalid/x.kml</href></Link></NetworkLink>"),
        clean("kml_links_elsewhere"),
    ),
}


def _packed(driver: str, suffix: str, share: float = 1.0) -> Callable[[Good], bytes]:
    """The good parcels in a binary format, or the first part of them."""

    def make(good: Good) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x{suffix}"
            shapes = shapely.to_wkb([outline.geometry for outline in good.outlines])
            pyogrio.raw.write(
                path, geometry=shapes, field_data=[], fields=[], geometry_type="Polygon", driver=driver,
                crs=f"EPSG:{ZONE_SRID}", layer="x",
            )  # fmt: skip
            whole = path.read_bytes()
        return whole[: int(len(whole) * share)]

    return make


PACKED: dict[str, Mutation] = {
    "gpkg-good": lambda good: (_packed("GPKG", ".gpkg")(good), clean()),
    "gpkg-half": lambda good: (_packed("GPKG", ".gpkg", 0.4)(good), one_of("reader_failed", "no_layers",
    "kind_sqlite")),
    "fgb-good": lambda good: (_packed("FlatGeobuf", ".fgb")(good), clean()),
    "fgb-half": lambda good: (
        _packed("FlatGeobuf", ".fgb", 0.7)(good), one_of("reader_failed", "rows_lost", "reader_warned",
        "survey_without_polygons", "survey_empty"),
    ),
    "gml-good": lambda good: (_packed("GML", ".gml")(good), clean()),
    "gml-cut": lambda good: (_packed("GML", ".gml", 0.8)(good), one_of("xml_broken")),
}  # fmt: skip


def table(good: Good, *, swap: bool = False, front: str = "") -> list[list[Any]]:
    """The good parcels as a table of points; ``front`` takes the place of the zone's number."""
    rows: list[list[Any]] = [["地块名称", "点号", "圈号", "X坐标", "Y坐标"]]
    for outline in good.outlines:
        for number, ring in enumerate((outline.geometry.exterior, *outline.geometry.interiors), start=1):
            for at, (east, north) in enumerate(shapely.get_coordinates(ring).tolist()[:-1], start=1):
                pair = [f"{north:.3f}", f"{front}{f'{east:.3f}'[2 if front is not None else 0 :]}"]
                rows.append([outline.name, f"J{at}", number, *(pair[::-1] if swap else pair)])
    return rows


def as_csv(rows: list[list[Any]], encoding: str = "gb18030", mark: str = ",") -> bytes:
    """A table as text."""
    return "\r\n".join(mark.join(str(cell) for cell in row) for row in rows).encode(encoding)


def as_xlsx(rows: list[list[Any]]) -> bytes:
    """A table as workbook, with a title above."""
    book = openpyxl.Workbook()
    book.active.append(["界址点成果表（2000国家大地坐标系）"])
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cells(change: Callable[[list[list[Any]]], Any], want: Want, **given: Any) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        rows = table(good, **{"front": "40", **given})
        change(rows)
        return as_csv(rows), want

    return mutate


def _put(row: int, column: int, value: str) -> Callable[[list[list[Any]]], None]:
    return lambda rows: rows[row].__setitem__(column, value)


CSVS: dict[str, Mutation] = {
    "csv-good": _cells(lambda rows: None, clean()),
    "csv-utf8": lambda good: (as_csv(table(good, front="40"), "utf-8-sig"), clean()),
    "csv-semicolons": lambda good: (as_csv(table(good, front="40"), mark=";"), clean()),
    "csv-x-is-east": _cells(lambda rows: None, says("xy_reversed"), swap=True),
    "csv-no-zone": _cells(lambda rows: None, says("zone_needed"), front=""),
    "csv-nan": _cells(_put(3, 3, "NaN"), says("coordinate_not_finite")),
    "csv-words": _cells(_put(3, 4, "见附图"), says("line_unreadable")),
    "csv-x-twice": _cells(lambda rows: rows[3].__setitem__(4, rows[3][3]), says("x_twice")),
    "csv-no-ring": _cells(lambda rows: [row.pop(2) for row in rows], clean("ring_unclosed")),
    "csv-no-coordinates": _cells(lambda rows: [row.__delitem__(slice(3, 5)) for row in rows],
    one_of("survey_without_columns")),
}  # fmt: skip
XLSX: dict[str, Mutation] = {
    "xlsx-good": lambda good: (as_xlsx(table(good, front="40")), clean()),
    "xlsx-half": lambda good: (
        as_xlsx(table(good, front="40"))[:3000],
        one_of("kind_zip_broken", "zip_broken", "xlsx_broken"),
    ),
}
STRANGE: dict[str, Mutation] = {
    "empty": lambda good: (b"", one_of("kind_empty")),
    "zeros": lambda good: (bytes(4096), one_of("kind_empty")),
    "image": lambda good: (b"\x89PNG\r\n\x1a\n" + good.chance.randbytes(500), one_of("kind_image")),
    "drawing": lambda good: (b"AC1032" + good.chance.randbytes(500), one_of("kind_dwg")),
    "noise": lambda good: (b"\x01\x02" + good.chance.randbytes(3000), one_of(
        "survey_kind_binary", "kind_prose", "survey_without_polygons", "survey_empty")),
    "page": lambda good: (b"<!doctype html><html><body>404</body></html>", one_of("kind_html")),
}  # fmt: skip
