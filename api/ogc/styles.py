"""A MapLibre style of one tileset in the colours of the main map: no glyphs, no pictures and no other host.

QGIS 3.22 reads it, too. A filter by ``geometry-type`` it drops without a word, so filters are of the older
form. It reads ``match`` by lists, of grounds and lines alone, and interpolates by zoom alone: of circles that
grow with a number or take their colour from a word there is a layer for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.ogc import colours

Part = dict[str, Any]
DRAWN = {"point": ("circle",), "line": ("line",), "polygon": ("fill", "line")}
"""What shapes of a collection are drawn as; of one with mixed shapes each as its own."""
ALL = ("fill", "line", "circle")
SHAPES: dict[str, list[Any]] = {
    "fill": ["==", "$type", "Polygon"], "line": ["in", "$type", "Polygon", "LineString"],
    "circle": ["==", "$type", "Point"],
}  # fmt: skip
CLUSTERS = ((2, 8), (4, 10), (10, 13), (30, 16), (100, 20), (1000, 25), (10_000, 30))
"""From how many projects on a circle has which radius, in pixels: about as the logarithm grows."""
DOT_PX = 4.5
BOUNDARIES = ((4, 11, 0.5), (3, 8, 0.9), (2, 5, 1.6), (1, 0, 2.6))
"""Level of regions, first zoom of its boundary, its width in pixels: the coarsest is thickest and on top."""
PROVINCE_OPACITY = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a collection is drawn. ``opacity``: of its ground; ``widths``: of its edge, by zoom, in pixels.

    ``by``: the property whose values have colours of their own, ``told``; ``colour``: of all others.
    """

    colour: str
    opacity: float
    widths: tuple[float, ...]
    by: str = ""
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def tint(self) -> str | list[Any]:
        """Return the colour as a style has it."""
        pairs = [part for word, colour in self.told.items() for part in ([word], colour)]
        return ["match", ["get", self.by], *pairs, self.colour] if pairs else self.colour


LOOKS = {
    "projects": Look(colour=colours.STRUCTURE, by="worst", told=colours.STATUSES, opacity=0, widths=()),
    "control_lines": Look(
        colour=colours.STRUCTURE, by="subkind", told=colours.CONTROL_LINES, opacity=0.14,
        widths=(8, 0.8, 12, 1.4, 16, 2.2),
    ),
    "sites": Look(
        colour=colours.SITE, by="status", told=colours.STATUSES, opacity=0.2, widths=(10, 1, 14, 2, 18, 3)
    ),
    "sections": Look(colour=colours.SECTION, opacity=0.1, widths=(12, 1.4, 16, 2.4)),
    "structures": Look(colour=colours.STRUCTURE, opacity=0.4, widths=(14, 0.8, 18, 1.6)),
    "parcels": Look(colour=colours.PARCEL, opacity=0.08, widths=(13, 0.6, 17, 1.4)),
}  # fmt: skip
PLAIN = Look(colour=colours.SITE, opacity=0.2, widths=(10, 1, 18, 2))


def style_of(title: str, layer: str, tilejson: str, low: int, *, shapes: str) -> dict[str, Any]:
    """Return the style of a source layer whose TileJSON stands at an address.

    ``low``: its first zoom; ``shapes``: of the collection, point, polygon, line or any.
    """
    own = {"projects": _clusters, "regions": _boundaries}.get(layer)
    parts = own() if own else _grounds(LOOKS.get(layer, PLAIN), DRAWN.get(shapes, ALL))
    layers = [
        {
            **part, "id": f"{layer}-{part['id']}", "source": layer, "source-layer": layer,
            "minzoom": max(low, part.get("minzoom", 0)),
        }
        for part in parts
    ]  # fmt: skip
    sources = {layer: {"type": "vector", "url": tilejson}}
    return {"version": 8, "name": title, "sources": sources, "layers": layers}


def _grounds(look: Look, kinds: tuple[str, ...]) -> list[Part]:
    edge = ["interpolate", ["linear"], ["zoom"], *look.widths]
    paints: dict[str, Part] = {
        "fill": {"fill-color": look.tint, "fill-opacity": look.opacity},
        "line": {"line-color": look.tint, "line-width": edge},
    }
    drawn = [
        {"id": kind, "type": kind, "filter": SHAPES[kind], "paint": paints[kind]}
        for kind in kinds if kind in paints
    ]  # fmt: skip
    return [*drawn, *(_dots(look) if "circle" in kinds else [])]


def _dots(look: Look) -> list[Part]:
    """Return dots by the value of a property, a layer for each colour."""
    dots = [_dot(word, ["==", look.by, word], colour) for word, colour in look.told.items()]
    other = ["!in", look.by, *look.told] if look.told else None
    return [_dot("other" if look.told else "circle", other, look.colour), *dots]


def _dot(name: str, only: list[Any] | None, colour: str) -> Part:
    paint = {
        "circle-color": colour, "circle-radius": DOT_PX, "circle-stroke-color": colours.PAPER,
        "circle-stroke-width": 1,
    }  # fmt: skip
    shape = SHAPES["circle"]
    return {"id": name, "type": "circle", "filter": ["all", shape, only] if only else shape, "paint": paint}


def _clusters() -> list[Part]:
    """Return circles by how many projects they gather, then dots by the gravest status among them."""
    ends = [*(count for count, _radius in CLUSTERS[1:]), None]
    steps = [(count, end, radius) for (count, radius), end in zip(CLUSTERS, ends, strict=True)]
    return [*(_cluster(*step) for step in reversed(steps)), *_dots(LOOKS["projects"])]


def _cluster(count: int, end: int | None, radius: float) -> Part:
    bounds = [[">=", "count", count]] + ([["<", "count", end]] if end else [])
    paint = {
        "circle-color": colours.SITE, "circle-opacity": 0.25, "circle-radius": radius,
        "circle-stroke-color": colours.SITE, "circle-stroke-width": 1.2,
    }  # fmt: skip
    told = f"from-{count}"
    return {"id": told, "type": "circle", "filter": ["all", SHAPES["circle"], *bounds], "paint": paint}


def _boundaries() -> list[Part]:
    """Return a faint ground of the provinces, then boundaries, the finer ones only when they are near."""
    ground: Part = {
        "id": "ground", "type": "fill", "filter": ["all", SHAPES["fill"], ["==", "level", 1]],
        "paint": {"fill-color": colours.BOUNDARY, "fill-opacity": PROVINCE_OPACITY},
    }  # fmt: skip
    return [ground, *(_boundary(*step) for step in BOUNDARIES)]


def _boundary(level: int, low: int, width: float) -> Part:
    return {
        "id": f"{level}", "type": "line", "minzoom": low,
        "filter": ["all", SHAPES["line"], ["==", "level", level]], "layout": {"line-join": "round"},
        "paint": {"line-color": colours.BOUNDARY, "line-width": width},
    }  # fmt: skip
