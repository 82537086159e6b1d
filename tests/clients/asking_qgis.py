"""Run by the system's own Python, alone: open our doors in QGIS and print what it sees, as JSON.

Reads one job as JSON from its input. ``layers``: of ``provider`` OAPIF (rows are told) or tiles (only drawn).
``picture``: where a drawing of ``drawn`` goes, ``box`` (EPSG:3857 metres) in ``pixels`` squared.
"""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFillSymbol,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

GROUND = {"color": "31,111,139,255", "outline_style": "no"}


def oapif(job, name):
    """Open a collection by the OAPIF provider, with basic sign-in where the job has a name."""
    uri = QgsDataSourceUri()
    uri.setParam("url", job["address"])
    uri.setParam("typename", name)
    uri.setParam("pagingEnabled", "true")
    uri.setParam("pageSize", "3")
    if job.get("user"):
        uri.setUsername(job["user"])
        uri.setPassword(job["password"])
    return QgsVectorLayer(uri.uri(False), name, "OAPIF")


def tiles(job, name):
    """Open a collection's vector tiles; a sign-in goes by QGIS's own store of passwords."""
    at = f"{job['address']}/collections/{name}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}"
    kept = f"&authcfg={_kept(job)}" if job.get("user") else ""
    layer = QgsVectorTileLayer(f"type=xyz&url={at}&zmin=0&zmax=22{kept}", name)
    style = QgsVectorTileBasicRendererStyle("ground", "", QgsWkbTypes.PolygonGeometry)
    style.setSymbol(QgsFillSymbol.createSimple(GROUND))
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles([style])
    layer.setRenderer(renderer)
    return layer


def _kept(job):
    manager = QgsApplication.authManager()
    if not manager.setMasterPassword("only for this run", True):
        raise RuntimeError("QGIS keeps no passwords")
    config = QgsAuthMethodConfig("Basic")
    config.setName("sign-in")
    config.setConfig("username", job["user"])
    config.setConfig("password", job["password"])
    manager.storeAuthenticationConfig(config)
    return config.id()


def told(layer):
    """Return what QGIS says of a layer and what it reads of it."""
    if not layer.isValid():
        return {"valid": False}
    rows = list(layer.getFeatures())
    count = layer.featureCount()
    layer.updateExtents()
    box = layer.extent()
    shapes = [bytes(one.geometry().asWkb()).hex() if one.hasGeometry() else "" for one in rows]
    names = [field.name() for field in layer.fields()]
    return {
        "valid": True, "count": count, "read": len(rows), "crs": layer.crs().authid(),
        "extent": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()],
        "fields": {field.name(): field.typeName() for field in layer.fields()}, "shapes": shapes,
        "rows": [{name: _plain(one[name]) for name in names} for one in rows],
    }  # fmt: skip


def _plain(value):
    return value if isinstance(value, int | float | str | bool) else None if value is None else str(value)


def draw(job, layers):
    """Draw layers over a box onto white and keep the picture."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(*job["box"]))
    settings.setOutputSize(QSize(job["pixels"], job["pixels"]))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    picture = QImage(job["pixels"], job["pixels"], QImage.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    task = QgsMapRendererCustomPainterJob(settings, painter)
    task.renderSynchronously()
    painter.end()
    errors = [f"{one.layerID}: {one.message}" for one in task.errors()]
    if errors or not picture.save(job["picture"]):
        raise RuntimeError(f"not drawn: {errors}")


def main(job):
    """Do the job and print what came."""
    found = {name: told(oapif(job, name)) for name in job.get("layers", [])}
    if "picture" in job:
        layers = []
        for kind, name in job["drawn"]:
            layer = {"oapif": oapif, "tiles": tiles}[kind](job, name)
            if not layer.isValid():
                raise RuntimeError(f"{kind} {name} is not valid")
            if kind == "oapif":
                layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(GROUND)))
            layers.append(layer)
        draw(job, layers)
    return found


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    QgsApplication.setPrefixPath("/usr", True)
    program = QgsApplication([], False, str(Path(asked["profile"])))
    program.initQgis()
    answer = main(asked)
    sys.stdout.write(f"\n{json.dumps(answer)}\n")
    sys.stdout.flush()
