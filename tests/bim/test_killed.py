"""A worker killed in the middle of a model: its child ends with it, the next one takes the job up again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bim.ingest.model import Order
from bim.ingest.sandbox import ingest_file
from tests.bim.models import building, standard

ROOT = Path(__file__).resolve().parents[2]
READER = """
import sys, time
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from pathlib import Path
from bim.ingest.model import Order
from bim.ingest.sandbox import ingest_file
order = Order(name="m", out=sys.argv[2], cache=sys.argv[3], processes=1)

def tell(stage, percent):
    print(stage, flush=True)
    if stage == sys.argv[4]:
        time.sleep(600)

ingest_file(Path(sys.argv[1]), order, progress=tell)
"""


def all_below(pid: int) -> list[int]:
    """The processes below one, and below those, as the system lists them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for one in listed for found in (int(one), *all_below(int(one)))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("stage", ["open", "mesh", "elements"])
def test_the_child_ends_with_its_worker_and_a_second_run_ends_well(tmp_path, stage):
    model = tmp_path / "model.ifc"
    model.write_bytes(building(standard()))
    words = [str(model), str(tmp_path / "out"), str(tmp_path / "shapes"), stage]
    worker = subprocess.Popen(
        [sys.executable, "-c", READER, *words], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    for line in worker.stdout:
        if line.strip() == stage:
            break
    below = all_below(worker.pid)
    assert len(below) > 1, "the warm process and its child"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    deadline = time.monotonic() + 60
    while any(alive(pid) for pid in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in below)
    order = Order(name="m", out=words[1], cache=words[2], processes=1)
    assert ingest_file(model, order).counts["elements"] == 7
