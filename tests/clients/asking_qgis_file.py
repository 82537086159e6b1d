"""Run by the system's own Python, alone: open a file in QGIS and print the layers it offers, as JSON."""

import json
import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsWkbTypes,
)


def main(path):
    """Print type, CRS and number of features of each layer."""
    desk = QgsApplication([], False)
    desk.initQgis()
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    found = QgsProviderRegistry.instance().querySublayers(path, Qgis.SublayerQueryFlag.ResolveGeometryType)
    layers = [one.toLayer(options) for one in found]
    told = [
        [QgsWkbTypes.displayString(one.wkbType()), one.crs().authid(), len(list(one.getFeatures()))]
        for one in layers
        if one.isValid()
    ]
    sys.stdout.write(json.dumps(sorted(told)))


if __name__ == "__main__":
    main(sys.argv[1])
