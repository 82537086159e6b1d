"""Is a large model soon there? ``python bench/viewer.py`` opens models of many elements in a real browser.

Two buildings of 10,000 and 50,000 elements are written, read in as by ``manage.py ingest_ifc`` and opened
from their project's page in a Chromium without a graphics card and with an empty cache: until the first of
the building is in the canvas, and until all of it is. The heap is counted after a collection, buffers with
it.
"""

import io
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import product

LIMITS = (
    ("10,000 elements: first pixels after the click ÷ 3 s", 3.0, "s"),
    ("10,000 elements: all of it ÷ 10 s", 10.0, "s"),
    ("50,000 elements: script heap and buffers ÷ 150 MB", 150.0, "MB"),
    ("50,000 elements: rewriting all looks ÷ 5 ms", 5.0, "ms"),
)
SMALL, LARGE = 10_000, 50_000
ACCOUNT = "bench-viewer"


def main() -> int:
    """Measure, print, and return 1 where a limit is passed."""
    product.in_venv()
    with product.running("S") as found:
        from viewer_measures import Site, open_often, recolour_ms

        small, large = (ingested(found, elements) for elements in (SMALL, LARGE))
        site = Site(address=found.address, session=session_of(found), project="SCRATCH")
        first, heavy = open_often(site, small), open_often(site, large, rounds=1)
        ours = (first.first_s, first.whole_s, heavy.heap_mb + heavy.buffers_mb, recolour_ms(site, LARGE))
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'what':<56}{'ours':>12}{'ratio':>8}")
    for (name, limit, unit), value in zip(LIMITS, ours, strict=True):
        mark = "" if value <= limit else "  ← over"
        print(f"{name:<56}{f'{value:.1f} {unit}':>12}{value / limit:>8.2f}{mark}")
    return int(any(value > limit for (_, limit, _), value in zip(LIMITS, ours, strict=True)))


def ingested(found: product.Product, elements: int) -> str:
    """Write and read in a model; return its id."""
    from django.core.management import call_command
    from viewer_model import write_rooms

    path = write_rooms(found.data / f"rooms-{elements}.ifc", elements)
    said = io.StringIO()
    try:
        call_command("ingest_ifc", str(path), json=True, stdout=said)
    except SystemExit as ended:
        if ended.code:
            raise RuntimeError(said.getvalue()) from ended
    return str(json.loads(said.getvalue().strip().splitlines()[-1])["model"])


def session_of(found: product.Product) -> str:
    """Sign in as somebody who sees the scratch project."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from portal.accounts.models import Organisation

    if not get_user_model().objects.filter(username=ACCOUNT).exists():
        said = io.StringIO()
        words = ["--role", "plan", "--organisation", "bench", "--region", "33", "--clearance", "sensitive"]
        call_command("make_account", ACCOUNT, *words, stdout=said)
        (found.data / "bench-viewer.txt").write_text(said.getvalue().split()[1], encoding="utf-8")
        scratch = Organisation.objects.get(path="/0/").path
        words = ["--organisation", scratch, "--region", "*", "--clearance", "sensitive"]
        call_command("grant_role", ACCOUNT, "plan", *words, stdout=said)
    from asking import Browser

    password = (found.data / "bench-viewer.txt").read_text(encoding="utf-8").strip()
    return Browser(found, ACCOUNT, password).session


if __name__ == "__main__":
    sys.exit(main())
