"""Is land checked fast? ``python bench/land.py [--size L]`` brings the product up and prints ratios.

A report of 100 parcels, from the raw TXT (read in the sandbox's child, measured, L01-L18), stands against a
limit; laying 10,000 footprints over
all parcels stands against shapely's tree doing the same in the same run, once reading its parcels first as a
desk does, once with them in memory already. The control lines get an outline of 200,000 vertices, taken back
at the end.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMITS = (
    ("raw TXT of 100 parcels to its report, p95 ÷ 1.5 s", 1.0),
    ("10,000 footprints over all parcels ÷ shapely, reading", 1.0),
    ("10,000 footprints over all parcels ÷ shapely, in memory", None),
)


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("S", "M", "L"), default="L")
    size = parser.parse_args().size
    product.in_venv()
    with product.running(size):
        from land_measures import measure_all

        rows, told = measure_all()
    print(f"\nSize {size}, {os.cpu_count()} cores; {told}")
    print(f"{'what':<58}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>7}")
    passed = True
    for (name, limit), row in zip(LIMITS, rows, strict=True):
        over = limit is not None and row.ratio > limit
        passed &= not over
        shown = "–" if limit is None else f"{limit:.1f}"
        mark = "  ← over" if over else ""
        print(f"{name:<58}{row.ours:>12}{row.peer:>12}{row.ratio:>8.2f}{shown:>7}{mark}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
