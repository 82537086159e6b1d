"""Are days told fast? ``python bench/progress.py [--json]`` brings the product up and prints ratios.

A building of 50,000 elements is read in; 2,000 tasks of a schedule make them; 104 weekly reports speak of
every task, and are confirmed. The server is asked over HTTP for the state of every element on random days;
the modules of the viewer play the days in a real browser; earned value of 1,000 projects is reckoned as of
random days.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

ELEMENTS, TASKS, WEEKS, PROJECTS = 50_000, 2_000, 104, 1_000
LIMITS = (
    ("states", "state of every element on a day, server, p95", "ms", 200.0, "p95"),
    ("step", "one step of the slider, script, median", "ms", 5.0, "p50"),
    ("earned", "earned value of 1,000 projects on a day, p95", "s", 2.0, "p95"),
)
"""Name, what it is, unit, limit, and which figure of the spread stands against it."""
ROUNDS_STATES, ROUNDS_EARNED = 100, 10


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("S", "M", "L"), default="M")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, last")
    said = parser.parse_args()
    product.in_venv()
    with product.running(said.size) as found:
        figures, projects = _measured(found)
    print(f"\nSize {said.size}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{ELEMENTS:,} elements × {TASKS:,} tasks × {WEEKS} reports; {projects:,} projects")
    print(f"{'what':<52}{'p50':>10}{'p95':>10}{'limit':>8}{'ratio':>8}")
    passed = projects == PROJECTS
    for name, what, unit, limit, which in LIMITS:
        one = figures[name]
        over = getattr(one, which) > limit
        passed &= not over
        mark = "  ← over" if over else ""
        ratio = getattr(one, which) / limit
        print(f"{what + ', ' + unit:<52}{one.p50:>10.2f}{one.p95:>10.2f}{limit:>8.0f}{ratio:>8.2f}{mark}")
    if projects < PROJECTS:
        print(f"Size {said.size} has {projects:,} projects only: the last line says nothing of 1,000.")
    if said.json:
        from progress_measures import as_json

        print(as_json(figures, elements=ELEMENTS, tasks=TASKS, reports=WEEKS, projects=projects))
    return 0 if passed else 1


def _measured(found: product.Product):
    from asking import Browser
    from progress_measures import Site, earned_s, states_ms, step_ms
    from progress_world import build
    from viewer import ACCOUNT, ingested, session_of

    world = build(_model(found, ingested), tasks=TASKS, weeks=WEEKS)
    session = session_of(found)
    password = (found.data / "bench-viewer.txt").read_text(encoding="utf-8").strip()
    states = states_ms(Browser(found, ACCOUNT, password), world, ROUNDS_STATES)
    step = step_ms(Site(address=found.address, session=session, project="SCRATCH"), world, ELEMENTS)
    projects, earned = earned_s(PROJECTS, ROUNDS_EARNED)
    return {"states": states, "step": step, "earned": earned}, projects


def _model(found: product.Product, ingested) -> str:
    """Return the model of so many elements; read in once, kept for the next run."""
    from bim.catalog.models import Model

    name = f"rooms-{ELEMENTS}"
    there = Model.objects.filter(name__startswith=name, current__isnull=False).first()
    return str(there.pk) if there else ingested(found, ELEMENTS)


if __name__ == "__main__":
    sys.exit(main())
