"""Is the map fast? ``python bench/map.py [--size L]`` brings the product up and prints ratios of one run.

Every row has a peer that does the same work with nothing around it, asked in turn with us: the tile's own
SQL over psycopg, a bare COPY of the same rows. Where the peer is a limit, the ratio is to that limit.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMITS = (
    ("z14 tile, cache miss, signed in ÷ its SQL alone", 1.5),
    ("z14 tile, cache miss, public ÷ its SQL alone", 1.5),
    ("region totals, p95 ÷ 300 ms", 1.0),
    ("filtered list, p95 ÷ 300 ms", 1.0),
    ("first map view idle ÷ 3 s", 1.0),
    ("GeoJSON of all points ÷ bare COPY", 3.0),
    ("web memory grown meanwhile ÷ 100 MB", 1.0),
)


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("S", "M", "L"), default="L",
                        help="how large a demo province to measure on 演示省规模 (L)")
    size = parser.parse_args().size
    product.in_venv()
    with product.running(size) as found:
        from measures import measure_all

        rows = measure_all(found)
    print(f"\nSize {size}, {os.cpu_count()} cores")
    print(f"{'what':<52}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>7}")
    passed = True
    for (name, limit), row in zip(LIMITS, rows, strict=True):
        passed &= row.ratio <= limit
        mark = "" if row.ratio <= limit else "  ← over"
        print(f"{name:<52}{row.ours:>12}{row.peer:>12}{row.ratio:>8.2f}{limit:>7.1f}{mark}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
