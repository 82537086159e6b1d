"""Are models read fast, whole and small? ``python bench/bim.py [--data FOLDER]`` prints ratios.

Every IFC goes through our own conversion and through four peers, one after another: ifcopenshell's glTF
serializer (it comes with the product), and xeokit-convert, fragments and web-ifc, which are installed from
npm into var/bench: xeokit is AGPL, so it is a measuring stick and nothing of the product. Each run is a
process of its own. web-ifc writes no file that a viewer could open: it counts for elements, not for time or
size. ``--only`` is a pattern that the path must hold, ``--most-mb`` and ``--least-kb`` leave larger and
smaller ones out. Results are kept in var/bench/bim/kept: what was interrupted goes on, what was changed is
measured anew.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMITS = (
    ("GlobalIds that a peer shows and we do not ÷ all", 0.0),
    ("wall time ÷ fastest complete peer, same files", 1.0),
    ("bytes as served ÷ smallest peer's, same files", 1.0),
    ("second revision, 5 % changed ÷ first", 0.2),
    ("most memory of a reading ÷ 1.5 GB", 1.0),
)


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given = os.environ.get("GONGTU_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=Path(given), help="the folder of real files")
    parser.add_argument("--only", default="", help="a pattern, as of grep -E")
    parser.add_argument("--most-mb", type=float, default=1e9, help="leave larger files out")
    parser.add_argument("--least-kb", type=float, default=0, help="leave smaller files out")
    parser.add_argument("--seconds", type=float, default=600.0, help="how long one run may take")
    asked = parser.parse_args()
    product.in_venv()
    from bim_files import find
    from bim_table import print_files, print_ratios
    from bim_tools import install, run_all

    files = find(asked.data, only=asked.only, sizes=(asked.least_kb * 1e3, asked.most_mb * 1e6))
    if not files:
        print(f"No IFC under {asked.data}; say --data or GONGTU_SHARED_DATA.")
        return 2
    bench = install(product.DATA / "bim", seconds=asked.seconds)
    rows = [run_all(bench, path) for path in files]
    print_files(rows, asked.data, bench)
    return 0 if print_ratios(LIMITS, rows) else 1


if __name__ == "__main__":
    sys.exit(main())
