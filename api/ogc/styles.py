"""A plain MapLibre style of one tileset: ground, lines, points, no glyphs and no other host."""

from typing import Any

GROUND, LINE, MARK = "#1f6f8b", "#134b5f", "#c2410c"


def style_of(title: str, layer: str, tilejson: str, low: int) -> dict[str, Any]:
    """Return the style of a source layer whose TileJSON stands at an address."""

    def drawn(kind: str, shapes: list[str], paint: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": f"{layer}-{kind}", "type": kind, "source": layer, "source-layer": layer, "minzoom": low,
            "filter": ["in", ["geometry-type"], ["literal", shapes]], "paint": paint,
        }  # fmt: skip

    ground, line, mark = (
        ["Polygon", "MultiPolygon"],
        ["LineString", "MultiLineString"],
        ["Point", "MultiPoint"],
    )
    radius = ["interpolate", ["linear"], ["to-number", ["get", "count"], 1], 1, 4, 1000, 16]
    return {
        "version": 8,
        "name": title,
        "sources": {layer: {"type": "vector", "url": tilejson}},
        "layers": [
            drawn("fill", ground, {"fill-color": GROUND, "fill-opacity": 0.35}),
            drawn("line", [*ground, *line], {"line-color": LINE, "line-width": 1}),
            drawn("circle", mark, {"circle-color": MARK, "circle-opacity": 0.8, "circle-radius": radius}),
        ],
    }
