"""What edits changed on the map, as open maps are told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from spatial.tiles.tile import DEEPEST, WORLD_M

CHANNEL = "tiles"
MOST = 2_000
"""Of more notes at once, those alike in all that access asks for but the project are told as one."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Ground that looks different now, in whole cells of the zoom-24 grid: west, north, east, south.

    ``public_box``: of the coarsened copy, ``None`` where the public sees nothing of it. The rest decides
    who else may know; without an ``organisation_path`` nobody may. With several ``project_ids`` rows of each
    are in it, and the box is all of theirs; without ``layers`` it names no ground.
    """

    layers: tuple[str, ...]
    from_zoom: int
    box: Box | None
    public_box: Box | None
    organisation_path: str | None
    region_code: str
    label: str
    project_ids: frozenset[UUID | None]
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


_COLUMNS = ("layers", "from_zoom", "organisation_path", "region_code", "label", "sector")
_CORNERS = ", ".join(
    f"{best}(ST_{corner}({area}))"
    for area in ("coalesce(told_area, area)", "public_area")
    for best, corner in (("min", "XMin"), ("max", "YMax"), ("max", "XMax"), ("min", "YMin"))
)
_READ = """
WITH made AS MATERIALIZED (SELECT * FROM tiles_change AS made WHERE made.told AND {condition}),
said AS (
    SELECT min(id) AS id, {columns}, {corners}, array_agg(DISTINCT project) AS projects
    FROM made LEFT JOIN LATERAL unnest(coalesce(project_ids, ARRAY[project_id])) AS project ON true
    GROUP BY {columns}, CASE WHEN (SELECT count(*) FROM made) > {most} THEN 0 ELSE id END
)
SELECT pg_current_snapshot()::text, said.* FROM (VALUES (1)) AS one LEFT JOIN said ON true ORDER BY said.id
"""


def _read(condition: str, value: object) -> News:
    sql = _READ.format(columns=", ".join(_COLUMNS), corners=_CORNERS, condition=condition, most=MOST)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])  # type: ignore[list-item]
        rows = cursor.fetchall()
    return News(tuple(_changes(rows)), rows[0][0])


def _changes(rows: list[tuple]) -> Iterator[Change]:
    for _seen, number, *rest in rows:
        if number is None:
            continue
        named, corners = dict(zip(_COLUMNS, rest, strict=False)), rest[len(_COLUMNS) : -1]
        yield Change(
            **named | {"layers": tuple(named["layers"])}, project_ids=frozenset(rest[-1]),
            box=_cells(*corners[:4]), public_box=_cells(*corners[4:]),
        )  # fmt: skip


def _cells(west: float | None, north: float | None, east: float | None, south: float | None) -> Box | None:
    if west is None or north is None or east is None or south is None:
        return None
    return _cell(west), _cell(-north), _cell(east), _cell(-south)


def _cell(metres: float) -> int:
    return int((metres / WORLD_M + 0.5) * (1 << DEEPEST))
