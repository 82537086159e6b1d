"""A schedule goes back into the model it builds, with the links that people and rules made."""

from dataclasses import replace

import ifcopenshell
import pytest

from bim.fourd.inserting import ModelTooOld, insert_schedule
from bim.fourd.reading import read_ifc
from bim.fourd.receiving import Terms, receive_schedule
from bim.fourd.writing import write_into
from bim.linking import faults
from bim.linking.exporting import model_with_schedule
from bim.linking.pairs import Target
from bim.linking.services.ruling import write_rule
from portal.progress import selectors
from portal.progress.between import between
from portal.progress.models import Schedule
from portal.progress.schedules.faults import ScheduleNotInModel, SchedulesSeveral
from tests.bim.builders import Drawn
from tests.bim.models import building, standard
from tests.conftest import NOON
from tests.progress.test_models import plan as plan_of_others


@pytest.fixture
def taken_out(engineer, schedule, house, tmp_path):
    """A function that takes the house out with the schedule: ``taken_out()`` returns where it lies."""

    def make(actor=None, revision=house, number=1):
        path = tmp_path / f"{revision.pk}-{number}.ifc"
        written = model_with_schedule(
            actor=actor or engineer, schedule_id=schedule.pk, number=number, revision_id=revision.pk, at=NOON
        )
        assert written.name == f"总进度计划-{number}.ifc"
        with written.stream as stream:
            path.write_bytes(stream.read())
        return path

    return make


def test_tasks_logic_and_links_come_out_as_they_went_in(taken_out, engineer, pair, schedule, tmp_path):
    write_rule(actor=engineer, target=pair.target, revision_id=pair.revision.pk, question="class=IfcWall",
               key="2", role="output", at=NOON)  # fmt: skip
    found = read_ifc(taken_out(), work=tmp_path)
    given = selectors.whole_of(actor=engineer, schedule_id=schedule.pk, number=1)
    assert [(t.name, t.duration_min, t.start, t.finish) for t in found.tasks] == [
        (t.name, t.duration_min, t.start, t.finish) for t in given.tasks
    ]
    assert [(r.kind, r.lag_min) for r in found.relations] == [(r.kind, r.lag_min) for r in given.relations]
    called = {task.key: task.name for task in found.tasks}
    walls = set(pair.links.values_list("global_id", flat=True))
    assert len(walls) == 4
    assert {(called[link.task], link.global_id) for link in found.links} == {
        (given.tasks[1].name, one) for one in walls
    }


def test_the_model_itself_comes_out_unharmed_and_may_come_back(taken_out, take_in, house, tmp_path):
    path = taken_out()
    before = ifcopenshell.file.from_string(building(standard()).decode())
    after = ifcopenshell.open(str(path))
    assert {one.GlobalId for one in before.by_type("IfcRoot")} <= {
        one.GlobalId for one in after.by_type("IfcRoot")
    }
    again = take_in(path.read_bytes(), model=house.model_id)
    assert again.counts["elements"] == house.counts["elements"]
    twice = read_ifc(taken_out(revision=again), work=tmp_path)
    assert len(twice.tasks) == len(after.by_type("IfcTask"))
    ids = [one.GlobalId for one in ifcopenshell.open(str(tmp_path / f"{again.pk}-1.ifc")).by_type("IfcRoot")]
    assert len(ids) == len(set(ids))


def test_who_sends_no_schedules_takes_no_model_out(taken_out, person):
    with pytest.raises(faults.ExportNotYours):
        taken_out(actor=person("aud"))


def test_a_model_of_an_older_schema_is_refused(engineer, schedule, tmp_path):
    path = tmp_path / "old.ifc"
    path.write_text(Drawn("IFC2X3").file.to_string(), encoding="utf-8")
    given = selectors.whole_of(actor=engineer, schedule_id=schedule.pk, number=1)
    with pytest.raises(ModelTooOld):
        insert_schedule(path, given, target=tmp_path / "new.ifc", at=NOON.replace(tzinfo=None))


@pytest.fixture
def foreign(take_in, tmp_path):
    """A house whose model holds a schedule of its own, with a baseline, that makes the house's walls."""
    path = tmp_path / "foreign.ifc"
    path.write_bytes(building(standard()))
    file = ifcopenshell.open(str(path))
    write_into(file, replace(plan_of_others(), name="Theirs"), written_at=NOON.replace(tzinfo=None))
    return take_in(file.to_string().encode())


@pytest.fixture
def receive(engineer, project):
    """A function that sends a file as a schedule: ``receive(path)``."""

    def make(path, **given):
        with path.open("rb") as stream:
            return receive_schedule(
                actor=engineer, code=project.code, stream=stream, file_name="back.ifc", at=NOON,
                terms=Terms(**given),
            )  # fmt: skip

    return make


@pytest.mark.parametrize("given", [{}, {"name": "总进度计划"}], ids=["by its identity", "by its name"])
def test_what_comes_back_into_its_schedule_is_the_same_plan(
    taken_out, receive, engineer, schedule, foreign, given
):
    write_rule(actor=engineer, target=Target(schedule_id=schedule.pk), revision_id=foreign.pk,
               question="class=IfcWall", key="2", role="output", at=NOON)  # fmt: skip
    kept = receive(taken_out(revision=foreign), **given)
    assert (kept.schedule_id, kept.number) == (schedule.pk, 2)
    found = between(actor=engineer, schedule_id=schedule.pk, old=1, new=2)
    assert (found.pairs, found.comparison.changes, found.lines) == (3, (), ())
    old, new = (selectors.whole_of(actor=engineer, schedule_id=schedule.pk, number=n) for n in (1, 2))
    assert (new.tasks, new.relations, new.baselines) == (old.tasks, old.relations, old.baselines)
    assert {(link.task, link.ifc_class) for link in new.links} == {("2", "IfcWall")}
    assert len(new.links) == 4
    assert not selectors.reported_gone(kept)
    assert {one["code"]: one["count"] for one in kept.warnings}["other_schedules_left"] == 1


def test_of_several_schedules_the_one_is_asked_for(taken_out, receive, plan, foreign, engineer):
    path = taken_out(revision=foreign)
    plan(name="q.xml", called="分包计划")
    with pytest.raises(SchedulesSeveral) as refused:
        receive(path, name="分包计划")
    assert refused.value.facts == {"count": 2, "names": ["Theirs", "总进度计划"]}
    assert "“Theirs”" in str(refused.value)
    with pytest.raises(ScheduleNotInModel):
        receive(path, name="分包计划", schedule="没有")
    kept = receive(path, name="分包计划", schedule="Theirs")
    assert (kept.number, kept.tasks_count, kept.baselines_count) == (2, 4, 1)


def test_a_schedule_that_is_new_takes_all_of_a_model_and_goes_on_so(taken_out, receive, foreign):
    path = taken_out(revision=foreign)
    kept = receive(path, name="合并")
    assert kept.tasks_count == 7
    again = path.with_name("again.ifc")
    again.write_bytes(path.read_bytes() + b"\n")
    assert receive(again, name="合并").tasks_count == 7
    assert Schedule.objects.count() == 2
