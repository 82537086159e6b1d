"""The stages, in order. Each writes its own files anew, so a second run does no harm."""

import gzip
import json
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely

from bim.checks.arrival import check_arrival
from bim.checks.schema import Hearing, hearing
from bim.elements.costs import costs_of
from bim.elements.kept import KeptSets, kept_sets
from bim.elements.reading import ElementRow, read_elements
from bim.files import faults
from bim.files.digests import Texts
from bim.files.opening import Opened, open_ifc
from bim.files.products import numbered
from bim.files.tokens import Tokens, tokens_of
from bim.fourd.held import held_of
from bim.geometry.meshing import Means, mesh
from bim.geometry.model import Floats, Model, Seen, Shape
from bim.geometry.seen import leans_little, moved_about, seen
from bim.geometry.store import Store
from bim.ingest.explaining import lost_number
from bim.ingest.model import ELEMENTS, INDEX, TILES, Ingested, Order
from bim.outlines.drawing import draw
from bim.outlines.model import Line
from bim.placing.georeference import Georeference, georeference_of
from bim.tiles.writing import Written, write
from spatial.intake.limits import Limits

Tell = Callable[[str, int], None]
HULL_DIGITS = 3
AS_READ = tuple(one.name for one in fields(ElementRow))
SHARES = {"open": (0, 10), "mesh": (10, 68), "place": (68, 70), "tiles": (70, 78), "elements": (78, 86),
          "outlines": (86, 90), "check": (90, 94)}  # fmt: skip
"""Where each stage begins and ends, per cent; what is left is the saving."""


class Clock:
    """Seconds by stage, and the word to whoever watches."""

    def __init__(self, tell: Tell) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """Time a stage; what is yielded says how much of it is done."""
        start, end = SHARES[name]
        self._tell(name, start)
        began = time.perf_counter()

        def watch(done: int, of: int) -> None:
            self._tell(name, start + round((end - start) * done / max(of, 1)))

        yield watch
        self.seconds[name] = round(time.perf_counter() - began, 3)


def ingest(path: Path, order: Order, *, limits: Limits, work: Path, tell: Tell) -> Ingested:
    """Read a model into the folder of the order and return what it is."""
    clock, out = Clock(tell), Path(order.out)
    out.mkdir(parents=True, exist_ok=True)
    with clock.stage("open"):
        opened = open_ifc(path, work=work, limits=limits)
        if lost := lost_number(opened.plain):
            raise lost
        products = numbered(opened.file)
        if not products:
            raise faults.NoElementsInModel()
        store = Store(Path(order.cache))
        tokens = tokens_of(opened.texts) if opened.texts is not None else None
        texts = Texts(tokens, store.secret()) if tokens is not None else None
    with _heard(opened, tokens, order) as schema:
        with clock.stage("mesh") as watch:
            means = Means(texts=texts, store=store, processes=order.processes)
            model = mesh(opened.file, products, means, watch)
        with clock.stage("place"):
            georeference = georeference_of(opened.file, middle_of(model))
        with clock.stage("tiles"):
            written = write(model, out / TILES)
        with clock.stage("elements") as watch:
            kept = kept_sets(store.folder, opened.file, texts, opened.code_page)
            rows = list(_rows(opened, products, model, out / ELEMENTS, watch, kept))
            _write_index(rows, model, out / INDEX)
            costs = costs_of(opened.file, products, code_page=opened.code_page)
            schedule = held_of(opened.file)
        with clock.stage("outlines"):
            outlines = _outlines(model, products, rows)
        with clock.stage("check"):
            found = [one.plain() for one in check_arrival(opened, products, model, georeference, schema)]
    told = _told(opened, georeference, model, written, rows, outlines, clock)
    return replace(told, findings=found, costs=costs, schedule=schedule)


def _heard(opened: Opened, tokens: Tokens | None, order: Order) -> AbstractContextManager[Hearing | None]:
    """Have the schema checked beside everything else, if it is to be."""
    if not order.schema_seconds:
        return nullcontext()
    return hearing(opened.file, tokens, seconds=order.schema_seconds, folder=Path(order.cache))


def middle_of(model: Model) -> tuple[float, float, float]:
    """Return where most of the geometry is, metres in the file's axes; a stray element moves it little."""
    boxes = np.array([element.box for element in model.elements if element.box is not None])
    boxes = boxes[np.isfinite(boxes).all(axis=1)] if len(boxes) else boxes
    if not len(boxes):
        return 0.0, 0.0, 0.0
    x, y, z = np.median((boxes[:, :3] + boxes[:, 3:]) / 2, axis=0) + model.origin
    return float(x), float(y), float(z)


def _outlines(model: Model, products: Any, rows: list[ElementRow]) -> dict[str, Any]:
    elevations = {row.el: row.elevation_m for row in rows if row.elevation_m is not None}
    drawn = draw(model, products, [row.storey for row in rows], elevations)
    lines = {
        str(one.line): {"wkt": one.shape.wkt, "area_m2": round(one.area_m2, 3)}
        for one in drawn.lines if one.line is not Line.STOREY
    }  # fmt: skip
    storeys = [
        {"el": one.storey, "wkt": one.shape.wkt, "area_m2": round(one.area_m2, 3)}
        for one in drawn.lines if one.line is Line.STOREY
    ]  # fmt: skip
    return {**lines, "storeys": storeys, "heights": asdict(drawn.heights)}


