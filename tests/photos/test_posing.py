"""Photos about a model: in its own axes, by its placement, up to a day."""

import numpy as np
import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from bim.catalog.models import Element, Model
from bim.catalog.selectors import frame_of
from bim.linking.pairs import Target
from bim.linking.services.ruling import write_rule
from bim.photos.posing import about, eye_height_m, pose
from bim.placing.frame import Frame, frame_at
from portal.accounts.models import User
from portal.progress.models import ReportPhoto, Schedule
from tests.capture.conftest import shot
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
LON, LAT = 120.021, 30.021
FRAMES = {
    "turned": frame_at(lon=LON, lat=LAT, rotation_deg=33.0, height_m=12.0, srid=4549, method="x", level=50),
    "degrees": Frame(
        method="x", level=20, crs=4326, eastings=LON, northings=LAT, height_m=3.0, axis=(0.6, 0.8)
    ),
    "scaled": Frame(
        method="x", level=50, crs=4549, eastings=500_000.0, northings=3_322_000.0, height_m=0.0,
        scale=(0.9996, 0.9996, 1.0), axis=(0.0, 1.0),
    ),
}  # fmt: skip


@pytest.fixture
def placed(house):
    """A function that stands the house on a frame."""

    def make(frame: Frame):
        Model.objects.filter(pk=house.model_id).update(frame=frame.plain())
        house.model.refresh_from_db()
        return house

    return make


@pytest.mark.parametrize("name", FRAMES)
def test_a_place_in_the_models_axes_lies_where_the_photo_was_taken(placed, name):
    revision = placed(FRAMES[name])
    local = np.array([[12.5, -40.25, 0.0], [150.0, 80.0, 0.0], [0.0, 0.0, 0.0]])
    local[:, 2] = eye_height_m(revision)
    places = frame_of(revision).to_lonlat(local)
    found = np.array(pose(revision, [Point(lon, lat, srid=4326) for lon, lat, _height in places]))
    assert np.abs(found - local).max() < 0.001


def test_a_photo_stands_a_persons_height_above_the_ground(placed):
    revision = placed(FRAMES["turned"])
    revision.outlines = {"heights": {"ground_m": 0.45}}
    assert eye_height_m(revision) == pytest.approx(revision.origin[2] + 0.45 + 1.5)
    revision.outlines = {}
    assert eye_height_m(revision) == pytest.approx(revision.origin[2] + revision.box[2] + 1.5)


def test_the_box_about_a_model_reaches_two_hundred_metres_and_no_farther(placed):
    box = about(placed(FRAMES["turned"]))
    assert box.contains(Point(LON + 0.0018, LAT)) and not box.contains(Point(LON + 0.006, LAT))


def test_the_door_tells_photos_near_the_model_up_to_a_day(placed, shown, people):
    revision = placed(FRAMES["turned"])
    shown("con", shot(1), shot(2, place=(LON + 0.01, LAT)))
    client = Client()
    client.force_login(User.objects.get(pk=people.eng.user_id))
    address = f"/api/v1/revisions/{revision.pk}/photos/"
    told = client.get(address).json()
    assert (told["near_m"], told["above_ground_m"], told["total"], told["placed"]) == (200.0, 1.5, 1, True)
    [one] = told["photos"]
    near = ReportPhoto.objects.get(pk=one["id"].removeprefix("report-"))
    assert near.place.x < LON + 0.001 and one["at"][2] == pytest.approx(eye_height_m(revision))
    assert client.get(address, {"until": "2026-11-19"}).json()["photos"] == []
    assert Client().get(address).status_code == 404


def test_near_a_model_that_stands_nowhere_are_none_and_that_is_said(house, shown, people):
    shown("con", shot())
    Model.objects.filter(pk=house.model_id).update(frame=None)
    type(house).objects.filter(pk=house.pk).update(frame=None)
    client = Client()
    client.force_login(User.objects.get(pk=people.eng.user_id))
    told = client.get(f"/api/v1/revisions/{house.pk}/photos/").json()
    assert told["placed"] is False and told["photos"] == []


def test_an_element_tells_the_photos_of_the_tasks_that_make_it(house, phone, people):
    mine = phone("con")
    body = shot()
    entry = mine.say(photos=[body], state="in_progress", percent="35")["id"]
    assert mine.show(entry, body).status_code == 201
    schedule = Schedule.objects.get()
    target = Target(schedule_id=schedule.pk)
    client = Client()
    client.force_login(User.objects.get(pk=people.eng.user_id))
    element = Element.objects.filter(revision=house, ifc_class="IfcWall").first()
    address = f"/api/v1/revisions/{house.pk}/elements/{element.global_id}/photos/"
    assert client.get(address).json()["photos"] == []
    write_rule(
        actor=people.eng, target=target, revision_id=house.pk, question="class=IfcWall", key="1", at=NOON
    )
    told = client.get(address).json()
    assert told["tasks"] == ["1"] and [one["kind"] for one in told["photos"]] == ["report"]
    assert Client().get(address).status_code == 404
