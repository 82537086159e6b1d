"""Are elements found fast? ``python bench/search.py [--count N]`` fills a database and prints p50 and p95.

The elements are made in the database and have forty storeys, eight classes and six sets of properties each.
Every question is answered as the door answers it, JSON included, and once more before, to warm it.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMIT_MS = 200.0
LEVEL = 'storey="Level 6"'
QUESTIONS = (
    f"class=IfcWall {LEVEL} Pset_WallCommon.LoadBearing=true !.FireRating", f"class=IfcWall {LEVEL}",
    "M17", "tag=T77", "id=00000000000000000000ff", "type~86",
    f'Pset_WallCommon.FireRating="REI 60" {LEVEL}', '"Identity Data".Mark=M77', ".Mark=M77",
    '.Code="000000077"', "Cost.Rate>714", "Qto_SlabBaseQuantities.NetVolume>9",
    'Constraints."Base Offset">100', "Qto_SlabBaseQuantities.Length<0.05", "volume>6.98",
    "Qto_WallBaseQuantities.NetVolume>5",
)  # fmt: skip
COLOURED = (
    f"class=IfcWall {LEVEL}", LEVEL, 'class=IfcDoor Constraints."Base Offset">77',
    '.Phase="Phase 3" class=IfcSlab',
)  # fmt: skip
"""Questions for colouring: all numbers are answered."""


def main() -> int:
    """Measure, print, and return 1 where the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    product.in_venv()
    with product.running():
        from search_measures import ask, filled, gather

        revision, took = filled(asked.count)
        gathered = gather(revision)
        told = f"rows kept in {took:.1f} s, columns in {gathered:.1f} s"
        print(f"{asked.count:,} elements, {os.cpu_count()} cores; {told}")
        rows = [ask(revision, q, ids=False, times=asked.times) for q in QUESTIONS]
        rows += [ask(revision, q, ids=True, times=asked.times) for q in COLOURED]
    print(f"{'question':<74}{'answer':>8}{'finds':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for row in rows:
        mark = "  ← over" if row.p50 > LIMIT_MS else ""
        answer = "numbers" if row.ids else "page"
        print(f"{row.q:<74}{answer:>8}{row.count:>9,}{row.p50:>9.1f}{row.p95:>9.1f}{mark}")
    return 0 if all(row.p50 <= LIMIT_MS for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
