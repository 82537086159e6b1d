"""Run by the system's own Python, alone: convert a MapLibre style in QGIS, print what it made of it."""

import json
import sys

from qgis.core import QgsApplication, QgsMapBoxGlStyleConverter


def main(style):
    """Print the warnings and of each layer its filter, its zoom, its size and the colours it may take."""
    desk = QgsApplication([], False)
    desk.initQgis()
    converter = QgsMapBoxGlStyleConverter()
    if converter.convert(style) != QgsMapBoxGlStyleConverter.Success:
        raise RuntimeError(converter.errorMessage())
    layers = [told(one) for one in converter.renderer().styles()]
    sys.stdout.write(json.dumps({"warnings": converter.warnings(), "layers": layers}))


def told(one):
    """Return one layer of the style as QGIS has it."""
    symbol = one.symbol()
    driven = symbol.symbolLayer(0).dataDefinedProperties()
    asked = [driven.property(key).asExpression() for key in driven.propertyKeys()]
    size = symbol.size() if hasattr(symbol, "size") else 0
    return {
        "name": one.styleName(), "filter": one.filterExpression(), "from": one.minZoomLevel(),
        "colours": [symbol.color().name(), *asked], "size": size,
    }  # fmt: skip


if __name__ == "__main__":
    main(json.load(sys.stdin))
