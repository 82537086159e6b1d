"""A worker reads and saves, and what it is told twice it does once."""

import pytest

from portal.core.jobs import run_job
from portal.core.models import Job
from portal.projects.importing import services
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch, ImportRow
from tests.conftest import TODAY
from tests.imports.conftest import HEADER, line, outcomes


def _received(desk, path) -> ImportBatch:
    with path.open("rb") as stream:
        return services.receive_import(actor=desk.actor, stream=stream, name=path.name)


def test_a_received_file_waits_for_a_worker_who_shows_how_far_it_is(desk):
    batch = _received(desk, desk.workbook([HEADER, line()]))
    assert (batch.state, batch.job.state, batch.job.kind) == ("received", "queued", "import.read")
    with pytest.raises(services.ImportBusy):
        services.discard_import(actor=desk.actor, batch_id=batch.pk)
    run_job(job_id=str(batch.job_id))
    batch = ImportBatch.objects.select_related("job").get()
    assert (batch.state, batch.job.state, batch.job.percent) == ("ready", "done", 100)
    assert batch.job.stage == "rows"
    assert outcomes(batch) == {"create": 1}


def test_many_rows_are_saved_by_a_worker_and_only_once(desk, monkeypatch):
    monkeypatch.setattr(services, "SAVED_AT_ONCE", 1)
    batch = desk.lists(line(), line("东江三中", 经度=120.04))
    batch = services.confirm_import(actor=desk.actor, batch_id=batch.pk, version=1, on=TODAY)
    assert not Project.objects.exists()
    with pytest.raises(services.ImportBusy):
        services.confirm_import(actor=desk.actor, batch_id=batch.pk, version=1, on=TODAY)
    for _turn in range(2):
        Job.objects.filter(pk=batch.job_id).update(state="queued")
        run_job(job_id=str(batch.job_id))
    assert Project.objects.count() == 2
    assert ImportBatch.objects.get().state == "confirmed"


def test_a_reading_that_stopped_half_way_is_done_again_from_nothing(desk):
    batch = _received(desk, desk.workbook([HEADER, line(), line("东江三中", 经度=120.04)]))
    ImportRow.objects.create(batch=batch, number=1, outcome="create", facts={"name": "half"})
    Job.objects.filter(pk=batch.job_id).update(state="running", attempts=1)
    run_job(job_id=str(batch.job_id))
    assert list(batch.rows.values_list("facts__name", flat=True)) == ["东江二中", "东江三中"]
