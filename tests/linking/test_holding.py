"""A model that holds a schedule is told with it, and the schedule comes in without being sent again."""

from dataclasses import replace

import ifcopenshell
import pytest

from bim.fourd.receiving import Terms, receive_schedule
from bim.fourd.writing import write_into
from bim.linking import faults
from bim.linking.holding import bring_from_model, held_in_models
from bim.linking.models import Link
from bim.linking.selectors import task_pair
from bim.linking.services.carrying import renew_links
from portal.accounts.actor import public_actor
from portal.accounts.models import User
from portal.progress.faults import SendingNotYours
from portal.progress.schedules.faults import NoTasksInFile
from portal.progress.schedules.model import ElementLink
from portal.projects.selectors import ProjectNotFound
from tests.bim.models import building, guid, standard
from tests.conftest import NOON
from tests.progress.test_models import plan

PLAN = replace(plan(), links=tuple(
    ElementLink(task="a", global_id=guid(n), ifc_class="IfcWall", role="output") for n in range(4)
))  # fmt: skip


def model(*names, broken=False):
    """Return a house whose model holds schedules that make its walls."""
    file = ifcopenshell.file.from_string(building(standard()).decode())
    for name in names:
        write_into(file, replace(PLAN, name=name), written_at=NOON.replace(tzinfo=None))
    if broken:
        (rel, *_rest) = file.by_type("IfcRelAssignsToProduct")
        (tie, *_rest) = file.by_type("IfcRelNests")
        rel.RelatingProduct = tie.RelatingObject = None
    return file.to_string().encode()


@pytest.fixture
def bring(engineer, project):
    """A function that brings in what a revision of a model holds: ``bring(revision)``."""

    def make(revision, actor=None, **terms):
        return bring_from_model(
            actor=actor or engineer, code=project.code, revision_id=revision.pk, at=NOON, terms=Terms(**terms)
        )

    return make


def test_a_model_with_a_schedule_is_told_and_its_links_come_with_it(take_in, engineer, project, bring):
    house = take_in(model("施工模拟"))
    (held,) = held_in_models(actor=engineer, project=project)
    given = PLAN
    assert (held.tasks, held.names, held.brought) == (len(given.tasks), ("施工模拟",), None)
    assert held.elements == len({link.global_id for link in given.links}) > 0
    kept = bring(house, name="总进度计划")
    assert (kept.tasks_count, kept.file_name) == (len(given.tasks), "m.ifc")
    assert kept.linked_elements == held.elements
    pair = task_pair(actor=engineer, schedule_id=kept.schedule_id, revision_id=house.pk)
    renew_links(actor=engineer, pair=pair, at=NOON)
    assert set(Link.objects.filter(schedule=kept.schedule).values_list("global_id", flat=True)) == {
        link.global_id for link in given.links
    } & {body.global_id for body in pair.revision.elements.all()}
    (again,) = held_in_models(actor=engineer, project=project)
    assert again.brought == kept
    assert bring(house, name="总进度计划") == kept


def test_what_was_sent_as_a_file_is_known_to_be_the_models(take_in, engineer, project, tmp_path):
    body = model("施工模拟")
    take_in(body)
    path = tmp_path / "m.ifc"
    path.write_bytes(body)
    with path.open("rb") as stream:
        kept = receive_schedule(
            actor=engineer, code=project.code, stream=stream, file_name="x.ifc", at=NOON
        )
    (held,) = held_in_models(actor=engineer, project=project)
    assert held.brought == kept


def test_models_without_tasks_hold_none(take_in, engineer, project, bring, house):
    assert house.schedule == {"tasks": 0, "elements": 0, "names": []}
    assert held_in_models(actor=engineer, project=project) == []
    with pytest.raises(NoTasksInFile):
        bring(house)


def test_a_relation_that_names_nothing_spoils_no_model(take_in):
    house = take_in(model("施工模拟", broken=True))
    assert house.state == "published" and house.schedule["tasks"] == len(PLAN.tasks)


def test_no_model_of_another_project_and_nobody_who_sends_no_schedules(
    take_in, engineer, bring, person, file_project, project
):
    house = take_in(model("施工模拟"))
    with pytest.raises(SendingNotYours):
        bring(house, actor=person("aud"))
    other = file_project(0.6, 0.6)
    with pytest.raises(faults.OtherProject):
        bring_from_model(actor=engineer, code=other.code, revision_id=house.pk, at=NOON)
    with pytest.raises(ProjectNotFound):
        held_in_models(actor=public_actor(), project=project)


def test_page_and_door_bring_it_in(take_in, client, engineer, project):
    house = take_in(model("施工模拟"))
    client.force_login(User.objects.get(pk=engineer.user_id))
    page, door = f"/projects/{project.code}/schedules/", f"/api/v1/projects/{project.code}/schedules/"
    shown = client.get(page).content.decode()
    assert 'id="held"' in shown and f'value="{house.pk}"' in shown
    assert client.get(door).json()["in_models"][0]["brought"] is None
    for wrong, status in (({}, 422), ({"model": "x"}, 422), ({"model": str(project.pk)}, 404)):
        assert client.post(door, wrong).status_code == status
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"model": str(house.pk)}).status_code == 302
    assert client.get(door).json()["in_models"][0]["brought"]["number"] == 1
    assert f'value="{house.pk}"' not in client.get(page).content.decode()
    told = client.post(door, {"model": str(house.pk)})
    assert (told.status_code, told.json()["revision"]["number"]) == (201, 1)


def test_of_several_the_page_asks_which_and_remembers_the_model(take_in, client, engineer, project, plan):
    plan(called="施工模拟")
    house = take_in(model("甲", "乙"))
    client.force_login(User.objects.get(pk=engineer.user_id))
    page = f"/projects/{project.code}/schedules/"
    asked = client.post(page, {"model": str(house.pk), "name": "施工模拟"})
    text = asked.content.decode()
    assert asked.status_code == 422 and 'name="schedule" required' in text
    assert f'<input type="hidden" name="model" value="{house.pk}">' in text and 'type="file"' not in text
    given = {"model": str(house.pk), "name": "施工模拟", "schedule": "乙", "loses_reports": "1"}
    assert client.post(page, given).status_code == 302
