"""The doors of models: what the viewer draws from, what may be kept, what is refused."""

import base64
import gzip
import io
import json

import pytest

from bim.catalog.models import Revision, Upload
from bim.catalog.services.joining import federate
from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.catalog.services.uploading import assemble
from portal.accounts.models import User
from portal.core.models import Event
from tests.bim.models import PLACED, building, guid, standard, wall
from tests.conftest import TODAY

PLACE = PLACED.format(east=502_000.0, north=3_322_000.0)


@pytest.fixture
def as_engineer(client, engineer):
    """A browser of the engineer's."""
    client.force_login(User.objects.get(pk=engineer.user_id))
    return client


def body(response):
    assert response.status_code == 200, response.content[:300]
    packed = response.get("Content-Encoding") == "gzip"
    return json.loads(gzip.decompress(response.content) if packed else response.content)


def test_the_scene_leads_to_everything_that_is_drawn(as_engineer, take_in):
    revision = take_in(building(standard(), place=PLACE))
    scene = body(as_engineer.get(f"/api/v1/revisions/{revision.pk}/scene/"))
    assert scene["count"] == 7 and len(scene["placement"]["matrix"]) == 4
    tileset = body(as_engineer.get(scene["tileset"], headers={"Accept-Encoding": "gzip"}))
    assert tileset["asset"]["version"] == "1.1" and "transform" not in tileset["root"]
    name = tileset["root"]["content"]["uri"]
    address = f"/api/v1/revisions/{revision.pk}/tiles/{name}"
    tile = as_engineer.get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(tile.content)[:4] == b"glTF"
    plain = as_engineer.get(address)
    assert plain.content[:4] == b"glTF" and "Content-Encoding" not in plain.headers
    index = body(as_engineer.get(scene["elements"]))
    assert len(index["global_id"]) == 7 and len(index["box"]) == 42
    assert index["classes"][index["class"][-1]] in index["classes"]


def test_a_tileset_for_the_globe_has_its_place_in_it(as_engineer, take_in):
    revision = take_in(building(standard(), place=PLACE))
    address = f"/api/v1/revisions/{revision.pk}/tiles/tileset.json?frame=earth"
    transform = body(as_engineer.get(address))["root"]["transform"]
    assert sum(value**2 for value in transform[12:15]) ** 0.5 == pytest.approx(6_372_800, rel=1e-3)


MEASURED = (
    "#60=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa01',$,'Mengen',$,$,(#61,#62,#63,#64,#65));\n"
    "#61=IFCQUANTITYAREA('Oberfl\\X2\\00E4\\X0\\che',$,$,9.275,$);\n"
    "#62=IFCQUANTITYCOUNT('Anzahl der T\\X2\\00FC\\X0\\ren',$,$,0.,$);\n"
    "#63=IFCQUANTITYLENGTH('Area',$,$,4.,$);\n#64=IFCQUANTITYTIME('Dauer',$,$,60.,$);\n"
    "#65=IFCQUANTITYWEIGHT('Masse',$,$,12.5,$);\n"
    "#66=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa02',$,$,$,(#1007),#60);\n"
    "#67=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa03',$,'Zwei',$,$,(#68));\n"
    "#68=IFCQUANTITYAREA('Menge',$,$,2.,$);\n"
    "#69=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa04',$,$,$,(#1007),#67);\n"
    "#70=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa05',$,'Zwei',$,$,(#71));\n"
    "#71=IFCQUANTITYLENGTH('Menge',$,$,2.,$);\n"
    "#72=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa06',$,$,$,(#1017),#70);\n"
)


def test_units_of_quantities_are_those_of_their_class_in_the_file(as_engineer, take_in):
    revision = take_in(building(standard(), place=MEASURED))
    address = f"/api/v1/revisions/{revision.pk}/elements/{guid(0)}/"
    told = {one["name"]: one["unit"] for one in body(as_engineer.get(address))["quantities"]}
    units = {"Oberfläche": "m2", "Anzahl der Türen": "", "Area": "m", "Dauer": "s", "Masse": "kg"}
    assert told == units | {"Menge": None, "Volume": "m3"}
    Revision.objects.filter(pk=revision.pk).update(units=None)
    told = {one["name"]: one["unit"] for one in body(as_engineer.get(address))["quantities"]}
    assert told == dict.fromkeys([*units, "Menge"]) | {"Volume": "m3"}


