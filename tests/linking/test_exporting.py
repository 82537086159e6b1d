"""A schedule goes back into the model it builds, with the links that people and rules made."""

import ifcopenshell
import pytest

from bim.fourd.inserting import ModelTooOld, insert_schedule
from bim.fourd.reading import read_ifc
from bim.linking import faults
from bim.linking.exporting import model_with_schedule
from bim.linking.services.ruling import write_rule
from portal.progress import selectors
from tests.bim.builders import Drawn
from tests.bim.models import building, standard
from tests.conftest import NOON


@pytest.fixture
def taken_out(engineer, schedule, house, tmp_path):
    """A function that takes the house out with the schedule: ``taken_out()`` returns where it lies."""

    def make(actor=None, revision=house, number=1):
        path = tmp_path / f"{revision.pk}-{number}.ifc"
        written = model_with_schedule(
            actor=actor or engineer, schedule_id=schedule.pk, number=number, revision_id=revision.pk, at=NOON
        )
        assert written.name.endswith("-1.ifc")
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
