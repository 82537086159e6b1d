"""Issues: raised, talked over, mended, looked at by somebody else; in from archives and out again."""

import base64
import io
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from api.issue_rows import issue_row
from bim.bcf.model import Archive, Camera, Component, Components, Topic, Viewpoint
from bim.bcf.reading import read_archive
from bim.bcf.writing import write_archive
from bim.catalog.models import Element, Model, Revision
from bim.catalog.services.receiving import make_structure
from bim.issues import faults, rules
from bim.issues.selectors import allowed_actions, get_issue, list_issues
from bim.issues.services.writing import act_on_issue, change_issue, comment_on_issue, raise_issue
from bim.placing.frame import Frame
from portal.accounts.models import User
from portal.core.files import store_file
from portal.core.lifecycle import ActionNotAllowed, ActionNotYours
from portal.core.models import Event
from tests.bim.issuing import bring
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, tzinfo=UTC)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n picture").decode()
WALL = "0fdpeZZEX3FwJ7x0ox5kzF"


@pytest.fixture
def project(file_project):
    return file_project()


@pytest.fixture
def structure(project, everything):
    return make_structure(actor=everything, project=project, name="教学楼", on=TODAY)


@pytest.fixture
def engineer(person, unit):
    return person("eng", organisation=unit)


@pytest.fixture
def supervisor(person, unit):
    return person("sup", organisation=unit)


@pytest.fixture
def issue(structure, engineer):
    return raise_issue(
        actor=engineer, structure_id=structure.pk, facts={"title": "外墙越界", "labels": ["用地"]},
        look=None, snapshot="", on=TODAY,
    )  # fmt: skip


def test_an_issue_stands_in_the_tree_under_its_structure(issue, structure):
    assert (issue.number, issue.state, issue.feature.kind) == (1, "open", "issue")
    assert issue.feature.parent_id == structure.pk and issue.feature.region_code == structure.region_code
    assert Event.objects.filter(verb="raise", subject_id=str(issue.pk)).count() == 1


def test_who_mended_does_not_close(issue, engineer, supervisor):
    act_on_issue(actor=engineer, issue_id=issue.pk, action="start", reason="")
    with pytest.raises(faults.ReasonMissing) as refused:
        act_on_issue(actor=engineer, issue_id=issue.pk, action="resolve", reason=" ")
    with override("zh-hans"):
        assert str(refused.value) == "请说明理由：“处理完毕”需要理由。"
    act_on_issue(actor=engineer, issue_id=issue.pk, action="resolve", reason="已按批准界线修改")
    with pytest.raises(faults.OwnMending):
        act_on_issue(actor=engineer, issue_id=issue.pk, action="close", reason="")
    assert "close" not in allowed_actions(actor=engineer, issue=get_issue(actor=engineer, issue_id=issue.pk))
    closed = act_on_issue(actor=supervisor, issue_id=issue.pk, action="close", reason="")
    assert closed.state == rules.CLOSED and closed.topic["status"] == "closed"
    with pytest.raises(ActionNotAllowed):
        act_on_issue(actor=supervisor, issue_id=issue.pk, action="close", reason="")


def test_a_step_is_for_its_roles_alone(issue, supervisor):
    with pytest.raises(ActionNotYours) as refused:
        act_on_issue(actor=supervisor, issue_id=issue.pk, action="resolve", reason="好了")
    with override("zh-hans"):
        assert str(refused.value) == "您的角色不能对该问题执行“处理完毕”。"


def test_a_change_names_the_version_it_has_seen(issue, engineer):
    changed = change_issue(actor=engineer, issue_id=issue.pk, version=1, facts={"priority": "高"})
    assert (changed.priority, changed.topic["priority"], changed.title) == ("高", "高", "外墙越界")
    with pytest.raises(faults.IssueChanged):
        change_issue(actor=engineer, issue_id=issue.pk, version=1, facts={"priority": "低"})


def test_hidden_and_absent_are_the_same(issue, person, other_unit, anyone):
    stranger = person("eng", organisation=other_unit)
    for actor in (stranger, anyone):
        assert not list_issues(actor=actor).exists()
        with pytest.raises(faults.IssueNotFound):
            get_issue(actor=actor, issue_id=issue.pk)


