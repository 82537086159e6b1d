"""How far from the floor are our tiles? ``python bench/tiles.py [--size L] [--quick] [--json]``.

It brings the product up, installs tipg and pygeoapi into its data folder, lets them serve the same sites from
the same database, and asks all for the same tiles in one run. L0: the SQL that every tile server on PostGIS
sends; L1: our SQL alone; L2: a kept row; L3: an answer of our web server that says nothing; then our misses
and hits, and the peers, who keep nothing. The last line is the ratios, with ``--json`` as JSON.
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMITS = {
    "miss_over_floor_p50": 1.3, "worst_low_zoom_ms": 20.0, "hit_over_row_plus_noop": 2.0,
    "max_tile_kb_gzip": 150.0, "trace_rps_over_tipg": 10.0, "trace_rps_over_pygeoapi": 10.0,
    "stale_after_edits": 0.0,
}  # fmt: skip
AT_LEAST = {"trace_rps_over_tipg", "trace_rps_over_pygeoapi"}
QUICK = {"tiles": 12, "limit_s": 6.0, "readers": 16, "steps": 8, "edits": 300}
WHOLE = {"tiles": 60, "limit_s": 30.0, "readers": 48, "steps": 16, "edits": 10_000}


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--size",
        choices=("S", "M", "L"),
        default="L",
        help="how large a demo province to measure on 演示省规模 (L)",
    )
    parser.add_argument("--quick", action="store_true", help="within five minutes 五分钟以内")
    parser.add_argument("--json", action="store_true", help="the ratios as JSON 以 JSON 输出比值")
    asked = parser.parse_args()
    product.in_venv()
    with product.running(asked.size) as found:
        from tiles_peers import peers

        with peers(found) as others:
            told = _measured(found, others, QUICK if asked.quick else WHOLE)
    print(json.dumps(told) if asked.json else "  ".join(f"{name} {value}" for name, value in told.items()))
    return 0 if all(_kept(name, told[name]) for name in LIMITS) else 1


def _measured(found: product.Product, others: list, words: dict) -> dict[str, float | None]:
    from tiles_measures import Bench

    bench = Bench(found, tiles=words["tiles"], limit_s=words["limit_s"])
    load = f"load {os.getloadavg()[0]:.1f}"
    print(f"{os.cpu_count()} cores, {load}; {len(bench.tiles)} tiles of sites, zooms 10 to 15")
    rows = []
    for connections in (1, 16):
        rows += bench.floors(connections) + bench.ours(connections)
        rows += [bench.of_peer(peer, connections) for peer in others if not peer.trouble]
    for peer in others:
        if peer.trouble:
            print(f"{peer.name}: not measured, {peer.trouble}")
    miss, floor = bench.misses_and_floor()
    trace = bench.trace(others, readers=words["readers"], steps=words["steps"])
    _table([*rows, miss, floor, *trace])
    low = bench.low()
    for name, milliseconds, size in low:
        print(f"{name:<40}{milliseconds:>9.1f} ms{size / 1024:>9.1f} KB")
    stood, stale = bench.after_edits(words["edits"])
    print(f"after {words['edits']:,} edits amid drawings: {stood} kept tiles, {stale} differ from fresh ones")
    at_one = {row.name: row for row in rows if row.connections == 1}
    speed = {row.name.removeprefix("trace, "): row.rps for row in trace}
    floor_of_hits = at_one["L2 a kept row"].p50 + at_one["L3 HTTP, nothing asked"].p50
    return {
        "miss_over_floor_p50": round(miss.p50 / floor.p50, 2),
        "worst_low_zoom_ms": round(max(one[1] for one in low), 1),
        "hit_over_row_plus_noop": round(at_one["ours, hit"].p50 / floor_of_hits, 2),
        "max_tile_kb_gzip": round(bench.largest_kb(), 1),
        "trace_rps_over_tipg": _over(speed, "tipg"), "trace_rps_over_pygeoapi": _over(speed, "pygeoapi"),
        "trace_again_rps_over_tipg": _over(speed, "tipg", "ours again"),
        "stale_after_edits": stale,
    }  # fmt: skip


def _over(speed: dict[str, float], name: str, ours: str = "ours") -> float | None:
    return round(speed[ours] / speed[name], 1) if speed.get(name) else None


def _table(rows: list) -> None:
    print(f"\n{'what':<34}{'at once':>8}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'KB':>8}{'failed':>8}")
    for row in rows:
        numbers = f"{row.rps:>9.0f}{row.p50:>9.2f}{row.p99:>9.1f}{row.size / 1024:>8.1f}{row.failed:>8}"
        print(f"{row.name:<34}{row.connections:>8}{numbers}")


def _kept(name: str, value: float | None) -> bool:
    if value is None:
        return False
    return value >= LIMITS[name] if name in AT_LEAST else value <= LIMITS[name]


if __name__ == "__main__":
    sys.exit(main())