def test_what_the_asker_holds_is_not_sent_again(as_engineer, published):
    for rest in ("scene/", "tiles/tileset.json", "elements/index/", "colours/?by=class"):
        address = f"/api/v1/revisions/{published.pk}/{rest}"
        first = as_engineer.get(address)
        again = as_engineer.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_one_element_tells_which_quantities_are_computed(as_engineer, published):
    found = body(as_engineer.get(f"/api/v1/revisions/{published.pk}/elements/?q=T1"))
    assert found["count"] == 1
    global_id = found["elements"][0]["global_id"]
    element = body(as_engineer.get(f"/api/v1/revisions/{published.pk}/elements/{global_id}/"))
    assert element["quantities"] == [
        {"set": "", "name": "Volume", "value": pytest.approx(2.4), "unit": "m3", "source": "computed"}
    ]
    assert element["geometry"]["status"] == "ok"


def test_a_page_of_elements_leads_to_the_next(as_engineer, published):
    address = f"/api/v1/revisions/{published.pk}/elements/"
    first = body(as_engineer.get(address, {"limit": 4}))
    rest = body(as_engineer.get(address, {"limit": 4, "after": first["after"]}))
    assert [one["el"] for one in first["elements"] + rest["elements"]] == list(range(7))
    assert rest["after"] is None
    assert body(as_engineer.get(address, {"q": "class=IfcWall", "ids": 1}))["count"] == 4


def test_tables_and_differences_come_through_the_same_door(as_engineer, published, take_in):
    later = take_in(building({0: standard()[0]}))
    told = body(as_engineer.get(f"/api/v1/revisions/{published.pk}/difference/?to={later.pk}"))
    assert told["counts"] == {"added": 0, "removed": 3, "moved": 0, "changed": 0}
    table = as_engineer.get(f"/api/v1/revisions/{published.pk}/elements/export.csv?q=class=IfcWall")
    assert len(b"".join(table.streaming_content).splitlines()) == 5


def test_the_public_finds_nothing_of_a_model(client, published):
    for rest in ("", "scene/", "tiles/tileset.json", "elements/", "elements/index/", "colours/?by=class",
                 "elements/0Waaaaaaaaaaaaaaaaaa01/", "elements/export.csv"):  # fmt: skip
        hidden = client.get(f"/api/v1/revisions/{published.pk}/{rest}")
        absent = client.get(f"/api/v1/revisions/{published.model_id}/{rest}")
        assert hidden.status_code == absent.status_code == 404
        assert hidden.json()["type"] == absent.json()["type"] == "urn:problem:revision_not_found"


def test_a_model_is_placed_through_its_door(as_engineer, published):
    address = f"/api/v1/models/{published.model_id}/placement/"
    given = {"lon": 120.03, "lat": 30.03, "rotation_deg": 10.0, "height_m": 4.0, "reason": "survey mark 7"}
    told = as_engineer.post(address, given, content_type="application/json").json()
    assert (told["placed"], told["placement"]["method"]) == (True, "by_hand")
    places = [[120.03, 30.03], [120.0301038, 30.03]]
    points = {"local": [[0, 0], [10, 0]], "places": places, "reason": "marks"}
    told = as_engineer.post(address, points, content_type="application/json").json()
    assert told["placement"]["method"] == "two_points"
    assert as_engineer.post(address, {"reason": "x"}, content_type="application/json").status_code == 422
    assert len(as_engineer.get(f"/api/v1/models/{published.model_id}/").json()["decisions"]) == 2


