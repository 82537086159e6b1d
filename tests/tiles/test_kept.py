"""A kept tile is its reader's own and goes with an edit. This commits: it has a database of its own."""

from dataclasses import replace

import mapbox_vector_tile
import pytest
from django.db import connection, transaction
from isal import igzip

from portal.accounts.models import Organisation
from portal.core.sql import read
from portal.projects.layers import CONTROL_LINES, LAYERS, PROJECTS, SITES, WORKS
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.tiles import kept, serving
from spatial.tiles.render import whole
from spatial.tiles.serving import draw_packed
from tests.architecture.sources import ROOT
from tests.conftest import TODAY, square
from tests.copying import own_database
from tests.tiles.keeping import ask, kept_rows, served
from tests.tiles.reading import tile_at, tiles_over

BY_NAME = {layer.name: layer for layer in LAYERS}
MONEY_OFF = ROOT / "portal" / "demo" / "sql" / "money_off.sql"
KNOWN = {"features_feature", "projects_project", "accounts_organisation"}
OWN = {"tiles_gather", "tiles_cell", "tiles_change"}


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database."""
    with django_db_blocker.unblock(), own_database():
        yield


@pytest.fixture
def no_drawing(monkeypatch):
    """A function after which nothing can be drawn."""

    def refuse(*_words):
        raise AssertionError("This tile was kept.")

    return lambda: monkeypatch.setattr(serving, "draw", refuse)


def test_a_tile_is_drawn_once(file_project, everything, no_drawing):
    file_project(0.2, 0.2)
    asked = [(layer, ask(everything, tile_at(120.03, 30.03, zoom))) for layer in LAYERS for zoom in (8, 14)]
    first = [served(*one) for one in asked]
    assert any(first)
    no_drawing()
    assert [served(*one) for one in asked] == first


def test_every_reader_gets_what_is_drawn_for_them(file_project, person, anyone, everything, other_unit):
    file_project(0.2, 0.2, published=True, label="public")
    file_project(0.25, 0.25, label="internal", sector="road")
    file_project(0.22, 0.22, label="sensitive", owner=other_unit)
    readers = [
        everything, anyone, person("plan"), person("plan", clearance="sensitive"),
        person("eng", sectors=["road"]), person("pu_head", organisation=other_unit),
        person("plan", region="970102"), person("sysadm"), person("plan"),
    ]  # fmt: skip
    seen = set()
    for layer in LAYERS:
        for actor in readers * 2:
            question = ask(actor, tile_at(120.03, 30.03, 14))
            assert served(layer, question) == draw_packed(layer, question).body, (layer.name, actor)
            asked = whole(layer, question)
            seen.add((layer.name, kept.class_of(layer, question), asked))
    assert len({one[:2] for one in seen}) == len({(one[0], one[2]) for one in seen}) == len(seen)


def test_an_edit_drops_the_tiles_it_touches_and_no_other(file_project, everything, anyone):
    moved = file_project(0.2, 0.2, published=True, label="public")
    file_project(1.2, 1.2, published=True, label="public")
    asked = [
        (layer, ask(actor, tile)) for layer in (PROJECTS, SITES, WORKS) for actor in (everything, anyone)
        for zoom in (6, 10, 12, 13) for tile in tiles_over(zoom)
    ]  # fmt: skip
    before = {(n, one[0].name): served(*one) for n, one in enumerate(asked)}
    all_kept = set(kept_rows())
    Feature.objects.filter(pk=moved.site_id).update(geom=square(0.5, 0.5), public_geom=square(0.5, 0.5))
    dropped = all_kept - set(kept_rows())
    changed = set()
    for n, (layer, question) in enumerate(asked):
        at = question.tile
        if draw_packed(layer, question).body != before[n, layer.name]:
            changed.add((layer.name, question.actor.is_public, at.z, at.x, at.y))
    assert changed and dropped == changed
    assert len(dropped) < len(all_kept) / 2


def test_an_attribute_that_is_drawn_counts_and_one_that_is_not_does_not(file_project, everything):
    project = file_project(0.2, 0.2)
    question = ask(everything, tile_at(120.03, 30.03, 12))
    served(WORKS, question)
    Project.objects.filter(pk=project.pk).update(content="说明", figures_as_of=TODAY)
    assert kept_rows()
    Project.objects.filter(pk=project.pk).update(name="新名")
    assert not kept_rows()
    assert "新名" in str(mapbox_vector_tile.decode(igzip.decompress(served(WORKS, question))))


def test_what_the_public_does_not_see_leaves_the_publics_tiles_alone(file_project, anyone, everything):
    file_project(0.2, 0.2, published=True, label="public")
    hidden = file_project(0.22, 0.22, label="internal")
    for actor in (anyone, everything):
        served(WORKS, ask(actor, tile_at(120.03, 30.03, 12)))
    Feature.objects.filter(pk=hidden.site_id).update(geom=square(0.23, 0.23))
    assert {row[1] for row in kept_rows()} == {True}


def test_an_edit_that_is_undone_drops_nothing(file_project, everything):
    project = file_project(0.2, 0.2)
    served(WORKS, ask(everything, tile_at(120.03, 30.03, 12)))
    before = kept_rows()
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(name="新名")
        assert not kept_rows()
        transaction.set_rollback(True)
    assert kept_rows() == before


@pytest.mark.parametrize("table", ["projects_project", "features_feature"])
def test_emptying_a_table_drops_all(file_project, everything, table):
    file_project(0.2, 0.2)
    served(WORKS, ask(everything, tile_at(120.03, 30.03, 12)))
    with connection.cursor() as cursor:
        cursor.execute(read(MONEY_OFF))  # ledgers let no row go
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert not kept_rows()


def test_an_organisation_that_moves_is_seen_by_others(file_project, unit, person):
    file_project(0.2, 0.2)
    question = ask(person("pu_head"), tile_at(120.03, 30.03, 12))
    assert served(WORKS, question)
    Organisation.objects.filter(pk=unit.pk).update(path="/9/")
    assert not served(WORKS, question)


def test_a_tile_that_is_too_large_draws_the_largest_and_says_so(file_project, everything, monkeypatch):
    project = file_project(0.2, 0.2)
    lots = [
        Feature(
            kind="control_line", code=f"K{n}", organisation=project.owner, region_code="970101",
            geom=square(0.2 + n % 20 * 0.03, 0.2 + n // 20 * 0.03, 0.001 + n * 0.00001),
            valid_from=TODAY, recorded_at=project.created_at,
        ) for n in range(300)
    ]  # fmt: skip
    Feature.objects.bulk_create(lots)
    question = ask(everything, tile_at(120.05, 30.05, 9))
    everything_drawn = draw_packed(CONTROL_LINES, question).body
    monkeypatch.setattr(serving, "MOST_BYTES", len(everything_drawn) * 2 // 3)
    drawn = draw_packed(CONTROL_LINES, question).body
    assert len(drawn) <= serving.MOST_BYTES
    read = mapbox_vector_tile.decode(igzip.decompress(drawn))
    (note,) = read["thinned"]["features"]
    shown = {one["properties"]["code"] for one in read["control_lines"]["features"]}
    assert note["properties"] == {"layer": "control_lines", "shown": len(shown), "of": 300}
    assert shown == {f"K{n}" for n in range(300 - len(shown), 300)}


@pytest.mark.parametrize("zoom", [6, 15])
def test_edits_of_every_table_that_tiles_read_are_noted(regions, person, anyone, everything, zoom):
    readers = [everything, anyone, person("eng", sectors=["road"]), person("pu_head")]
    for layer in LAYERS:
        for actor in readers:
            asked = whole(layer, ask(actor, tile_at(120.03, 30.03, zoom)))
            if asked is None:
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {asked}")
                assert _relations(cursor.fetchone()[0]) <= KNOWN | OWN


def _relations(plan: object) -> set[str]:
    if isinstance(plan, list):
        return set().union(*map(_relations, plan))
    if not isinstance(plan, dict):
        return set()
    own = {plan["Relation Name"]} if "Relation Name" in plan else set()
    return own.union(*map(_relations, plan.values()))


def test_edits_are_noted_for_the_layers_and_zooms_that_draw_their_kind(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, layers, from_zoom FROM projects_drawn_kinds()")
        noted = {kind: (set(layers), zoom) for kind, layers, zoom in cursor.fetchall()}
    singles = {"site": "sites", "section": "sections", "structure": "structures", "parcel": "parcels"}
    known = {kind: ({name, "works"}, BY_NAME[name].parts[0].min_zoom) for kind, name in singles.items()}
    assert noted == known | {"control_line": ({"control_lines"}, CONTROL_LINES.parts[0].min_zoom)}
    assert {part.name for part in WORKS.parts} == set(singles.values())


def test_a_filtered_tile_and_a_very_near_one_are_drawn_each_time(file_project, everything):
    file_project(0.2, 0.2)
    near = ask(everything, tile_at(120.03, 30.03, 18))
    filtered = replace(ask(everything, tile_at(120.03, 30.03, 12)), words={"sector": "education"})
    for question in (near, filtered):
        assert served(WORKS, question) == draw_packed(WORKS, question).body
    assert not kept_rows()
