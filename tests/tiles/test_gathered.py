"""A tile put together from cells is, byte for byte, the tile counted from all rows. This commits."""

import random

import pytest
from django.db import connection, transaction

from portal.projects.layers import PROJECTS
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.tiles import kept
from spatial.tiles.gathered import TO_ZOOM
from spatial.tiles.layer import Question
from spatial.tiles.render import render
from spatial.tiles.written import written
from tests.conftest import square
from tests.copying import own_database
from tests.tiles.keeping import ask
from tests.tiles.reading import tiles_over

CLUSTERS = PROJECTS.parts[0]


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database."""
    with django_db_blocker.unblock(), own_database():
        yield


def _counted(question: Question) -> bytes:
    """Count all rows, as nearer tiles do."""
    with connection.cursor() as cursor:
        cursor.execute(written(CLUSTERS, question) or "SELECT ''::bytea")
        return bytes(cursor.fetchone()[0])


def _gathers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tiles_gather")
        return cursor.fetchone()[0]


def test_cells_and_rows_say_the_same_after_every_edit(file_project, person, anyone, everything, other_unit):
    chance = random.Random(8)
    for n in range(10):
        file_project(0.15 * n, 1.8 - 0.15 * n, published=n % 2 == 0, label="public")
    file_project(0.3, 0.3, owner=other_unit, label="internal")
    readers = [everything, anyone, person("pu_head"), person("plan", region="970101"), person("sysadm")]
    codes = list(Project.objects.values_list("pk", "site_id"))
    for _ in range(15):
        for actor in readers:
            for zoom in chance.sample(range(TO_ZOOM + 1), 3):
                for question in (ask(actor, tile) for tile in tiles_over(zoom)):
                    assert render(PROJECTS, question) == _counted(question), (actor, zoom)
        pk, site = chance.choice(codes)
        shape = square(chance.uniform(0, 1.8), chance.uniform(0, 1.8))
        with transaction.atomic():
            Project.objects.filter(pk=pk).update(
                investment_yuan=chance.randrange(10**9), label=chance.choice(["public", "internal"]),
                published=chance.random() < 0.5, sector=chance.choice(["road", "health"]),
            )  # fmt: skip
            Feature.objects.filter(pk=site).update(geom=shape, public_geom=shape)
            transaction.set_rollback(chance.random() < 0.2)
    assert _gathers() == len(readers)


def test_what_is_swept_is_gathered_anew(file_project, everything):
    project = file_project(0.2, 0.2)
    question = ask(everything, next(tiles_over(5)))
    render(PROJECTS, question)
    Project.objects.filter(pk=project.pk).update(investment_yuan=7)
    kept.sweep()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tiles_change SET swept_at = swept_at - interval '11 minutes'")
    kept.sweep()
    assert _gathers() == 0
    assert render(PROJECTS, question) == _counted(question)
    assert _gathers() == 1


def test_a_filter_and_a_readers_own_day_count_all_rows(file_project, everything):
    file_project(0.2, 0.2, sector="road")
    at = next(tiles_over(5))
    filtered = Question(actor=everything, tile=at, on=ask(everything, at).on, words={"sector": "health"})
    assert not render(PROJECTS, filtered)
    assert not _gathers()