@pytest.mark.parametrize(
    "far",
    [{"lon": 120.1, "lat": 30.03, "rotation_deg": 0.0},
     {"local": [[0, 0], [10, 0]], "places": [[120.1, 30.03], [120.1001038, 30.03]]}],
    ids=["by_hand", "two_points"],
)  # fmt: skip
def test_a_place_by_hand_far_from_the_projects_ground_is_refused_with_the_distance(
    as_engineer, published, far
):
    address = f"/api/v1/models/{published.model_id}/"
    answer = as_engineer.post(f"{address}placement/", far | {"reason": "x"}, content_type="application/json")
    told = answer.json()
    assert (answer.status_code, told["type"]) == (422, "urn:problem:place_too_far")
    assert told["facts"]["distance_m"] == pytest.approx(5786, abs=3) and told["facts"]["most_m"] == 5000
    assert as_engineer.get(address).json()["decisions"] == []


def test_a_list_says_how_far_off_the_ground_a_decided_place_lies_and_the_files_word_comes_back(
    as_engineer, take_in
):
    model = take_in(building(standard(), place=PLACE)).model_id
    address = f"/api/v1/models/{model}/"
    first = as_engineer.get(address).json()
    assert (first["decided"], first["file_place_m"]) == (False, None)
    assert first["off_ground_m"] == pytest.approx(330, abs=30)
    given = {"lon": 120.05, "lat": 30.03, "rotation_deg": 0.0, "reason": "mark 7"}
    moved = as_engineer.post(f"{address}placement/", given, content_type="application/json").json()
    assert moved["decided"] and moved["off_ground_m"] == pytest.approx(964, abs=3)
    assert moved["file_place_m"] == pytest.approx(3170, abs=60)
    back = {"as_file": True, "reason": "as the file says"}
    again = as_engineer.post(f"{address}placement/", back, content_type="application/json").json()
    assert again["placement"] == first["placement"] and again["file_place_m"] is None


def test_a_model_is_sent_by_one_request(as_engineer, project):
    file = io.BytesIO(building(standard()))
    file.name = "house.ifc"
    given = {"file": file, "project": project.code, "discipline": "structure"}
    sent = as_engineer.post("/api/v1/models/", given)
    assert sent.status_code == 202
    assert sent.json()["state"] == "received"
    assert as_engineer.get(sent.json()["job"]).json()["state"] == "queued"
    listed = as_engineer.get("/api/v1/models/", {"project": project.code}).json()["models"]
    assert [(one["discipline"], one["revision"]) for one in listed] == [("structure", None)]


def announced(client, project, size, **more):
    words = {"filename": "house.ifc", "project": project.code} | more
    coded = {name: base64.b64encode(value.encode()).decode() for name, value in words.items()}
    metadata = ",".join(f"{name} {value}" for name, value in coded.items())
    return client.post("/api/v1/uploads/", headers={
        "Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": metadata,
    })  # fmt: skip


def part(client, place, offset, content):
    return client.patch(
        place, content, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(offset)}
    )


def test_a_file_comes_in_parts_and_goes_on_where_it_broke(as_engineer, project, engineer):
    content = building(standard())
    begun = announced(as_engineer, project, len(content), structure="主楼")
    assert begun.status_code == 201 and begun["Tus-Resumable"] == "1.0.0"
    place = begun["Location"]
    assert part(as_engineer, place, 0, content[:700])["Upload-Offset"] == "700"
    assert as_engineer.head(place)["Upload-Offset"] == "700"
    assert part(as_engineer, place, 0, content[:700]).status_code == 409
    assert part(as_engineer, place, 700, content[700:])["Upload-Offset"] == str(len(content))
    upload = Upload.objects.get()
    done = assemble(actor=engineer, upload=upload, on=TODAY)
    assert assemble(actor=engineer, upload=done, on=TODAY).revision_id == done.revision_id
    told = as_engineer.get(place).json()
    assert told["revision"]["state"] == "received"
    assert done.revision.file.size == len(content)
    assert done.revision.model.feature.name == "主楼"


def test_an_upload_nobody_may_send_is_refused_at_once(as_engineer, project, client, settings):
    settings.MODEL_MAX_BYTES = 1000
    assert announced(as_engineer, project, 5000).status_code == 422
    assert announced(as_engineer, project, 500, model=str(project.pk)).status_code == 404
    assert as_engineer.options("/api/v1/uploads/")["Tus-Max-Size"] == "1000"
    client.logout()
    assert announced(client, project, 500).status_code == 403


