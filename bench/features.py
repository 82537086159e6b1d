"""Are features handed out fast? ``python bench/features.py [--size L]`` prints ratios of one run.

In a data folder of its own, 100,000 control lines are planted beside the demo's; pygeoapi and tipg, laid into
it, serve a copy of the same rows with the same columns in the same database. Each is asked
for 10,000 and for 100,000 features in turn, as the public asks; all that comes is compared, one by one.
The cost of the policy is that of our own statement with and without what the policy adds, over psycopg.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

DATA = product.ROOT / "var" / "bench-features"
LIMITS = {
    "items/s of 100,000 ÷ pygeoapi": ("at least", 10.0),
    "items/s of 100,000 ÷ tipg": ("at least", 3.0),
    "policy, a person: with ÷ without": ("at most", 1.10),
    "policy, the public: with ÷ without": ("at most", 1.10),
    "slowest refusal of what is absurd ÷ 1 s": ("at most", 1.0),
}


def main() -> int:
    """Measure, print, and return 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("S", "M", "L"), default="L")
    parser.add_argument("--data", type=Path, default=DATA, help="folder, before its size 数据目录，后加规模")
    said = parser.parse_args()
    product.in_venv(tests=True)
    product.DATA = said.data.resolve()
    with product.running(said.size) as found:
        from features_measures import measure_all

        measured = measure_all(found)
    print(f"\nSize {said.size} and 100,000 control lines, {os.cpu_count()} cores")
    print(f"{'who':<12}{'features':>10}{'first byte':>12}{'total':>10}{'items/s':>10}{'MB':>8}{'memory':>10}")
    for line in measured.lines:
        print(line)
    met = [_judged(name, measured.ratios[name]) for name in LIMITS]
    return 0 if all(met) else 1


def _judged(name: str, ratio: float) -> bool:
    word, limit = LIMITS[name]
    met = ratio >= limit if word == "at least" else ratio <= limit
    print(f"{name:<45}{ratio:>8.2f}  {word} {limit:.2f}{'' if met else '  ← missed'}")
    return met


if __name__ == "__main__":
    sys.exit(main())
