"""The clusters of every zoom, the list, the totals and plain SQL say the same, to the cent."""

import random
from decimal import Decimal

import pytest
from django.db import connection

from portal.core import clock
from portal.projects.filters import parse_filter
from portal.projects.layers import PROJECTS
from portal.projects.models import Project
from portal.projects.selectors import find_projects
from portal.projects.totals import totals
from spatial.tiles.layer import Question
from spatial.tiles.render import render
from tests.conftest import TODAY, square
from tests.tiles.reading import properties, tile_at, tiles_over

ZOOMS = (0, 3, 5, 7, 8, 9, 10, 11, 12)
CHOICES = {
    "region": ("", "", "97", "9701", "970101", "970102", "970101001", "970102002"),
    "sector": ("", "", "education", "road,health", "energy"),
    "status": ("", "", "on_track", "late_start,not_started", "done"),
    "nature": ("", "new", "expansion,new"),
    "amount_min": ("", "", "5000000", "12000000.01"),
    "amount_max": ("", "", "40000000"),
    "year_from": ("", "2025", "2027"),
    "bbox": ("", "", "120.0,30.0,120.1,30.1", "120.05,30.02,120.16,30.2"),
    "q": ("", "", "东江", "gong"),
}


@pytest.fixture
def country(file_project, other_unit):
    """Forty projects, some hidden from some, some across borders, two on one spot."""
    chance = random.Random(20261120)
    for number in range(40):
        column, row = chance.uniform(0.01, 1.85), chance.uniform(0.01, 1.85)
        file_project(
            column, row, owner=other_unit if number % 3 == 0 else None,
            name=f"{chance.choice(('东江', '西山'))}工程{number}",
            sector=chance.choice(("education", "road", "health", "energy")),
            nature=chance.choice(("new", "expansion")),
            label=chance.choice(("public", "public", "internal", "sensitive")),
            investment_yuan=Decimal(chance.randrange(1, 9_999_999_999)) / 100,
            planned_start=TODAY.replace(year=chance.choice((2025, 2026, 2027))),
            planned_end=TODAY.replace(year=2028),
            actual_start=chance.choice((None, TODAY.replace(year=2025))),
        )  # fmt: skip
    same = square(0.3, 0.3)
    for name in ("甲", "乙"):
        file_project(geom=same, name=name, investment_yuan=Decimal("0.01"))
    file_project(geom=square(0.9, 0.9, 0.03), name="跨县", investment_yuan=Decimal("99999999999999.99"))
    Project.objects.filter(label="public").update(published=True)


@pytest.fixture
def actors(person, other_unit, anyone, everything):
    return [
        everything, anyone,
        person("plan", region="97"),
        person("dept_head", region="970101", clearance="sensitive"),
        person("pu_clerk", organisation=other_unit, region="97"),
        person("eng", region="97", sectors=["road", "health"]),
        person("sysadm"),
    ]  # fmt: skip


def _sum(zoom: int, actor, words) -> tuple[int, Decimal]:
    cells = [cell for tile in tiles_over(zoom) for cell in properties(PROJECTS, tile, actor=actor, **words)]
    money = sum((Decimal(cell["investment_yuan"]) for cell in cells), Decimal(0))
    return sum(cell["count"] for cell in cells), money


def test_clusters_of_every_zoom_equal_totals_list_and_sql(country, actors):
    chance = random.Random(7)
    seen = set()
    for round_number in range(24):
        words = {name: chance.choice(values) for name, values in CHOICES.items() if chance.random() < 0.35}
        words = {name: value for name, value in words.items() if value}
        actor = actors[round_number % len(actors)]
        criteria = parse_filter(words)
        whole = totals(actor=actor, criteria=criteria, on=clock.today())
        listed = list(find_projects(actor=actor, criteria=criteria, on=clock.today()))
        expected = (whole.projects, whole.investment_yuan)
        assert (len(listed), sum((p.allocated_yuan for p in listed), Decimal(0))) == expected, words
        for zoom in chance.sample(ZOOMS, 4):
            assert _sum(zoom, actor, words) == expected, (zoom, words, actor)
        seen.add(whole.projects)
    assert len(seen) > 5, "the filters must tell projects apart"


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_zoom_holds_every_project_once(country, everything, zoom):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(investment_yuan) FROM projects_project")
        assert _sum(zoom, everything, {}) == cursor.fetchone()


@pytest.mark.parametrize("kept_from", ["enable_hashagg", "enable_sort"])
def test_a_tile_is_the_same_bytes_however_the_database_gathers(country, everything, kept_from):
    asked = [Question(actor=everything, tile=tile, on=TODAY) for tile in tiles_over(10)]
    usual = [render(PROJECTS, question) for question in asked]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'off', true)", [kept_from])
    assert [render(PROJECTS, question) for question in asked] == usual
    most = max(len(properties(PROJECTS, tile, actor=everything)) for tile in tiles_over(10))
    assert most > 5, "there must be something to put in order"


def test_the_deepest_zooms_still_count_two_on_one_spot(country, everything):
    spot = Project.objects.select_related("site").get(name="甲").site.anchor
    for zoom in (16, 20, 22):
        cells = properties(PROJECTS, tile_at(spot.x, spot.y, zoom), actor=everything)
        assert [(cell["count"], cell["investment_yuan"]) for cell in cells] == [(2, "0.02")]


def test_a_cluster_shows_its_gravest_status_and_a_single_its_own_facts(file_project, everything):
    later = {"planned_start": TODAY.replace(year=2028), "planned_end": TODAY.replace(year=2029)}
    calm = file_project(0.2, 0.2, **later)
    spot = calm.site.anchor
    (alone,) = properties(PROJECTS, tile_at(spot.x, spot.y, 9), actor=everything)
    assert (alone["code"], alone["status"], alone["worst"], alone["progress"]) == (
        calm.code, "not_started", "not_started", 0.0,
    )  # fmt: skip
    file_project(0.2, 0.2, planned_start=TODAY.replace(year=2025), planned_end=TODAY.replace(year=2029))
    (both,) = properties(PROJECTS, tile_at(spot.x, spot.y, 9), actor=everything)
    assert both["worst"] == "late_start"
    assert "code" not in both and "status" not in both
