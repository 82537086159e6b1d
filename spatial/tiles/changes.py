"""What edits changed on the map, as open maps are told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from spatial.tiles.tile import DEEPEST, WORLD_M

CHANNEL = "tiles"
MOST = 2_000
"""Rows read at once; of more, the rest is told next time round."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Ground that looks different now, in whole cells of the zoom-24 grid: west, north, east, south.

    ``public_box``: of the coarsened copy, ``None`` where the public sees nothing of it. The rest decides
    who else may know; without an ``organisation_path`` nobody may.
    """

    layers: tuple[str, ...]
    from_zoom: int
    box: Box | None
    public_box: Box | None
    organisation_path: str | None
    region_code: str
    label: str
    project_id: UUID | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class News:
    """Changes, and the snapshot up to which they reach."""

    changes: tuple[Change, ...]
    seen: str


def after(moment: datetime) -> News:
    """Return the changes made after a moment."""
    return _read("made.made_at > %s", moment)


def since(seen: str) -> News:
    """Return the changes that a snapshot did not see: whoever committed late is not missed."""
    return _read("NOT pg_visible_in_snapshot(made.xact, %s::pg_snapshot)", seen)


_COLUMNS = ("layers", "from_zoom", "organisation_path", "region_code", "label", "project_id", "sector")
_CORNERS = ", ".join(
    f"ST_{corner}(made.{area})"
    for area in ("area", "public_area") for corner in ("XMin", "YMax", "XMax", "YMin")
)
_READ = """
SELECT pg_current_snapshot()::text, made.id, {columns}, {corners}
FROM (VALUES (1)) AS one LEFT JOIN tiles_change AS made ON made.told AND {condition}
ORDER BY made.id LIMIT {most}
"""


def _read(condition: str, value: object) -> News:
    columns = ", ".join(f"made.{name}" for name in _COLUMNS)
    sql = _READ.format(columns=columns, corners=_CORNERS, condition=condition, most=MOST)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])  # type: ignore[list-item]
        rows = cursor.fetchall()
    return News(tuple(_changes(rows)), rows[0][0])


def _changes(rows: list[tuple]) -> Iterator[Change]:
    for _seen, number, *rest in rows:
        if number is None:
            continue
        named = dict(zip(_COLUMNS, rest, strict=False))
        west, north, east, south, *public = rest[len(_COLUMNS) :]
        yield Change(
            **named | {"layers": tuple(named["layers"])},
            box=_cells(west, north, east, south), public_box=_cells(*public),
        )  # fmt: skip


def _cells(west: float | None, north: float | None, east: float | None, south: float | None) -> Box | None:
    if west is None or north is None or east is None or south is None:
        return None
    return _cell(west), _cell(-north), _cell(east), _cell(-south)


def _cell(metres: float) -> int:
    return int((metres / WORLD_M + 0.5) * (1 << DEEPEST))
