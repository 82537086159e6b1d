"""The ground line of a model: on its structure's feature, and inside or outside what was approved."""

import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry

from bim.catalog.services.placing import ByHand, place_model
from portal.accounts.models import User
from portal.projects.models import ProjectApproval
from spatial.coordinates.transform import transform_geometry
from spatial.features.models import Feature
from spatial.features.services import Placement, place_feature
from tests.bim.models import PLACED, building, wall
from tests.conftest import NOON, TODAY

EAST, NORTH, SRID = 502_000.0, 3_322_000.0, 4549
PLACE = PLACED.format(east=EAST, north=NORTH)
RING = {
    0: wall(0, length=10.0, y=0.0, name="South"), 1: wall(1, length=10.0, y=8.0, name="North"),
    2: wall(2, x=-4.9, y=4.0, length=0.2, depth=8.2, name="West"),
    3: wall(3, x=4.9, y=4.0, length=0.2, depth=8.2, name="East"),
    4: wall(4, y=4.0, z=3.0, length=10.0, depth=8.2, height=0.3, name="Roof")
    .replace("IFCWALL(", "IFCSLAB(").replace(".STANDARD.", ".ROOF."),
}  # fmt: skip
"""Four walls and a roof, 10 m by 8.2 m: from -5 to 5 and from -0.1 to 8.1."""


def on_map(west, south, east, north) -> GEOSGeometry:
    """A rectangle of the zone, metres from the model's zero, in degrees."""
    plane = shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)
    degrees = transform_geometry(plane, source=SRID, target=4326)
    return GEOSGeometry(memoryview(shapely.to_wkb(degrees)), srid=4326)


@pytest.fixture
def permit(project, engineer):
    """A function that gives the project a planning permit whose boundary it is told."""

    def make(west, south, east, north, kind="A6"):
        site = project.site
        extent = place_feature(
            actor=engineer, valid_from=TODAY,
            placement=Placement(
                kind="permit_extent", geom=on_map(west, south, east, north), region_code=site.region_code,
                organisation_id=site.organisation_id, label=site.label, parent=site,
            ),
        )  # fmt: skip
        ProjectApproval.objects.create(
            project=project, kind=kind, number=f"建字第1号-{kind}", authority="规划局", issued_on=TODAY,
            extent=extent, recorded_at=NOON,
        )  # fmt: skip

    return make


def area_m2(feature: Feature) -> float:
    plane = transform_geometry(shapely.from_wkb(bytes(feature.geom.wkb)), source=4326, target=SRID)
    return float(plane.area)


def test_the_ground_line_takes_the_place_of_the_drawn_footprint(take_in, structure):
    version = structure.version
    revision = take_in(building(RING, place=PLACE))
    feature = Feature.objects.get(pk=structure.pk)
    assert area_m2(feature) == pytest.approx(82.0, rel=0.01)
    assert revision.outlines["ground"]["area_m2"] == pytest.approx(82.0, rel=0.01)
    assert feature.version == version + 1
    assert feature.attributes["revision"] == str(revision.pk)
    assert revision.land == {"unanswered": "no_boundary"}


def test_a_building_inside_its_permit_finds_nothing(take_in, permit):
    permit(-20, -20, 20, 20)
    land = take_in(building(RING, place=PLACE)).land
    assert (land["outer"], land["findings"], land["elements"]) == ("A6", [], [])


