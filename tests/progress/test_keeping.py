"""Schedules in the database: whole, once, unchangeable, and seen by whoever sees the project."""

import json
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from portal.core.models import Event
from portal.progress import faults, selectors
from portal.progress.kept import form_of
from portal.progress.models import Baseline, ReportLine, Schedule, ScheduleRevision, Task
from portal.progress.schedules.critical import reckon
from portal.progress.schedules.model import Own
from portal.progress.schedules.reading import read_schedule
from portal.progress.services.reporting import begin_report
from portal.projects.selectors import ProjectNotFound
from tests.conftest import NOON, TODAY
from tests.progress.schedules import PMXML, mspdi, mspdi_task, written, xer
from tests.progress.test_reading import MSPDI

CHAIN = mspdi(mspdi_task(1) + mspdi_task(2, links=[1]) + mspdi_task(3))


def without_dates(found):
    """The neutral form as far as it is kept: the file's own early and late dates are not."""
    tasks = tuple(
        replace(t, own=Own(total_float_min=t.own.total_float_min, critical=t.own.critical))
        for t in found.tasks
    )
    return replace(found, tasks=tasks, remarks=())


@pytest.mark.parametrize("name", [*MSPDI, "p6/percent-complete-8.4.xer", "csv/construction_schedule.csv"])
def test_what_is_kept_is_what_was_read(shared_data, send, name):
    path = shared_data / "schedule" / name
    revision = send(path.read_bytes(), path.name)
    assert form_of(revision) == without_dates(read_schedule(path))


def test_pmxml_comes_back_with_baseline_and_cost(send, tmp_path):
    revision = send(PMXML, "p6.xml")
    assert form_of(revision) == without_dates(read_schedule(written(tmp_path, "again.xml", PMXML)))
    assert (revision.tasks_count, revision.milestones_count, revision.baselines_count) == (2, 1, 1)


def test_the_reckoned_path_is_kept_with_each_task(send):
    revision = send(CHAIN)
    dates = reckon(form_of(revision))
    rows = Task.objects.filter(revision=revision).order_by("position")
    assert [(row.total_float_min, row.critical) for row in rows] == [(0, True), (0, True), (480, False)]
    assert [row.critical for row in rows] == [dates[row.key].critical for row in rows]
    assert revision.critical_count == 2


def test_the_same_file_twice_is_one_revision_and_another_the_next(send):
    first, again = send(CHAIN), send(CHAIN)
    assert again.pk == first.pk
    second = send(mspdi(mspdi_task(1)), "later.xml")
    assert (first.number, second.number) == (1, 2)
    assert Schedule.objects.count() == 1
    assert Event.objects.filter(verb="send_revision").count() == 2


def test_a_kept_revision_is_never_changed_nor_taken_away(send):
    send(PMXML, "p6.xml")
    for rows in (ScheduleRevision.objects, Task.objects, Baseline.objects):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            rows.update(**{"title" if rows.model is ScheduleRevision else "name": "x"})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete("default")


def test_hidden_and_absent_look_the_same(send, person, other_unit, anyone, project):
    revision = send(CHAIN)
    stranger = person("eng", organisation=other_unit, region="970102")
    for actor in (stranger, anyone):
        with pytest.raises(faults.ScheduleNotFound):
            selectors.get_revision(actor=actor, schedule_id=revision.schedule_id, number=1)
        assert not selectors.list_schedules(actor=actor).exists()
    with pytest.raises(ProjectNotFound):
        send(CHAIN, "other.xml", actor=stranger)


def test_who_sees_the_project_does_not_yet_send_its_schedules(send, person):
    with pytest.raises(faults.SendingNotYours):
        send(CHAIN, actor=person("aud"))


def command(capsys, *words):
    with pytest.raises(SystemExit) if "refused" in words else _nothing():
        call_command("import_schedule", *[word for word in words if word != "refused"], "--json")
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


class _nothing:
    def __enter__(self):
        return None

    def __exit__(self, *details):
        return False


def test_the_command_tells_and_keeps(capsys, tmp_path, project):
    path = written(tmp_path, "p.xer", xer(["土方", "基础"], links=[(1, 2)]), "gbk")
    answer = command(capsys, str(path), "--project", project.code, "--lang", "en")
    assert {name: answer[name] for name in ("format", "tasks", "relations", "revision")} == {
        "format": "xer", "tasks": 2, "relations": 1, "revision": 1,
    }  # fmt: skip
    assert {one["code"] for one in answer["warnings"]} & {"encoding_guessed", "encoding_unsure"}
    assert all(one["message"].endswith(".") for one in answer["warnings"])
    assert Task.objects.filter(name="土方").exists()


def test_without_a_project_the_command_keeps_nothing(capsys, tmp_path, db):
    answer = command(capsys, str(written(tmp_path, "p.xml", CHAIN)))
    assert list(answer)[:9] == [
        "format", "tasks", "milestones", "relations", "start", "finish", "baselines", "linked_elements",
        "warnings",
    ]  # fmt: skip
    assert not Schedule.objects.exists()


def test_the_command_refuses_with_code_and_message(capsys, tmp_path, project):
    path = written(tmp_path, "p.xml", mspdi(mspdi_task(1, links=[1])))
    answer = command(capsys, str(path), "--project", project.code, "refused")
    assert answer["code"] == "relations_cyclic"
    assert answer["message"] and answer["facts"]["tasks"] == 1
    answer = command(capsys, str(path), "--project", "NO-SUCH", "refused")
    assert answer["code"] == "project_not_found"


def test_the_command_loses_reports_only_when_told_to(capsys, tmp_path, project, send, person, unit):
    send(CHAIN, called="n")
    made = begin_report(
        actor=person("con", organisation=unit), code=project.code, first=TODAY.replace(day=1), last=TODAY,
        on=TODAY, at=NOON,
    )  # fmt: skip
    ReportLine.objects.create(report=made, task_key="3", percent=10)
    path = written(tmp_path, "fewer.xml", mspdi(mspdi_task(1) + mspdi_task(2)))
    answer = command(capsys, str(path), "--project", project.code, "refused")
    assert (answer["code"], answer["facts"]["tasks"]) == ("reports_lost", [{"key": "3", "name": "T3"}])
    assert command(capsys, str(path), "--project", project.code, "--lose-reports")["revision"] == 2


def test_the_latest_file_again_adds_nothing_an_earlier_one_is_the_newest_again(send):
    send(CHAIN)
    other = send(mspdi(mspdi_task(1) + mspdi_task(2)), "later.xml")
    assert send(mspdi(mspdi_task(1) + mspdi_task(2)), "later.xml").pk == other.pk
    assert send(CHAIN).number == 3
    assert send(CHAIN).number == 3
