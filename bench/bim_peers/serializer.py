"""ifcopenshell's own glTF serializer, its defaults but for openings: ``serializer.py IN OUT IDS``."""

import json
import os
import sys
from pathlib import Path

import ifcopenshell
import ifcopenshell.geom


def main() -> None:
    """Convert one file as the documentation shows it."""
    source, out, ids = sys.argv[1:]
    file = ifcopenshell.open(source)
    settings = ifcopenshell.geom.settings()
    settings.set("apply-default-materials", True)
    settings.set("use-element-guids", True)
    writer = ifcopenshell.geom.serializers.gltf(out, settings)
    writer.setFile(file)
    writer.writeHeader()
    # Openings are holes, not elements: IfcConvert leaves them out too.
    holes = file.by_type("IfcOpeningElement")
    shapes = ifcopenshell.geom.iterator(settings, file, os.cpu_count() or 1, exclude=holes or None)
    shown, triangles, more = [], 0, shapes.initialize()
    while more:
        shape = shapes.get()
        writer.write(shape)
        count = len(shape.geometry.faces) // 3
        triangles += count
        shown += [shape.guid] * (count > 0)
        more = shapes.next()
    writer.finalize()
    Path(ids).write_text(json.dumps({"ids": sorted(set(shown)), "triangles": triangles}), encoding="utf-8")


if __name__ == "__main__":
    main()
