"""A plain MapLibre style of one tileset: ground, lines, points, no glyphs and no other host."""

from typing import Any

GROUND, LINE, MARK = "#1f6f8b", "#134b5f", "#c2410c"
OPACITY, NESTED = 0.35, 0.06
"""Of ground; of ground that lies in more of its own kind, as regions do, far less."""
DRAWN = {"point": ("circle",), "line": ("line",), "polygon": ("fill", "line")}
"""What shapes of a collection are drawn as; of one with mixed shapes each as its own."""
ALL = ("fill", "line", "circle")
FILTERS: dict[str, list[Any]] = {
    "fill": ["==", "$type", "Polygon"], "line": ["in", "$type", "Polygon", "LineString"],
    "circle": ["==", "$type", "Point"],
}  # fmt: skip
"""In the form that QGIS 3.22 understands, too: of ``geometry-type`` it drops the filter without a word."""
RADIUS = ["interpolate", ["linear"], ["to-number", ["get", "count"], 1], 1, 4, 1000, 16]


def style_of(
    title: str, layer: str, tilejson: str, low: int, *, shapes: str, nested: bool = False
) -> dict[str, Any]:
    """Return the style of a source layer whose TileJSON stands at an address.

    ``shapes``: of the collection, point, polygon, line or any.
    """
    paints: dict[str, dict[str, Any]] = {
        "fill": {"fill-color": GROUND, "fill-opacity": NESTED if nested else OPACITY},
        "line": {"line-color": LINE, "line-width": 1},
        "circle": {
            "circle-color": MARK, "circle-opacity": 0.8, "circle-radius": RADIUS if shapes == "point" else 4
        },
    }  # fmt: skip
    layers = [
        {
            "id": f"{layer}-{kind}", "type": kind, "source": layer, "source-layer": layer, "minzoom": low,
            "filter": FILTERS[kind], "paint": paints[kind],
        }
        for kind in DRAWN.get(shapes, ALL)
    ]  # fmt: skip
    sources = {layer: {"type": "vector", "url": tilejson}}
    return {"version": 8, "name": title, "sources": sources, "layers": layers}
