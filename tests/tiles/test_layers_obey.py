"""What a person may not see, and what the filter leaves out, is in no tile."""

import pytest

from portal.projects.layers import CONTROL_LINES, LAYERS, PROJECTS, SITES
from spatial.features.models import Feature
from tests.conftest import TODAY, square
from tests.tiles.reading import features, properties, tile_at

BY_NAME = {layer.name: layer for layer in LAYERS}
MEMBERS = ("sections", "structures", "parcels")
ZOOM = 15


def _member(project, kind: str, *, size: float = 0.004) -> Feature:
    west, south, *_rest = project.site.geom.extent
    shape = square((west - 120) / 0.1, (south - 30) / 0.1, size)
    return Feature.objects.create(
        kind=kind, parent=project.site, root=project.site, code=f"{project.code}-{kind}", name=kind,
        organisation=project.owner, region_code=project.region_code, geom=shape, public_geom=shape,
        valid_from=TODAY, recorded_at=project.created_at,
    )  # fmt: skip


@pytest.fixture
def school(file_project):
    """A project with one of each member, internal and not published."""
    project = file_project(0.2, 0.2, label="internal", sector="education")
    for kind in ("section", "structure", "parcel"):
        _member(project, kind)
    return project


def _tile(project):
    west, south, *_rest = project.site.geom.extent
    return tile_at(west + 0.001, south + 0.001, ZOOM)


def test_members_are_drawn_for_those_who_see_the_project(school, person):
    planner = person("plan")
    assert [p["project"] for p in properties(SITES, _tile(school), actor=planner)] == [school.code]
    for name in MEMBERS:
        (drawn,) = properties(BY_NAME[name], _tile(school), actor=planner)
        assert drawn["code"].startswith(school.code) and drawn["kind"] == name[:-1]


@pytest.mark.parametrize("name", ["projects", "sites", *MEMBERS])
def test_nobody_else_sees_them(school, person, anyone, other_unit, name):
    layer = BY_NAME[name]
    strangers = [
        anyone, person("plan", region="970102"), person("pu_head", organisation=other_unit), person("sysadm"),
        person("plan", clearance="public"), person("eng", sectors=["road"]),
    ]  # fmt: skip
    anchor = school.site.anchor
    tile = tile_at(anchor.x, anchor.y, 15) if layer is PROJECTS else _tile(school)
    assert properties(layer, tile, actor=person("plan"))
    assert [properties(layer, tile, actor=stranger) for stranger in strangers] == [[]] * 6


@pytest.mark.parametrize("name", ["projects", "sites", *MEMBERS])
def test_shapes_obey_the_filter_of_the_list(school, everything, name):
    layer = BY_NAME[name]
    anchor = school.site.anchor
    tile = tile_at(anchor.x, anchor.y, 15) if name == "projects" else _tile(school)
    assert properties(layer, tile, actor=everything, sector="education,road")
    assert not properties(layer, tile, actor=everything, sector="road")
    assert not properties(layer, tile, actor=everything, region="970102")
    assert not properties(layer, tile, actor=everything, amount_min="12000000.01")


def test_the_public_sees_only_the_coarsened_ground(file_project, anyone, everything):
    project = file_project(0.2003, 0.2003, published=True, label="public")
    exact = features(SITES, _tile(project), actor=everything)[0]["geometry"]
    coarse = features(SITES, _tile(project), actor=anyone)[0]["geometry"]
    assert exact != coarse
    anchor = project.site.public_anchor
    (point,) = properties(PROJECTS, tile_at(anchor.x, anchor.y, 20), actor=anyone)
    assert point["code"] == project.code


def test_the_public_sees_no_parcels(file_project, anyone):
    project = file_project(0.2, 0.2, published=True, label="public")
    _member(project, "parcel")
    _member(project, "section")
    assert not properties(BY_NAME["parcels"], _tile(project), actor=anyone)
    assert properties(BY_NAME["sections"], _tile(project), actor=anyone)


def test_a_control_line_that_ended_is_drawn_no_more(unit, everything):
    shape = square(0.5, 0.5, 0.05)
    line = Feature.objects.create(
        kind="control_line", subkind="farmland", organisation=unit, region_code="970101001", geom=shape,
        valid_from=TODAY.replace(year=2020), recorded_at="2020-01-01T00:00Z",
    )  # fmt: skip
    tile = tile_at(120.07, 30.07, 12)
    assert [p["subkind"] for p in properties(CONTROL_LINES, tile, actor=everything)] == ["farmland"]
    Feature.objects.filter(pk=line.pk).update(valid_to=TODAY.replace(year=2025))
    assert not properties(CONTROL_LINES, tile, actor=everything)