def test_a_file_of_no_bytes_is_whole_when_it_is_announced(as_engineer, project, engineer):
    place = announced(as_engineer, project, 0)["Location"]
    assert as_engineer.get(place).json()["job"] is not None
    revision = assemble(actor=engineer, upload=Upload.objects.get(), on=TODAY).revision
    read_model(actor=engineer, revision=revision, on=TODAY)
    told = as_engineer.get(place).json()["revision"]
    assert (told["state"], told["code"]) == ("rejected", "empty_model_file")


def test_a_rejected_model_says_why_leaves_no_structure_and_can_be_removed(
    as_engineer, project, engineer, client
):  # fmt: skip
    wanted = Wanted(project=project.code, name="坏楼")
    stream = io.BytesIO(b"%PDF-1.7")
    revision = receive_model(actor=engineer, stream=stream, name="m.ifc", wanted=wanted, on=TODAY)
    address = f"/api/v1/models/{revision.model_id}/"
    features = {"root": str(project.site_id), "kind": "structure"}
    assert as_engineer.delete(address).status_code == 409
    read_model(actor=engineer, revision=revision, on=TODAY)
    (row,) = as_engineer.get("/api/v1/models/", {"project": project.code}).json()["models"]
    newest = row["newest"]
    assert row["revision"] is None and newest["state"] == "rejected"
    assert newest["code"] == Revision.objects.get().code and newest["sentence"]
    listed = as_engineer.get("/api/v1/features/", features).json()["features"]
    assert "坏楼" not in [one["properties"]["name"] for one in listed]
    assert as_engineer.delete(address).status_code == 204
    assert not Revision.objects.exists()
    assert Event.objects.get(verb="remove").facts["codes"] == [newest["code"]]


def test_a_model_is_removed_only_by_who_may_send_it_and_never_once_published(as_engineer, published, client):
    address = f"/api/v1/models/{published.model_id}/"
    assert as_engineer.delete(address).status_code == 409
    client.logout()
    assert client.delete(address).status_code in (401, 403)
    assert Revision.objects.filter(pk=published.pk).exists()


def test_an_upload_can_be_given_up(as_engineer, project):
    place = announced(as_engineer, project, 500)["Location"]
    part(as_engineer, place, 0, b"x" * 100)
    assert as_engineer.delete(place).status_code == 204
    assert as_engineer.head(place).status_code == 404


def test_a_federation_leads_to_the_scenes_of_its_members(as_engineer, take_in, engineer):
    lead = take_in(building(standard(), place=PLACE), name="lead")
    other = take_in(building({0: wall(0)}), name="ducts", discipline="mep")
    made = federate(actor=engineer, name="House", model_ids=[lead.model_id, other.model_id])
    (listed,) = as_engineer.get("/api/v1/federations/").json()["federations"]
    assert (listed["id"], listed["models"], listed["lead"]) == (str(made.pk), 2, str(lead.model_id))
    whole = as_engineer.get(f"/api/v1/federations/{made.pk}/").json()
    assert [one["id"] for one in whole["members"]] == [str(lead.model_id), str(other.model_id)]
    assert [one["revision"] for one in whole["scenes"]] == [str(lead.pk), str(other.pk)]
    assert all(one["placement"] for one in whole["scenes"])
    told = whole["members"][1]["georeference"]
    assert (told["used"], told["why"]) == (False, "lead")


def test_a_federation_of_others_is_absent(client, take_in, engineer, person, other_unit):
    lead = take_in(building(standard()))
    made = federate(actor=engineer, name="House", model_ids=[lead.model_id])
    stranger = person("eng", organisation=other_unit, name="stranger", region="97")
    client.force_login(User.objects.get(pk=stranger.user_id))
    assert client.get("/api/v1/federations/").json()["federations"] == []
    assert client.get(f"/api/v1/federations/{made.pk}/").status_code == 404
