"""What an anonymous answer holds: published fields, named one by one, and the coarsened ground."""

import json

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from api.exports import MEDIA_TYPES
from portal.accounts.models import Organisation
from portal.projects.models import FundingLine, Project, ProjectApproval
from spatial.features.models import Feature
from tests.conftest import NOON, square
from tests.walk.addresses import READ
from tests.walk.people import PEOPLE
from tests.walk.reading import text_of

ANONYMOUS = next(person for person in PEOPLE if person.name == "anonymous")
FIELDS = {
    "code", "investment_code", "name", "name_en", "region_code", "region_name", "sector", "funding_source",
    "nature", "stage", "status", "planned_start", "planned_end", "actual_start", "actual_end",
    "figures_as_of", "investment_yuan", "paid_yuan", "allocated_yuan", "progress_pct", "owner_name",
}  # fmt: skip
NAMED = FIELDS | {"region_name_en", "owner_name_en"}
DETAIL = NAMED | {"region_path", "anchor", "approvals", "sections", "allowed_actions"}
FEATURE = {"kind", "subkind", "code", "name", "name_en", "region_code", "parent", "root"}


@pytest.fixture
def public(browser_of):
    return browser_of(ANONYMOUS)


def test_a_list_a_detail_and_an_export_hold_published_fields_only(public, land):
    code = land.projects[1].code
    (first, *_rest) = public.get("/api/v1/projects/").json()["features"]
    detail = public.get(f"/api/v1/projects/{code}/").json()["properties"]
    assert (set(first["properties"]), set(detail)) == (NAMED, DETAIL)
    assert detail["allowed_actions"] == []
    assert detail["anchor"] == list(Project.objects.get(code=code).site.public_anchor.coords)
    assert set(detail["approvals"][0]) == {
        "kind", "number", "authority", "issued_on", "valid_to", "expired", "used", "standing",
    }
    exported = json.loads(b"".join(public.get("/api/v1/exports/projects.geojson").streaming_content))
    assert set(exported["features"][0]["properties"]) == FIELDS


def test_a_feature_holds_published_fields_only_and_no_kind_that_stays_inside(public, land):
    listed = public.get("/api/v1/features/?limit=200").json()["features"]
    assert {key for row in listed for key in row["properties"]} == FEATURE
    kinds = {row["properties"]["kind"] for row in listed}
    assert kinds == {"site", "section", "structure", "service_area", "control_line"}


def test_every_public_shape_is_the_coarsened_one(public, land):
    for row in public.get("/api/v1/features/?limit=200").json()["features"]:
        stored = Feature.objects.get(pk=row["id"])
        assert row["geometry"] == json.loads(stored.public_geom.json)
    for row in public.get("/api/v1/projects/").json()["features"]:
        site = Project.objects.select_related("site").get(pk=row["id"]).site
        assert tuple(row["geometry"]["coordinates"]) == site.public_anchor.coords
        shape = public.get(f"/api/v1/projects/{row['properties']['code']}/").json()["geometry"]
        assert shape == json.loads(site.public_geom.json)


def _change_what_is_not_published() -> None:
    for site in Feature.objects.filter(kind="site"):
        west, south, *_rest = site.geom.extent
        moved = square((west - 120) / 0.1 + 0.0004, (south - 30) / 0.1 + 0.0004, 0.0201)
        Feature.objects.filter(pk=site.pk).update(geom=moved, attributes={"told": "x"}, version=9)
    Project.objects.update(
        content="另文", address="另址", version=7, updated_at=NOON.replace(year=2025),
        search_text=Concat("search_text", Value("另址")),
    )  # fmt: skip
    Organisation.objects.filter(uscc__startswith="9135").update(uscc="91350100M000100Y51")
    ProjectApproval.objects.update(file=None)
    FundingLine.objects.all().delete()


def test_what_is_not_published_may_change_without_the_public_noticing(public, land):
    asked = [address for route in READ for address in READ[route](land)]
    before = {address: text_of(public.get(address)) for address in asked}
    _change_what_is_not_published()
    after = {address: text_of(public.get(address)) for address in asked}
    assert [address for address in asked if before[address] != after[address]] == []


@pytest.mark.parametrize("word", ["QzA1zQ", "qza1zq", "路"])
def test_nobody_finds_a_project_by_what_is_not_published(public, browser_of, land, word):
    assert public.get("/api/v1/projects/", {"q": word}).json()["features"] == []
    assert public.get("/api/v1/projects/totals/", {"q": word}).json()["projects"] == 0
    planner = browser_of(next(person for person in PEOPLE if person.name == "plan"))
    assert planner.get("/api/v1/projects/", {"q": word}).json()["features"]


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_public_eyes_see_in_a_file_what_the_public_sees(public, browser_of, land, form):
    eyes = browser_of(next(person for person in PEOPLE if person.name == "public eyes"))
    mine = eyes.get(f"/api/v1/exports/projects.{form}?view=public")
    assert text_of(mine) == text_of(public.get(f"/api/v1/exports/projects.{form}"))
