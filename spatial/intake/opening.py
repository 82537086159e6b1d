"""Open a file by what it is: the right reader, over a copy or link in a folder of our own."""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from spatial.intake.archives import Entry, entries, refuse_nested, unpack
from spatial.intake.csv_reader import CsvSource
from spatial.intake.json_reader import JsonSource
from spatial.intake.limits import Limits
from spatial.intake.model import Choice
from spatial.intake.problems import Problem, problem, refuse
from spatial.intake.shapefile import encoding_of, gather_beside, gather_from_zip, missing_parts
from spatial.intake.sniff import sniff, sniff_zip
from spatial.intake.source import Opened, Source
from spatial.intake.vector_reader import VectorSource
from spatial.intake.xlsx_reader import XlsxSource
from spatial.intake.xmlcheck import as_utf8, check_xml

LINKED = {"gpkg": ".gpkg", "flatgeobuf": ".fgb", "dxf": ".dxf"}
READABLE = frozenset(
    {".gpkg", ".geojson", ".json", ".csv", ".tsv", ".txt", ".gml", ".gpx", ".fgb", ".dxf", ".dbf", ".xml"}
)
BARE_KML = re.compile(r"(<kml\b[^>]*>)(\s*<Placemark\b.*)(</kml>\s*)$", re.S)
CURVED_GML = ("Arc", "ArcString", "Circle", "ArcByCenterPoint", "CircleByCenterPoint")


class Combined(Source):
    """Several shapefiles of one zip, each a layer."""

    kind = "shapefile"

    def __init__(self, sources: dict[str, Source]) -> None:
        self._sources = sources

    def layer_names(self) -> list[str]:
        """Return every file's layer."""
        return list(self._sources)

    def open_layer(self, name: str) -> Opened:
        """Return the layer of one file."""
        return self._sources[name].open_layer(name)

    def late_problems(self) -> list[Problem]:
        """Return what any of them muttered."""
        return [found for source in self._sources.values() for found in source.late_problems()]


def open_source(
    path: Path, name: str, *, limits: Limits, choice: Choice, work: Path, nested: bool = False
) -> Source:
    """Return the reader for a file; raise ``Refused`` with a reason a clerk understands."""
    kind = sniff(path, name)
    label = PurePosixPath(name).stem or "layer"
    if kind == "csv":
        return CsvSource(path, limits, choice, label, work)
    if kind == "json":
        return JsonSource(path, limits, choice, label)
    if kind == "zip":
        if nested:
            raise refuse("zip_nested", entry=name[-120:])
        return _open_zip(path, name, limits, choice, work)
    opener = _OPENERS.get(kind)
    if opener is None:
        raise refuse(f"kind_{kind}", name=name[-60:])
    return opener(path, kind, label, limits, choice, work)


def _open_zip(path: Path, name: str, limits: Limits, choice: Choice, work: Path) -> Source:
    found = entries(path, limits)
    kind = sniff_zip([entry.name for entry in found])
    label = PurePosixPath(name).stem
    if kind == "xlsx":
        return XlsxSource(path, limits, choice, work)
    if kind in {"word", "ods"}:
        raise refuse(f"kind_{kind}", name=name[-60:])
    if kind == "kmz":
        main = next((e for e in found if e.suffix == ".kml"), found[0])
        return _open_xml(unpack(path, main, work / "doc.kml", limits), "kml", label, limits, choice, work)
    refuse_nested(found)
    if kind == "filegdb":
        return _open_geodatabase(path, found, label, limits, work)
    if kind == "shapefile":
        return _open_shapefiles(path, found, limits, choice, work)
    return _open_single(path, found, limits, choice, work)


def _open_single(path: Path, found: list[Entry], limits: Limits, choice: Choice, work: Path) -> Source:
    readable = [e for e in found if e.suffix in READABLE]
    if not readable:
        raise refuse("zip_nothing", names=", ".join(e.name for e in found)[:160] or "-")
    if len(readable) > 1:
        raise refuse("zip_several", names=", ".join(e.name for e in readable)[:160])
    inner = unpack(path, readable[0], work / f"inner{readable[0].suffix}", limits)
    return open_source(inner, readable[0].name, limits=limits, choice=choice, work=work, nested=True)


