"""Work that takes minutes runs one at a time, and nobody's short work waits for it."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from portal.core import jobs
from portal.core.jobs import HEAVY, enqueue, handler
from tests.conftest import TODAY


@pytest.fixture
def kinds(monkeypatch):
    """Two kinds of work of this test alone: one long, one short."""
    for name in ("_handlers", "_heavy"):
        monkeypatch.setattr(jobs, name, getattr(jobs, name).copy())
    handler("test.long", heavy=True)(lambda progress: {})
    handler("test.short")(lambda progress: {})


def _taken() -> list[str]:
    """Return the kinds of work that a worker with free hands would take now, and take them."""
    told = []
    while found := _next():
        told.append(jobs.Job.objects.get(pk=found.args["job_id"]).kind)
    return told


def _next() -> ProcrastinateJob | None:
    """Take one job as the queue's own function hands it out."""
    sql = "SELECT * FROM procrastinate_fetch_job_v2(NULL, NULL) WHERE id IS NOT NULL"
    return next(iter(ProcrastinateJob.objects.raw(sql)), None)


def test_of_long_work_one_is_handed_out_and_short_work_passes_it_by(db, person, unit, kinds):
    clerk = person("pu_clerk", organisation=unit, name="clerk", region="97")
    for kind in ("test.long", "test.long", "test.short"):
        enqueue(actor=clerk, kind=kind, payload={"on": TODAY.isoformat()})
    assert _taken() == ["test.long", "test.short"]
    assert set(ProcrastinateJob.objects.values_list("lock", "status")) == {
        (HEAVY, "doing"), (HEAVY, "todo"), (None, "doing"),
    }  # fmt: skip
