"""Our own conversion as the worker runs it: ``ours.py IN OUT IDS [CACHE]``. ``OUT`` is a folder."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")

from bim.files.faults import ModelRefused  # noqa: E402
from bim.ingest.model import ELEMENTS, Order  # noqa: E402
from bim.ingest.sandbox import ingest_file  # noqa: E402


def main() -> int:
    """Convert one file; return 3 with the code where it is refused."""
    source, out, ids, cache = (Path(word) for word in sys.argv[1:])
    order = Order(name=source.name, out=str(out), cache=str(cache), processes=os.cpu_count() or 1)
    try:
        found = ingest_file(source, order)
    except ModelRefused as refused:
        sys.stderr.write(f"refused: {refused.code()}")
        return 3
    rows = (json.loads(line) for line in (out / ELEMENTS).open(encoding="utf-8"))
    shown = [row["global_id"] for row in rows if row["status"] not in ("none", "empty")]
    told = {
        "ids": shown, "triangles": found.counts["triangles"], "failed": found.failed,
        "peak_mb": found.peak_mb, "seconds": found.seconds,
    }  # fmt: skip
    ids.write_text(json.dumps(told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
