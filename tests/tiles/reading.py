"""Read tiles as a map would."""

import math
from collections.abc import Iterator

import mapbox_vector_tile

from portal.accounts.actor import Actor
from portal.core import clock
from spatial.tiles.layer import Layer, Question
from spatial.tiles.render import render
from spatial.tiles.tile import Tile

# The invented country of the fixtures, with a margin: longitude and latitude in degrees.
COUNTRY = (119.95, 29.95, 120.25, 30.25)


def tile_at(lon: float, lat: float, z: int) -> Tile:
    """The tile over a place."""
    n = 1 << z
    y = (0.5 - math.log(math.tan(math.radians(45 + lat / 2))) / (2 * math.pi)) * n
    return Tile(z, int((lon + 180) / 360 * n), int(y))


def tiles_over(z: int, box: tuple[float, float, float, float] = COUNTRY) -> Iterator[Tile]:
    """All tiles of a zoom over a box."""
    west, south, east, north = box
    first, last = tile_at(west, north, z), tile_at(east, south, z)
    for x in range(first.x, last.x + 1):
        for y in range(first.y, last.y + 1):
            yield Tile(z, x, y)


def properties(layer: Layer, tile: Tile, *, actor: Actor, part: str = "", **words: str) -> list[dict]:
    """What one source layer of a tile says of its features."""
    return [feature["properties"] for feature in features(layer, tile, actor=actor, part=part, **words)]


def features(layer: Layer, tile: Tile, *, actor: Actor, part: str = "", **words: str) -> list[dict]:
    """The features of one source layer of a tile."""
    question = Question(actor=actor, tile=tile, on=clock.today(), words=words)
    data = render(layer, question)
    decoded = mapbox_vector_tile.decode(data) if data else {}
    return decoded.get(part or layer.name, {}).get("features", [])


def vertices(feature: dict) -> int:
    """How many points a feature's geometry has."""

    def count(part) -> int:
        return 1 if isinstance(part[0], int | float) else sum(count(inner) for inner in part)

    return count(feature["geometry"]["coordinates"])
