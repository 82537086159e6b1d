"""A worker killed in the middle is followed by another. This commits, so it has a database of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from portal.core.jobs import run_job
from portal.core.models import Job
from portal.projects.importing import services
from tests.copying import own_database
from tests.imports.conftest import HEADER, line, outcomes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database: what is committed here goes with it."""
    with django_db_blocker.unblock(), own_database():
        yield


@pytest.mark.slow
def test_a_worker_killed_while_reading_is_followed_by_another(desk, sandboxed):
    rows = [line(f"项目{n:05d}", 经度=120.001 + n * 0.00001) for n in range(1200)]
    path = desk.csv([HEADER, *rows])
    with path.open("rb") as stream:
        batch = services.receive_import(actor=desk.actor, stream=stream, name=path.name)
    worker = _worker()
    try:
        _until(lambda: batch.rows.count() > 0)
    finally:
        worker.kill()
        worker.wait()
    batch.refresh_from_db()
    assert (batch.state, Job.objects.get(pk=batch.job_id).state) == ("received", "running")
    run_job(job_id=str(batch.job_id))
    batch.refresh_from_db()
    assert (batch.state, outcomes(batch)) == ("ready", {"create": 1200})


def _worker() -> subprocess.Popen:
    known = connection.settings_dict
    address = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
    blobs = Path(django_settings.STORAGES["default"]["OPTIONS"]["location"])
    env = os.environ | {"DATABASE_URL": f"postgresql://{address}", "GONGTU_DATA": str(blobs.parent)}
    return subprocess.Popen([sys.executable, str(ROOT / "manage.py"), "work", "--once"], env=env)


def _until(holds, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "the worker never began"
        time.sleep(0.02)
