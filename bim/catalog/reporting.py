"""What was found in a revision, ready to be read: by group, the grave first, each in a sentence."""

import uuid
from dataclasses import dataclass
from typing import Any

import numpy as np

from bim.bcf.model import Archive, Camera, Component, Components, HeaderFile, Topic, Viewpoint
from bim.catalog.models import Element, Revision
from bim.catalog.models_checks import ModelFinding
from bim.catalog.selectors import elements_of
from bim.checks.words import GROUPS, SEVERITIES, group_of, sentence

MOST_SELECTED = 200
LOOK = np.array([-1.0, 1.0, -0.8]) / np.linalg.norm([-1.0, 1.0, -0.8])
FIELD_DEG = 60.0
NEAREST_M = 3.0
EXPLAINED = ("description", "instructions")
KINDS = {"error": "Error", "warning": "Warning", "info": "Info"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding as it is read. ``elements``: the first GlobalIds, of ``count``.

    ``explained``: what the author of an IDS file wrote for those who must meet it.
    """

    code: str
    group: str
    severity: str
    sentence: str
    facts: dict[str, Any]
    count: int
    elements: tuple[str, ...]
    ids_file: str
    key: str
    explained: tuple[str, ...] = ()


def findings_of(revision: Revision) -> list[Line]:
    """Return all findings of a revision, the grave first within their groups."""
    rows = ModelFinding.objects.filter(revision=revision).select_related("ids_file")
    lines = [_line(revision, row) for row in rows.order_by("ids_file__created_at", "position", "pk")]
    order = list(GROUPS)
    return sorted(lines, key=lambda one: (SEVERITIES.index(one.severity), order.index(one.group)))


def counted(lines: list[Line]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity: sum(one.severity == severity for one in lines) for severity in SEVERITIES}


def shown_elements(revision: Revision, lines: list[Line]) -> dict[str, str]:
    """Return those GlobalIds of the lines that are elements of the revision, with the elements' names.

    Only they can be shown.
    """
    wanted = {one for line in lines for one in line.elements}
    return dict(elements_of(revision).filter(global_id__in=wanted).values_list("global_id", "name"))


def _line(revision: Revision, row: ModelFinding) -> Line:
    return Line(
        code=row.code, group=group_of(row.code), severity=row.severity,
        sentence=sentence(row.code, row.facts, row.count), facts=row.facts, count=row.count,
        elements=tuple(row.elements), ids_file=str(row.ids_file_id or ""),
        key=f"{row.ids_file_id or row.source}/{row.position}/{row.code}",
        explained=tuple(str(row.facts[one]) for one in EXPLAINED if row.ids_file_id and row.facts.get(one)),
    )  # fmt: skip


def archive_of(revision: Revision) -> Archive:
    """Return the findings as issues, one each, that select their elements."""
    lines = findings_of(revision)
    boxes = _boxes(revision, lines)
    header = HeaderFile(filename=revision.name, date=revision.created_at.isoformat())
    return Archive(version="3.0", topics=tuple(_topic(revision, one, boxes, header) for one in lines))


def _topic(revision: Revision, line: Line, boxes: dict[str, list[float]], header: HeaderFile) -> Topic:
    when = (revision.published_at or revision.created_at).isoformat()
    return Topic(
        guid=str(uuid.uuid5(revision.pk, line.key)), title=line.sentence[:200], kind=KINDS[line.severity],
        status="Open", labels=(str(GROUPS[line.group]),), creation_date=when, creation_author="Gongtu",
        description="\n".join((line.sentence, *line.explained)), header=(header,),
        viewpoints=_views(revision, line, boxes),
    )  # fmt: skip


def _views(revision: Revision, line: Line, boxes: dict[str, list[float]]) -> tuple[Viewpoint, ...]:
    chosen = [one for one in line.elements if one in boxes][:MOST_SELECTED]
    if not chosen:
        return ()
    corners = np.array([boxes[one] for one in chosen], dtype=np.float64)
    selected = Components(selection=tuple(Component(ifc_guid=one) for one in chosen))
    guid = str(uuid.uuid5(revision.pk, f"{line.key}/view"))
    return (
        Viewpoint(guid=guid, file="viewpoint.bcfv", camera=_camera(revision, corners), components=selected),
    )


def _camera(revision: Revision, corners: np.ndarray) -> Camera:
    """Look at what is selected from above its south-west, far enough to see all of it."""
    low, high = corners[:, :3].min(axis=0), corners[:, 3:].max(axis=0)
    away = max(NEAREST_M, 1.2 * float(np.linalg.norm(high - low)))
    eye = (low + high) / 2 - away * LOOK + np.array(revision.origin)
    up = np.cross(np.cross(LOOK, [0.0, 0.0, 1.0]), LOOK)
    return Camera(
        position=_vector(eye), direction=_vector(LOOK), up=_vector(up / np.linalg.norm(up)),
        field_of_view=FIELD_DEG, aspect=1.5,
    )  # fmt: skip


def _vector(values: Any) -> tuple[float, float, float]:
    x, y, z = (round(float(value), 6) for value in values)
    return x, y, z


def _boxes(revision: Revision, lines: list[Line]) -> dict[str, list[float]]:
    wanted = {one for line in lines for one in line.elements[:MOST_SELECTED]}
    rows = Element.objects.filter(revision_id=revision.pk, global_id__in=wanted, box__isnull=False)
    return {row.global_id: list(row.box or ()) for row in rows.only("revision_id", "el", "global_id", "box")}
