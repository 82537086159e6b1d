"""The stages in order: sniff, safety, unpack, layers, system, rows. Runs inside the sandbox's child."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np
import shapely

from spatial.intake.crs import Numbers, Points, find_crs
from spatial.intake.crs_declared import Stated, read_stated
from spatial.intake.geometry import HUGE, Placer
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, CrsFinding, FileSurvey, Layer, RawRow, Row
from spatial.intake.opening import open_source
from spatial.intake.problems import Problem, problem, refuse
from spatial.intake.source import Opened, Source

Tell = Callable[[str, int], None]
SAMPLE_BATCHES = 3


def survey(path: Path, name: str, *, limits: Limits, choice: Choice, work: Path, tell: Tell) -> FileSurvey:
    """Return what the file holds; raise ``Refused`` when nothing of it can be taken."""
    source = _open(path, name, limits, choice, work, tell)
    layers, problems = [], []
    names = source.layer_names()
    if not names:
        raise refuse("table_empty", name=name[-60:])
    for at, layer_name in enumerate(names):
        tell("layers", 20 + 70 * at // len(names))
        layers.append(_describe(source.open_layer(layer_name), name, choice)[0])
    if len(layers) > 1:
        problems.append(problem("several_layers", count=len(layers)))
    tell("layers", 100)
    return FileSurvey(
        kind=source.kind, name=name, size_bytes=_size(path), sha256=_fingerprint(path), layers=tuple(layers),
        problems=(*problems, *source.late_problems()),
    )  # fmt: skip


def read(
    path: Path, name: str, *, limits: Limits, choice: Choice, work: Path, tell: Tell
) -> Iterator[Layer | list[Row] | list[Problem]]:
    """Yield the layer, then its rows in batches, at last what only showed while reading."""
    source = _open(path, name, limits, choice, work, tell)
    opened = source.open_layer(_pick(source, choice))
    layer, placer = _describe(opened, name, choice)
    yield layer
    mover = Placer(layer.crs, limits, expects_shapes=bool(opened.geometry), repair=choice.repair)
    seen = 0
    for batch in opened.batches():
        if batch:
            seen += len(batch)
            tell("rows", 30 + (65 * seen // max(opened.rows, seen) if opened.rows else 30))
            yield mover.place(batch)
    if opened.rows is not None and seen < opened.rows:
        yield [problem("rows_lost", expected=opened.rows, found=seen)]
    yield [*mover.late_problems(), *source.late_problems()]


def _open(path: Path, name: str, limits: Limits, choice: Choice, work: Path, tell: Tell) -> Source:
    tell("sniff", 1)
    size = path.stat().st_size
    if size > limits.max_file_bytes:
        raise refuse("file_too_large", found_mb=size >> 20, limit_mb=limits.max_file_bytes >> 20)
    tell("safety", 5)
    return open_source(path, name, limits=limits, choice=choice, work=work)


def _pick(source: Source, choice: Choice) -> str:
    names = source.layer_names()
    if choice.layer:
        if choice.layer not in names:
            raise refuse("layer_absent", name=choice.layer[:60], known=", ".join(names)[:200])
        return choice.layer
    if len(names) > 1:
        raise refuse("layer_needs_choice", count=len(names), known=", ".join(names)[:200])
    if not names:
        raise refuse("no_layers")
    return names[0]


def _describe(opened: Opened, name: str, choice: Choice) -> tuple[Layer, CrsFinding | None]:
    crs: CrsFinding | None = None
    problems: list[Problem] = []
    if opened.rows == 0:
        problems.append(problem("layer_empty"))
    elif opened.geometry:
        crs, problems = _find_crs(opened, name, choice)
    layer = Layer(
        name=opened.name, columns=opened.columns, rows=opened.rows, geometry=opened.geometry, crs=crs,
        encoding=opened.encoding, header_row=opened.header_row, preamble=opened.preamble,
        places=opened.places,
        problems=(*opened.problems, *problems),
    )  # fmt: skip
    return layer, crs


def _find_crs(opened: Opened, name: str, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    points = _sample(opened)
    if not len(points):
        return _without_numbers(opened.declared_crs)
    numbers = Numbers(
        points=points, words=(PurePosixPath(name).name, opened.name), fields=[c.name for c in opened.columns]
    )
    finding, problems = find_crs(opened.declared_crs, numbers, choice)
    if opened.by_format:
        problems = [_unstated(one) for one in problems]
    return replace(finding, by_format=opened.by_format and finding.status == "declared"), problems


def _unstated(found: Problem) -> Problem:
    """Return a contradiction as it is said where the file states nothing, and only its format does."""
    return problem("format_not_degrees", **found.facts) if found.code == "numbers_not_degrees" else found


def _without_numbers(declared: str) -> tuple[CrsFinding, list[Problem]]:
    found = [problem("geometry_all_missing")]
    stated = read_stated(declared) if declared else None
    if not isinstance(stated, Stated) or stated.refusal:
        return CrsFinding(status="unknown"), found
    crs = CrsFinding(status="declared", srid=stated.srid, name=stated.name, definition=stated.definition)
    return crs, found


def _sample(opened: Opened) -> Points:
    """Return finite coordinates of the first rows that have any."""
    for at, batch in enumerate(opened.batches()):
        points = _points(batch)
        if len(points) or at >= SAMPLE_BATCHES:
            return points
    return np.empty((0, 2))


def _points(batch: list[RawRow]) -> Points:
    wkbs = np.array([row.wkb for row in batch], dtype=object)
    xy = shapely.get_coordinates(shapely.from_wkb(wkbs, on_invalid="ignore"))
    with np.errstate(invalid="ignore"):
        fine = np.isfinite(xy).all(axis=1) & (np.abs(xy) < HUGE).all(axis=1)
    kept: Points = xy[fine]
    return kept


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size
