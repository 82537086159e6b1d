"""What every test may ask for: a small invented country of four towns, units, people, projects."""

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.utils import translation
from hypothesis import settings

from portal.accounts.actor import Actor, public_actor, system_actor
from portal.accounts.models import Grant, Organisation, User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.projects.services import ProjectFacts, publish_project, register_project
from spatial.regions.models import Region, RegionSource

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")
PBKDF2PasswordHasher.iterations = 1  # a hash says how often it was turned, so any process can check it
UNIT_USCC = "91350100M000100Y43"
WEST, SOUTH, STEP = 120.0, 30.0, 0.1


@pytest.fixture(autouse=True)
def _clock_stands():
    with clock.standing_at(NOON):
        yield


@pytest.fixture(autouse=True)
def _chinese_first():
    """Begin in the usual language: a page asked for by the test before leaves its own behind."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hash at once: the slow way is Django's own, and half of the suite's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files made by others."""
    given = os.environ.get("GONGTU_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real files (GONGTU_SHARED_DATA) is absent")
    return folder


def square(column: float, row: float, size: float = 0.02) -> Polygon:
    """A square lot; column and row count tenths of a degree from the country's south-west corner."""
    west, south = WEST + column * STEP, SOUTH + row * STEP
    shape = Polygon.from_bbox((west, south, west + size, south + size))
    shape.srid = 4326
    return shape


def _region(source: RegionSource, code: str, level: int, box: tuple[float, float, float, float]) -> Region:
    shape = MultiPolygon(Polygon.from_bbox(box), srid=4326)
    merc = shape.transform(3857, clone=True)
    return Region.objects.create(
        code=code, name=f"区{code}", name_en=f"Region {code}", level=level, valid_from=date(2020, 1, 1),
        population=100_000, area_sqm=1e8, geom=shape, merc_low=merc, merc_mid=merc,
        label_point=Point(*shape.centroid.coords, srid=4326), source=source,
    )  # fmt: skip


@pytest.fixture
def regions(db) -> dict[str, Region]:
    """The four towns: see ``make_regions``."""
    return make_regions()


def make_regions() -> dict[str, Region]:
    """One province 97, city 9701, counties 970101 and 970102 side by side, two towns in each, one
    above the other.
    """
    source = RegionSource.objects.create(title="test", authority="test", sha256="0" * 64, imported_at=NOON)
    w, s, d = WEST, SOUTH, STEP
    boxes = {
        ("97", 1): (w, s, w + 2 * d, s + 2 * d),
        ("9701", 2): (w, s, w + 2 * d, s + 2 * d),
        ("970101", 3): (w, s, w + d, s + 2 * d),
        ("970102", 3): (w + d, s, w + 2 * d, s + 2 * d),
        ("970101001", 4): (w, s, w + d, s + d),
        ("970101002", 4): (w, s + d, w + d, s + 2 * d),
        ("970102001", 4): (w + d, s, w + 2 * d, s + d),
        ("970102002", 4): (w + d, s + d, w + 2 * d, s + 2 * d),
    }
    return {code: _region(source, code, level, box) for (code, level), box in boxes.items()}


@pytest.fixture
def province(db) -> Organisation:
    """The provincial government: the root."""
    return Organisation.objects.create(
        name="省政府", name_en="Province", kind="government", path="/1/", region_code="97"
    )


@pytest.fixture
def unit(province) -> Organisation:
    """A project unit."""
    return Organisation.objects.create(
        name="东江建设中心", name_en="Dongjiang Works", kind="unit", parent=province, path="/1/2/",
        region_code="970101", uscc=UNIT_USCC,
    )  # fmt: skip


@pytest.fixture
def other_unit(province) -> Organisation:
    """Another unit, in the county next door."""
    return Organisation.objects.create(
        name="西山水务局", name_en="Xishan Water", kind="unit", parent=province, path="/1/3/",
        region_code="970102", uscc="91110000600037341L",
    )  # fmt: skip


@pytest.fixture
def person(province, unit):
    """A function that makes a signed-in person's actor: ``person("plan", region="9701")``."""

    def make(role: str, *, organisation=None, region="97", clearance="internal", name="", **scope) -> Actor:
        body = organisation or (unit if role.startswith("pu_") else province)
        user = User.objects.create_user(
            username=name or f"{role}-{region}-{User.objects.count()}", organisation=body
        )
        user.set_password("a long test phrase")
        user.save()
        Grant.objects.create(
            user=user, role=role, organisation=body, region_code=region, clearance=clearance,
            valid_from=date(2020, 1, 1), **scope,
        )  # fmt: skip
        return actor_of(user, on=TODAY)

    return make


@pytest.fixture
def anyone() -> Actor:
    """The public."""
    return public_actor()


@pytest.fixture
def everything() -> Actor:
    """An actor who sees all."""
    return system_actor("test")


def facts(**changes) -> ProjectFacts:
    """An ordinary project; the test states only what matters."""
    ordinary = {
        "name": "东江中学扩建工程", "name_en": "Dongjiang School", "sector": "education",
        "funding_source": "county_budget", "nature": "expansion", "investment_yuan": Decimal("12000000.00"),
        "label": "public", "planned_start": date(2026, 1, 1), "planned_end": date(2027, 12, 31),
    }  # fmt: skip
    return ProjectFacts(**(ordinary | changes))


@pytest.fixture
def file_project(regions, unit, person):
    """A function that files a project at a lot: ``file_project(0.2, 0.2, published=True,
    label="public")``.
    """
    clerks: dict[object, Actor] = {}
    planner = person("plan", region="97", clearance="sensitive", name="publishing planner")

    def make(column=0.2, row=0.2, *, owner=None, published=False, geom=None, **changes):
        body = owner or unit
        if body.pk not in clerks:
            clerks[body.pk] = person(
                "pu_head", organisation=body, name=f"head {body.path}", clearance="sensitive"
            )
        project = register_project(
            actor=clerks[body.pk], owner=body, facts=facts(**changes),
            geom=geom or square(column, row), on=TODAY,
        )  # fmt: skip
        if published:
            project = publish_project(
                actor=planner, code=project.code, version=project.version, published=True
            )
        return project

    return make