def test_a_building_across_its_permit_is_told_by_how_much_and_with_which_elements(take_in, permit):
    permit(-20, -20, 3.8, 20)
    land = take_in(building(RING, place=PLACE)).land
    finding = land["findings"][0]
    assert (finding["rule"], finding["severity"]) == ("L05", "error")
    assert finding["distance_m"] == pytest.approx(1.2, abs=0.01)
    assert finding["area_sqm"] == pytest.approx(1.2 * 8.2, rel=0.02)
    assert finding["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    lines = {one["name"]: one["line"] for one in land["elements"]}
    assert lines == {"South": "ground", "North": "ground", "East": "ground", "Roof": "full"}
    assert land["elements"][0]["distance_m"] == pytest.approx(1.2, abs=0.005)
    chain = land["findings"][1]
    assert (chain["rule"], chain["severity"], chain["facts"]["outer"]) == ("L04", "error", "A6")


def test_footings_are_told_as_buried_and_no_wall_reaches_farther_than_its_line(take_in, permit):
    permit(-20, -20, 3.8, 20)
    footing = wall(5, x=4.9, y=4.0, z=-1.8, length=1.6, depth=9.6, height=0.6, name="Footing")
    text = building(RING | {5: footing.replace("IFCWALL(", "IFCFOOTING(")}, place=PLACE)
    land = take_in(text).land
    line_m = land["lines"]["ground"]["distance_m"]
    assert line_m == pytest.approx(land["findings"][0]["distance_m"], abs=1e-3)
    told = {one["name"]: (one["line"], one["distance_m"]) for one in land["elements"]}
    assert told["Footing"] == ("basement", pytest.approx(1.9, abs=0.01))
    assert all(far <= line_m + 0.005 for line, far in told.values() if line == "ground")
    assert [one["line"] for one in land["elements"]][-1] == "full"


def test_the_chain_is_held_boundary_by_boundary(take_in, permit):
    """Half a metre beyond the siting permit's line, well within the planning permit: L04 alone speaks."""
    permit(-20, -20, 4.5, 20, kind="A5")
    permit(-20, -20, 20, 20)
    land = take_in(building(RING, place=PLACE)).land
    assert [(one["rule"], one["severity"], one["facts"]["outer"]) for one in land["findings"]] == [
        ("L04", "warn", "A5")
    ]
    assert land["outer"] == "A6"


def test_the_map_and_the_list_tell_what_the_rules_found(take_in, permit, engineer, client):
    permit(-20, -20, 3.8, 20)
    revision = take_in(building(RING, place=PLACE))
    assert client.get(f"/api/v1/revisions/{revision.pk}/crossings/").status_code == 404
    client.force_login(User.objects.get(pk=engineer.user_id))
    told = client.get(f"/api/v1/revisions/{revision.pk}/crossings/").json()
    assert [one["rule"] for one in told["findings"]] == ["L05", "L04"]
    assert told["findings"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert told["elements"][0]["line"] == "ground"
    scene = client.get(f"/api/v1/revisions/{revision.pk}/scene/").json()
    reach = [one.box[5] for one in revision.elements.filter(el__in=[one["el"] for one in told["elements"]])]
    assert scene["land"]["top_m"] == pytest.approx(max(reach), abs=0.001)
    found = client.get("/api/v1/models/crossings/").json()
    assert {one["properties"]["model"] for one in found["features"]} == {str(revision.model_id)}
    assert found["features"][0]["properties"]["elements"] == len(told["elements"])


def test_a_decision_about_its_place_is_held_against_the_permit_at_once(take_in, permit, engineer):
    permit(-20, -20, 20, 20)
    revision = take_in(building(RING))
    assert revision.land == {}
    moved = on_map(40, 0, 41, 1).centroid
    decided = ByHand(lon=moved.x, lat=moved.y, rotation_deg=0.0, height_m=0.0)
    place_model(actor=engineer, model_id=revision.model_id, decided=decided, reason="Mark", on=TODAY)
    revision.refresh_from_db()
    assert [one["rule"] for one in revision.land["findings"]] == ["L05", "L04"]
    assert len(revision.land["elements"]) == 5


def test_other_disciplines_do_not_move_the_ground_line(take_in, structure):
    take_in(building(RING, place=PLACE))
    version = Feature.objects.get(pk=structure.pk).version
    take_in(building({0: wall(0, length=30.0)}, place=PLACE), name="ducts", discipline="mep")
    assert Feature.objects.get(pk=structure.pk).version == version


def test_a_model_abroad_is_published_and_says_why_its_ground_is_not_kept(take_in, structure):
    text = building(RING, place=PLACE).replace(b"EPSG:4549", b"EPSG:25832")
    revision = take_in(text.replace(b"3322000.0", b"5438232.0"))
    assert revision.state == "published"
    assert revision.land["unanswered"] == "coordinates_out_of_range"
    assert Feature.objects.get(pk=structure.pk).geom.geom_type == "Point"
