"""What travels between the child that reads a model and the process that keeps it."""

from dataclasses import dataclass, field
from typing import Any

from spatial.intake import wire

ELEMENTS, INDEX, TILES = "elements.jsonl", "index.json.gz", "tiles"
"""Names in the folder the child writes into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A model that was read. ``frame``: plain, see ``placing.frame``; ``why``: the code when there is none.

    ``counts``: elements, with_geometry, triangles, bytes, bytes_gzip, tiles, lost. ``failed``: GlobalIds
    drawn as their box. ``storeys``: name, elevation_m, el. ``outlines``: by name, metres about the origin.
    ``findings``: of the checks on arrival, plain, see ``checks.finding``. ``costs``: what its own bill of
    quantities pays for, see ``elements.costs``. ``schedule``: what tasks it holds, see ``fourd.held``.
    """

    schema: str
    label: str
    header: dict[str, str]
    frame: dict[str, Any] | None
    level: int
    why: str
    remarks: list[str]
    origin: list[float]
    box: list[float]
    counts: dict[str, int]
    failed: list[str]
    storeys: list[dict[str, Any]]
    outlines: dict[str, Any]
    seconds: dict[str, float]
    peak_mb: int
    tiles: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    costs: list[dict[str, Any]] = field(default_factory=list)
    schedule: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the child is told. ``out``: where results go; ``cache``: shapes kept from revision to revision.

    ``schema_seconds``: how long the schema may be checked, 0 for not at all.
    """

    name: str
    out: str
    cache: str
    processes: int
    schema_seconds: int = 60


wire.learn(Ingested, Order)