def _open_geodatabase(path: Path, found: list[Entry], label: str, limits: Limits, work: Path) -> Source:
    """Unpack the first .gdb folder under a plain name; its files are named by number inside."""
    folders = sorted({m[1] for e in found if (m := re.match(r"(.*?\.gdb)/[^/]+$", e.name, re.I))})
    if len(folders) != 1:
        raise refuse("zip_several", names=", ".join(folders)[:160])
    target = work / "data.gdb"
    target.mkdir()
    for entry in found:
        if entry.name.startswith(folders[0] + "/") and "/" not in entry.name[len(folders[0]) + 1 :]:
            unpack(path, entry, target / _plain_name(entry), limits)
    return VectorSource(target, "filegdb", limits, label=label)


def _plain_name(entry: Entry) -> str:
    name = PurePosixPath(entry.name).name
    if not re.fullmatch(r"[\w.-]+", name):
        raise refuse("zip_path", entry=entry.name[-120:])
    return name


def _open_shapefiles(path: Path, found: list[Entry], limits: Limits, choice: Choice, work: Path) -> Source:
    sources: dict[str, Source] = {}
    for at, shp in enumerate(e for e in found if e.suffix == ".shp"):
        label = _unused(PurePosixPath(shp.name).stem, shp.stem, sources)
        unpacked = gather_from_zip(path, shp, found, work / str(at), limits)
        sources[label] = _shapefile_at(unpacked, label, limits, choice)
        if len(sources) > limits.max_layers:
            raise refuse("too_many_layers", found=len(sources), limit=limits.max_layers)
    return next(iter(sources.values())) if len(sources) == 1 else Combined(sources)


def _unused(name: str, longer: str, taken: dict[str, Source]) -> str:
    return name if name not in taken else longer


def _open_shapefile(path: Path, kind: str, label: str, limits: Limits, choice: Choice, work: Path) -> Source:
    return _shapefile_at(gather_beside(path, work / "shp", limits), label, limits, choice)


def _shapefile_at(shp: Path, label: str, limits: Limits, choice: Choice) -> Source:
    notes = missing_parts(shp)
    encoding, more = encoding_of(shp, choice)
    return VectorSource(shp, "shapefile", limits, encoding=encoding, label=label, notes=[*notes, *more])


def _open_dbf(path: Path, kind: str, label: str, limits: Limits, choice: Choice, work: Path) -> Source:
    alone = work / "dbf" / "layer.dbf"
    alone.parent.mkdir(parents=True)
    alone.symlink_to(path.resolve())
    cpg = next((p for p in path.parent.glob(f"{re.escape(path.stem)}.*") if p.suffix.lower() == ".cpg"), None)
    if cpg:
        alone.with_suffix(".cpg").write_bytes(cpg.read_bytes()[:60])
    encoding, notes = encoding_of(alone, choice)
    return VectorSource(alone, "dbf", limits, encoding=encoding, label=label, notes=notes)


def _open_linked(path: Path, kind: str, label: str, limits: Limits, choice: Choice, work: Path) -> Source:
    link = work / f"layer{LINKED[kind]}"
    link.symlink_to(path.resolve())
    single = label if kind != "gpkg" else ""
    notes = [problem("dxf_drawing")] if kind == "dxf" else []
    return VectorSource(link, kind, limits, label=single, notes=notes)


def _open_xml(path: Path, kind: str, label: str, limits: Limits, choice: Choice, work: Path) -> Source:
    """Check the markup, bring it to UTF-8, mend a KML without Document, and let GDAL read it."""
    readable = as_utf8(path, work)
    counts = check_xml(readable)
    target = work / f"checked.{kind}"
    notes = [problem("curves_linearised", kind=name) for name in CURVED_GML if counts[name]][:1]
    if kind == "kml" and not counts["Document"] and counts["Placemark"] > 1 and _wrap(readable, target):
        notes.append(problem("kml_without_document"))
    else:
        target.symlink_to(readable.resolve())
    if counts["NetworkLink"]:
        notes.append(problem("kml_links_elsewhere", count=counts["NetworkLink"]))
    return VectorSource(target, kind, limits, label=label, notes=notes)


def _wrap(path: Path, target: Path) -> bool:
    """Put the placemarks of a bare KML into the Document the format asks for; else only one would be read."""
    text = path.read_text("utf-8-sig")
    match = BARE_KML.search(text)
    if match is None:
        return False
    target.write_text(f"{text[: match.start()]}{match[1]}<Document>{match[2]}</Document>{match[3]}", "utf-8")
    return True


Opener = Callable[[Path, str, str, Limits, Choice, Path], Source]
_OPENERS: dict[str, Opener] = {
    "shapefile": _open_shapefile, "dbf": _open_dbf, "gpkg": _open_linked, "flatgeobuf": _open_linked,
    "dxf": _open_linked, "kml": _open_xml, "gml": _open_xml, "gpx": _open_xml,
}  # fmt: skip
