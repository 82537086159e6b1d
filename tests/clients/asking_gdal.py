"""Run alone: read one collection with GDAL's OAPIF driver and print what came, as JSON."""

import hashlib
import json
import sys

import pyogrio
import shapely


def main(address: str, layer: str, options: str, config: str) -> None:
    """Print count, bounds, fields and a hash of ids with shapes."""
    pyogrio.set_gdal_config_options(json.loads(config))
    source, opened = f"OAPIF:{address}", json.loads(options)
    told = pyogrio.read_info(source, layer=layer, **opened)
    meta, _ids, shapes, columns = pyogrio.raw.read(source, layer=layer, **opened)
    read = dict(zip(meta["fields"], columns, strict=True))
    shape = shapely.from_wkb(shapes)
    lines = sorted(f"{key} {one.wkt}" for key, one in zip(read["id"], shapely.normalize(shape), strict=True))
    sys.stdout.write(
        json.dumps(
            {
                "layers": sorted(pyogrio.list_layers(source)[:, 0].tolist()),
                "told": int(told["features"]),
                "read": len(shapes),
                "bounds": [float(one) for one in shapely.total_bounds(shape)],
                "fields": sorted(meta["fields"].tolist()),
                "crs": meta["crs"],
                "codes": sorted(str(one) for one in read["code"]),
                "hash": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