def _rows(
    opened: Opened, products: Any, model: Model, path: Path, watch: Callable[[int, int], None],
    kept: KeptSets | None,
) -> Iterator[ElementRow]:  # fmt: skip
    """Write each element with what became of its geometry; yield it without its sets, which weigh most."""
    rows = read_elements(opened.file, products, code_page=opened.code_page, watch=watch, kept=kept)
    known = [seen(shape) for shape in model.shapes]
    with path.open("wb") as sink:
        for row in rows:
            line = {name: getattr(row, name) for name in AS_READ} | _geometry(model, known, row.el)
            sink.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            yield replace(row, psets={}, quantities={}, units={}, materials=[], classification=[])


def _geometry(model: Model, known: list[Seen], el: int) -> dict[str, Any]:
    element = model.elements[el]
    told: dict[str, Any] = {
        "status": str(element.status), "reason": element.reason,
        "box": _finite(element.box), "kernel": "", "confidence": None, "volume_m3": None, "closed": None,
        "triangles": 0, "shape": "", "hull": None,
    }  # fmt: skip
    if element.shape < 0:
        return told
    shape = model.shapes[element.shape]
    return told | {
        "hull": _hull(shape, known[element.shape], element.matrix), "kernel": shape.kernel,
        "confidence": shape.confidence, "volume_m3": shape.volume_m3, "closed": shape.closed,
        "triangles": len(shape.mesh.triangles), "shape": known[element.shape].print,
    }  # fmt: skip


def _hull(shape: Shape, known: Seen, matrix: Floats) -> str | None:
    """Return the convex hull of an element from above, or nothing where it is no area."""
    if leans_little(shape, matrix):
        turn, shift = moved_about(shape, matrix)
        corners = known.hull @ turn.T + shift
    else:
        corners = shape.mesh.corners() @ matrix[:2, :3].T + matrix[:2, 3]
    hull = shapely.convex_hull(shapely.multipoints(np.round(corners, HULL_DIGITS) + 0.0))
    return hull.wkt if hull.geom_type == "Polygon" else None


def _finite(box: Any) -> list[float] | None:
    if box is None or not np.isfinite(box).all():
        return None
    return [round(float(value), 5) for value in box]


def _write_index(rows: list[ElementRow], model: Model, path: Path) -> None:
    """Write the columns the browser keeps of every element."""
    classes = sorted({row.ifc_class for row in rows})
    types = sorted({row.type_name for row in rows})
    at_class = {name: number for number, name in enumerate(classes)}
    at_type = {name: number for number, name in enumerate(types)}
    boxes = [_finite(element.box) or [0] * 6 for element in model.elements]
    columns = {
        "global_id": [row.global_id for row in rows], "class": [at_class[row.ifc_class] for row in rows],
        "classes": classes, "name": [row.name for row in rows], "parent": [row.parent for row in rows],
        "storey": [row.storey for row in rows], "type": [at_type[row.type_name] for row in rows],
        "types": types, "box": [round(value, 3) for box in boxes for value in box],
    }  # fmt: skip
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    path.write_bytes(gzip.compress(text.encode(), 6, mtime=0))


def _told(
    opened: Opened, georeference: Georeference, model: Model, written: Written, rows: list[ElementRow],
    outlines: dict[str, Any], clock: Clock,
) -> Ingested:  # fmt: skip
    frame, shown = georeference.frame, model.shown()
    storeys = [
        {"name": row.name, "elevation_m": row.elevation_m or 0.0, "el": row.el}
        for row in rows if row.ifc_class == "IfcBuildingStorey"
    ]  # fmt: skip
    return Ingested(
        schema=opened.schema, label=opened.label, header=opened.header,
        frame=frame.plain() if frame else None, level=georeference.level, why=georeference.why,
        remarks=[*georeference.remarks, *(["label_rewritten"] if opened.rewritten else [])],
        origin=[float(value) for value in model.origin], box=_finite(model.box()) or [],
        counts={
            "elements": len(rows), "with_geometry": len(shown), "triangles": model.triangles(),
            "bytes": written.bytes, "bytes_gzip": written.bytes_gzip, "tiles": written.tiles,
            "lost": opened.lost, "reused": model.reused, "meshed": model.meshed,
        },
        failed=model.failed(), storeys=sorted(storeys, key=lambda one: one["elevation_m"]), outlines=outlines,
        seconds=clock.seconds, peak_mb=_peak_mb(), tiles=sorted(written.files),
    )  # fmt: skip


def _peak_mb() -> int:
    """Return the largest memory any one process of the reading held, MB.

    The system's own count of this process begins before it became ours; the high-water mark does not.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(status.split("VmHWM:")[1].split()[0])
    return int(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) >> 10)
