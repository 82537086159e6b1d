"""Lists, searches, totals and tiles find their rows by an index, by the database's own choice.

Twenty thousand projects are enough that the planner prefers the index where there is one; nothing is
switched off. What is asked is the very query the door asks. Afterwards the tables are made anew, or every
later test would read past dead rows.
"""

import pytest
from django.contrib.gis.geos import Polygon
from django.db import connection, transaction
from django.test import RequestFactory
from rest_framework.request import Request

from api.paging import page_of
from api.projects import PUBLIC_SORTS, SORTS
from portal.accounts.actor import public_actor, system_actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.core.sql import read
from portal.projects.filters import parse_filter
from portal.projects.layers import LAYERS
from portal.projects.selectors import find_projects, list_features
from spatial.tiles.layer import Question
from spatial.tiles.render import whole
from tests.architecture.sources import ROOT
from tests.conftest import NOON, TODAY, make_regions
from tests.tiles.reading import tile_at

LAND_SQL = ROOT / "spatial" / "land" / "sql"
MANY = (ROOT / "tests" / "architecture" / "many.sql").read_text(encoding="utf-8")
EVERYBODY = system_actor("test")
BY_NAME = {layer.name: layer for layer in LAYERS}


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clock.standing_at(NOON), transaction.atomic():
        make_regions()
        owner = Organisation.objects.create(
            name="省", kind="government", path="/1/", region_code="97", uscc=""
        )
        with connection.cursor() as cursor:
            cursor.execute(MANY, {"owner": owner.pk, "day": TODAY, "now": NOON, "many": 20_000})
        connection.check_constraints()  # once, here: each test would do it again at its end
        yield
        transaction.set_rollback(True)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM features_feature, projects_project")  # ledgers beside them let no row go


@pytest.fixture
def many(planted, db) -> None:
    """Twenty thousand projects."""


def _plan(sql: str, params=None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def _found(actor=EVERYBODY, **words):
    return find_projects(actor=actor, criteria=parse_filter(words), on=TODAY)


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ({"q": "gongcheng777"}, "project_search"),
        ({"region": "970101001"}, "project_region_prefix"),
        ({"bbox": "120.01,30.01,120.012,30.012"}, "feature_geom"),
        ({"owner": "00000000-0000-0000-0000-000000000007"}, "owner_id"),
    ],
)
def test_a_filter_finds_its_rows_by_an_index(many, words, index):
    plan = _plan(*_found(**words).query.sql_with_params())
    assert index in plan, plan


@pytest.mark.parametrize("sort", ["code", "name", "-investment_yuan", "investment_yuan"])
def test_a_page_is_read_from_an_index_and_not_sorted_whole(many, sort, django_assert_max_num_queries):
    asked = Request(RequestFactory().get("/", {"sort": sort, "limit": "50"}))
    with django_assert_max_num_queries(1) as told:
        page_of(_found(), request=asked, sorts=SORTS)
    plan = _plan(told.captured_queries[-1]["sql"])
    assert "Seq Scan on projects_project" not in plan, plan


@pytest.mark.parametrize(
    ("layer", "who", "index"),
    [
        ("projects", "all", "project_place"),
        ("projects", "public", "project_public_place"),
        ("sites", "all", "feature_site_merc"),
        ("sites", "public", "feature_site_public_merc"),
        ("sections", "all", "feature_section_merc"),
        ("sections", "public", "feature_section_public_merc"),
        ("structures", "all", "feature_structure_merc"),
        ("structures", "public", "feature_structure_public_merc"),
        ("parcels", "all", "feature_parcel_merc"),
        ("control_lines", "all", "feature_control_line_merc"),
        ("control_lines", "public", "feature_control_line_public_merc"),
    ],
)
def test_a_tile_is_found_by_its_place(many, layer, who, index):
    actor = public_actor() if who == "public" else EVERYBODY
    asked = whole(BY_NAME[layer], Question(actor=actor, tile=tile_at(120.05, 30.05, 15), on=TODAY))
    plan = _plan(asked)
    assert index in plan, plan
    assert "st_transform" not in plan.lower()


@pytest.mark.parametrize(
    ("statement", "index"),
    [("control_hits", "land_piece_geom"), ("overlaps", "feature_parcel_geom")],
)
def test_measuring_finds_its_neighbours_by_place(many, statement, index):
    box = bytes(Polygon.from_bbox((120.05, 30.05, 120.052, 30.052)).wkb)
    given = {"keys": ["0"], "shapes": [box], "srids": [4528], "own": [None], "counties": [""], "on": TODAY,
             "least_sqm": 1.0}  # fmt: skip
    plan = _plan(read(LAND_SQL / f"{statement}.sql"), given)
    assert index in plan, plan
    assert "Seq Scan on features_feature" not in plan and "Seq Scan on land_controlpiece" not in plan, plan


def test_the_ground_of_one_project_is_found_by_its_root(many):
    root = list_features(actor=EVERYBODY).first().pk
    plan = _plan(*list_features(actor=EVERYBODY).filter(root_id=root).query.sql_with_params())
    assert "root" in plan and "Seq Scan" not in plan


def test_the_public_sorts_by_nothing_that_is_not_published():
    assert "updated_at" in SORTS and "updated_at" not in PUBLIC_SORTS
