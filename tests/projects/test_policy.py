"""One predicate decides who sees what, and it fails closed."""

import pytest

from portal.accounts.actor import Actor, Scope
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import (
    ProjectNotFound,
    find_projects,
    get_project,
    list_features,
    list_projects,
)
from tests.conftest import TODAY


@pytest.fixture
def library(file_project, other_unit):
    return {
        "east": file_project(0.2023, 0.2017, published=True),
        "west": file_project(1.2, 0.2, owner=other_unit, label="internal"),
        "secret": file_project(0.5, 1.5, label="sensitive"),
        "unpublished": file_project(0.6, 0.3, label="public"),
    }


def seen(actor) -> set[str]:
    return set(list_projects(actor=actor).values_list("code", flat=True))


def test_the_public_sees_what_is_labelled_public_and_published(library, anyone):
    assert seen(anyone) == {library["east"].code}


def test_a_county_planner_sees_down_not_sideways(library, person):
    assert seen(person("plan", region="970102")) == {library["west"].code}


def test_clearance_opens_sensitive_projects(library, person):
    assert library["secret"].code not in seen(person("plan", region="97"))
    assert library["secret"].code in seen(person("plan", region="97", clearance="sensitive"))


def test_a_unit_sees_its_own(library, person, other_unit):
    assert seen(person("pu_clerk", organisation=other_unit)) == {library["west"].code}


def test_a_scope_of_single_projects_opens_only_these_and_their_ground(library, person):
    actor = person("tp", projects=[library["east"].pk])
    assert seen(actor) == {library["east"].code}
    assert set(list_features(actor=actor).values_list("root_id", flat=True)) == {library["east"].site_id}


def test_a_scope_of_sectors_opens_only_these(library, person):
    assert seen(person("dept_reviewer", sectors=["health"])) == set()


@pytest.mark.parametrize("role", ["sysadm", "secadm", "audadm"])
def test_administrators_see_no_business_record(library, person, role):
    actor = person(role)
    assert seen(actor) == set() and not list_features(actor=actor).exists()


def test_somebody_without_any_grant_sees_nothing(library):
    nobody = Actor(user_id=1, name="x", organisation_id=None)
    assert seen(nobody) == set() and not list_features(actor=nobody).exists()


@pytest.mark.parametrize("empty", ["organisation_path", "region_code"])
def test_a_scope_that_names_no_place_cannot_be_made(empty):
    scope = {"role": "plan", "organisation_path": "/", "region_code": "97", "clearance": "internal"}
    with pytest.raises(ValueError, match="open everything"):
        Scope(**(scope | {empty: ""}))


def test_hidden_looks_absent(library, anyone):
    with pytest.raises(ProjectNotFound) as hidden:
        get_project(actor=anyone, code=library["west"].code)
    with pytest.raises(ProjectNotFound) as absent:
        get_project(actor=anyone, code="GT97-0000-000000")
    assert str(hidden.value).replace(library["west"].code, "") == str(absent.value).replace(
        "GT97-0000-000000", ""
    )


def test_a_polygon_asks_the_public_only_of_the_coarsened_copy(library, anyone, everything):
    site = library["east"].site
    site.refresh_from_db()
    corner = site.geom.difference(site.public_geom)
    if corner.empty:
        pytest.fail("the lot must not lie on the public grid")
    probe = ProjectFilter(polygon=corner.point_on_surface.buffer(1e-7))
    assert find_projects(actor=everything, criteria=probe, on=TODAY).exists()
    assert not find_projects(actor=anyone, criteria=probe, on=TODAY).exists()


def test_what_a_project_says_of_access_holds_for_its_whole_tree(library, everything):
    east = library["east"]
    type(east).objects.filter(pk=east.pk).update(published=False, label="sensitive")
    east.site.refresh_from_db()
    assert (east.site.published, east.site.label) == (False, "sensitive")