def test_a_box_leads_to_the_issues_that_lie_in_it_and_only_to_ones_own(
    issue, engineer, person, other_unit, client
):
    lon, lat = issue.feature.geom.coords
    here = {"bbox": f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"}
    beside = {"bbox": f"{lon + 0.001},{lat - 0.001},{lon + 0.002},{lat + 0.001}"}
    stranger = person("eng", organisation=other_unit)
    seen = {}
    asked = {"own": (engineer, here), "beside": (engineer, beside), "other": (stranger, here)}
    for name, (actor, box) in asked.items():
        client.force_login(User.objects.get(pk=actor.user_id))
        found = client.get("/api/v1/issues/", box).json()["issues"]
        seen[name] = [(one["title"], one["place_known"]) for one in found]
    assert seen == {"own": [("外墙越界", False)], "beside": [], "other": []}
    refused = client.get("/api/v1/issues/", {"bbox": "1,2,x"})
    assert refused.status_code == 422 and "bbox" in refused.content.decode()


def test_a_leader_reads_and_does_not_write(issue, structure, person):
    leader = person("lead")
    assert get_issue(actor=leader, issue_id=issue.pk).title == "外墙越界"
    with pytest.raises(faults.WritingForbidden):
        comment_on_issue(actor=leader, issue_id=issue.pk, text="看到了")
    with pytest.raises(faults.WritingForbidden):
        raise_issue(
            actor=leader, structure_id=structure.pk, facts={"title": "t"}, look=None, snapshot="", on=TODAY
        )


@pytest.fixture
def placed(structure, everything):
    """A model whose wall stands ten metres east of a known place."""
    frame = Frame(
        method="by_hand", level=50, crs=4549, eastings=500_000.0, northings=3_340_000.0, height_m=0.0
    )
    model = Model.objects.create(feature=structure, name="建筑", created_at=NOW)
    revision = Revision.objects.create(
        model=model, number=1, name="a.ifc", state="published", created_at=NOW, origin=[100.0, 0.0, 0.0],
        box=[-12.0, -9.0, 0.0, 12.0, 9.0, 9.0], file=store_file(io.BytesIO(b"ifc"), name="a.ifc"),
        frame=frame.plain(),
    )  # fmt: skip
    Element.objects.create(
        revision=revision, el=0, global_id=WALL, step_id=1, ifc_class="IfcWall", status="ok",
        box=[8.0, -1.0, 0.0, 12.0, 1.0, 3.0],
    )  # fmt: skip
    model.current = revision
    model.save()
    return model


def test_the_pin_stands_on_what_the_view_selects(placed, structure, engineer):
    look = {"components": {
        "selection": [{"ifc_guid": WALL}], "exceptions": [], "colouring": [], "hints": None,
        "default_visibility": True,
    }}  # fmt: skip
    issue = raise_issue(
        actor=engineer, structure_id=structure.pk, facts={"title": "t"}, look=look, snapshot=PNG, on=TODAY
    )
    assert (issue.model_id, issue.at) == (placed.pk, [110.0, 0.0, 1.5])
    east = issue.feature.geom.transform(4549, clone=True)
    assert (round(east.x, 2), round(east.y, 2)) == (500_110.0, 3_340_000.0)


def test_without_a_selection_the_pin_stands_on_what_lies_straight_ahead(placed, structure, engineer):
    room = {"global_id": "0fdpeZZEX3FwJ7x0ox5kzR", "ifc_class": "IfcSpace", "box": [-5, 5, 0, 5, 9, 3]}
    near = {"global_id": "0fdpeZZEX3FwJ7x0ox5kzN", "ifc_class": "IfcDoor", "box": [-1, 9, 0, 1, 9.5, 3]}
    roof = {"global_id": "0fdpeZZEX3FwJ7x0ox5kzO", "ifc_class": "IfcRoof", "box": [-99, -99, 0, 99, 99, 9]}
    far = {"global_id": "0fdpeZZEX3FwJ7x0ox5kzP", "ifc_class": "IfcWall", "box": [-3, 20, 0, 3, 21, 3]}
    for el, row in enumerate((room, near, roof, far), start=100):
        Element.objects.create(revision=placed.current, el=el, step_id=el, status="ok", **row)
    origin = placed.current.origin
    camera = {"position": [origin[0], origin[1], origin[2] + 2], "up": [0, 0, 1], "field_of_view": 60}
    hidden = {"selection": [], "colouring": [], "hints": None, "default_visibility": True}
    no_door = hidden | {"exceptions": [{"ifc_guid": near["global_id"]}]}
    cut = [[[origin[0], origin[1] + 15, 0], [0, -1, 0]]]
    back = [[[origin[0], origin[1] + 8, 0], [0, 1, 0]]]
    for more, metres in (
        ({}, 9), ({"components": no_door}, 20), ({"planes": cut}, 20), ({"planes": back}, 5),
        ({"direction": [0, -1, 0]}, -5),
    ):  # fmt: skip
        look = {"camera": camera | {"direction": more.get("direction", [0, 2, 0])}} | more
        look.pop("direction", None)
        issue = raise_issue(
            actor=engineer, structure_id=structure.pk, facts={"title": "t"}, look=look, snapshot="", on=TODAY
        )
        assert issue.at == [origin[0], origin[1] + metres, origin[2] + 2]


@pytest.mark.parametrize(
    ("eye", "selected", "hidden", "expected"),
    [
        ((100.0, 0.0, 2.0), "1fdpeZZEX3FwJ7x0ox5kzF", "", []), ((5000.0, 5000.0, 2.0), "", "", []),
        ((100.0, 0.0, 2.0), "", WALL, [105.0, 0.0, 2.0]), ((100.0, 0.0, 2.0), "", "", [108.0, 0.0, 2.0]),
    ],
)  # fmt: skip
def test_a_topic_brought_of_another_building_has_no_pin(
    placed, structure, engineer, eye, selected, hidden, expected
):
    """One that looks straight at our wall but names none of our elements has other axes than ours."""
    components = Components(
        selection=(Component(ifc_guid=selected),) if selected else (),
        exceptions=(Component(ifc_guid=hidden),) if hidden else (),
    )
    camera = Camera(position=eye, direction=(1.0, 0.0, 0.0), up=(0.0, 0.0, 1.0), field_of_view=60.0)
    look = Viewpoint(
        guid="8dc86298-9737-40b4-a448-98a9e953293a", file="v.bcfv", camera=camera, components=components
    )
    topic = Topic(guid="63e78882-7c6a-4bf7-8982-fc478afb9c97", title="t", viewpoints=(look,))
    data = write_archive(Archive(version="3.0", topics=(topic,)), "3.0")
    (issue,) = bring(engineer, structure, data).made
    assert issue.at == expected
    assert issue_row(issue)["place_known"] is bool(expected)


def test_the_pin_stands_in_the_model_that_was_looked_at(
    placed, structure, engineer, file_project, everything
):
    second = Model.objects.create(feature=structure, name="结构", created_at=NOW)
    look = {"camera": {"position": [0, 0, 2], "direction": [0, 1, 0], "up": [0, 0, 1], "field_of_view": 60}}
    given = {"actor": engineer, "facts": {"title": "t"}, "look": look, "snapshot": "", "on": TODAY}
    for model in (second, placed):
        issue = raise_issue(structure_id=structure.pk, model_id=model.pk, **given)
        assert (issue.model_id, issue.at) == (model.pk, [0.0, 5.0, 2.0])
    other = make_structure(actor=everything, project=file_project(0.6, 0.6), name="宿舍", on=TODAY)
    with pytest.raises(faults.ModelElsewhere):
        raise_issue(structure_id=other.pk, model_id=second.pk, **given)


def test_the_doors_of_issues(structure, engineer, client):
    client.force_login(User.objects.get(pk=engineer.user_id))
    address = "/api/v1/issues/"
    camera = {"position": [0, 0, 2], "direction": [0, 1, 0], "up": [0, 0, 1], "field_of_view": 60}
    sent = {"structure": str(structure.pk), "title": "<b>栏杆</b>", "snapshot": PNG}
    sent["look"] = {"camera": camera}
    made = client.post(address, sent, content_type="application/json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert body["title"] == "<b>栏杆</b>" and body["at"] == [0.0, 5.0, 2.0]
    picture = client.get(body["views"][0]["snapshot"])
    assert picture["Content-Type"] == "image/png"
    assert picture.getvalue() == base64.b64decode(PNG)
    said = client.post(
        f"{address}{body['id']}/comments/", {"text": "请复核"}, content_type="application/json"
    )
    assert [one["text"] for one in said.json()["comments"]] == ["请复核"]
    step = client.post(f"{address}{body['id']}/actions/start/", {}, content_type="application/json")
    assert step.json()["state"] == "in_progress"
    listed = client.get(address, {"structure": str(structure.pk), "state": "in_progress"}).json()
    assert [one["id"] for one in listed["issues"]] == [body["id"]] and listed["issues"][0]["remarks"] == 1
    packed = client.get(f"{address}archive/", {"structure": str(structure.pk), "version": "2.1"})
    (topic,) = read_archive(packed.content).topics
    assert (topic.title, topic.comments[0].text, len(topic.viewpoints)) == ("<b>栏杆</b>", "请复核", 1)
    unknown = client.get(f"{address}archive/", {"structure": str(uuid4())})
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:problem:structure_not_found")
    upload = SimpleUploadedFile("x.bcf", packed.content)
    back = client.post(f"{address}archive/", {"file": upload, "structure": str(structure.pk)})
    assert back.status_code == 201 and back.json()["made"] == []
    refused = client.post(
        f"{address}archive/", {"file": SimpleUploadedFile("x.bcf", b"?"), "structure": str(structure.pk)}
    )
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:problem:not_an_archive")
