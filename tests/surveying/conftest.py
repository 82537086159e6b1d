"""Surveys as offices send them, and people who have them checked."""

import io
import json
import math
from pathlib import Path

import pytest
from django.test import Client, override_settings

from portal.accounts.models import User
from portal.core.jobs import run_job
from portal.surveying import checking, services
from portal.surveying.models import SurveyBatch
from spatial.coordinates.transform import from_lonlat, to_lonlat
from spatial.intake.limits import DEFAULT_LIMITS
from spatial.intake.problems import Refused
from spatial.intake.sandbox import FileRefused
from spatial.survey.model import AS_FOUND
from spatial.survey.reading import Task, read_here
from spatial.survey.tolerances import DEFAULT_CAPACITY, DEFAULT_TOLERANCES
from tests.approvals.conftest import people, project  # noqa: F401  fixtures
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Pairs, Sheet

ZONE = 4528
SIDE_M = 100.0


def ring(lon: float = 120.03, lat: float = 30.03, side_m: float = SIDE_M) -> Pairs:
    """A square lot in zone 40: north and east of its corners, clockwise from the south-west."""
    east, north = (round(value) for value in from_lonlat(lon, lat, srid=ZONE))
    return (
        (north, east), (north + side_m, east), (north + side_m, east + side_m), (north, east + side_m),
    )  # fmt: skip


def good(lon: float = 120.03, lat: float = 30.03) -> bytes:
    """A boundary-point text without a fault: one hectare."""
    return Sheet(header=dict(HEADER)).parcel(ring(lon, lat), area="1.0000").text().encode("gb18030")


def many_points(count: int) -> bytes:
    """A round lot with so many points."""
    north, east = ring()[0]
    turns = [2 * math.pi * n / count for n in range(count)]
    points = tuple((north + 300 * math.cos(turn), east + 300 * math.sin(turn)) for turn in turns)
    return Sheet(header=dict(HEADER)).parcel(points).text().encode("gb18030")


def crossed() -> bytes:
    """The same lot with its third point written twice, and its last two points exchanged."""
    a, b, c, d = ring()
    e = (c[0], (c[1] + b[1]) / 2)
    return Sheet(header=dict(HEADER)).parcel((a, b, b, c, e, d), area="1.0000").text().encode("gb18030")


def bare() -> bytes:
    """The same lot without any word of its zone: only a person can tell."""
    pairs = tuple((north, east - 40_000_000) for north, east in ring())
    header = {"坐标系": "2000国家大地坐标系"}
    return Sheet(header=header).parcel(pairs, area="1.0000").text().encode("gb18030")


def touched() -> bytes:
    """The same lot with a hole along its northern side: valid as written, no valid ground."""
    a, b, c, d = ring()
    hole = ((b[0], b[1] + 20), (b[0], b[1] + 60), (b[0] - 20, b[1] + 60), (b[0] - 20, b[1] + 20))
    return Sheet(header=dict(HEADER)).parcel((a, b, c, d), hole, area="0.9200").text().encode("gb18030")


def in_degrees(srid: int = 4490) -> bytes:
    """The same lot as GeoJSON in degrees, its system named."""
    corners = [to_lonlat(east, north, srid=ZONE) for north, east in ring()]
    shape = {"type": "Polygon", "coordinates": [[*corners[::-1], corners[-1]]]}
    system = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{srid}"}}
    parcel = {"type": "Feature", "properties": {"名称": "地块一"}, "geometry": shape}
    told = {"type": "FeatureCollection", "crs": system, "features": [parcel]}
    return json.dumps(told, ensure_ascii=False).encode()


@pytest.fixture(autouse=True)
def _blobs(tmp_path, settings):
    """Keep blobs of a test to itself."""
    engine = "django.core.files.storage.FileSystemStorage"
    folder = {"BACKEND": engine, "OPTIONS": {"location": tmp_path / "blobs"}}
    with override_settings(STORAGES=settings.STORAGES | {"default": folder}):
        yield


@pytest.fixture
def near(monkeypatch, tmp_path):
    """Read in this process what the sandbox's child would, without its start-up time."""
    turn = iter(range(1000))

    def read(path: Path, *, name, county=None, declared=AS_FOUND, progress=None):
        task = Task(
            name=name, declared=declared, county=county, tolerances=DEFAULT_TOLERANCES,
            capacity=DEFAULT_CAPACITY, limits=DEFAULT_LIMITS,
        )  # fmt: skip
        work = tmp_path / f"near-{next(turn)}"
        work.mkdir()
        try:
            return read_here(path, task, work=work, tell=progress or (lambda stage, percent: None))
        except Refused as refused:
            raise FileRefused(problem=refused.problem) from None

    monkeypatch.setattr(checking, "read_survey", read)


@pytest.fixture
def officer(person, regions):
    """A land officer of the whole province."""
    return person("land", region="97", name="officer")


@pytest.fixture
def received(officer, near):
    """A function that hands a survey in and has a worker read it."""

    def make(content: bytes, name: str = "界址点.txt", *, actor=None, **answers) -> SurveyBatch:
        batch = services.receive_survey(
            actor=actor or officer, stream=io.BytesIO(content), name=name, answers=answers, on=TODAY
        )
        return worked(batch)

    return make


def worked(batch: SurveyBatch) -> SurveyBatch:
    """Let a worker do the survey's job."""
    batch.refresh_from_db()
    run_job(job_id=str(batch.job_id))
    batch.refresh_from_db()
    return batch


SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(officer, near):
    """The officer's browser."""
    client = Client()
    client.force_login(User.objects.get(pk=officer.user_id), SIGN_IN)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client
