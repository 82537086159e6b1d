"""A kept tile is never older than an edit, whatever comes between. This commits, as its neighbour does."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.gis.geos import Polygon
from django.db import connection, transaction

from portal.projects.layers import LAYERS, PROJECTS, WORKS
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.tiles import kept, serving
from spatial.tiles.layer import Layer, Question
from spatial.tiles.serving import draw_packed, serve
from tests.conftest import square
from tests.copying import own_database
from tests.tiles.keeping import apart, ask, kept_rows, served
from tests.tiles.reading import tile_at, tiles_over

EDITS = 300
STAGES = ("construction", "draft")
BY_NAME = {layer.name: layer for layer in LAYERS}


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database."""
    with django_db_blocker.unblock(), own_database():
        yield


@pytest.mark.parametrize("committed", ["before it is kept", "after it is kept"])
def test_a_drawing_older_than_an_edit_is_never_found(file_project, everything, committed):
    project = file_project(0.2, 0.2)
    question = ask(everything, tile_at(120.03, 30.03, 12))
    answer = serve(WORKS, question)
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(name="新名")
        if committed == "after it is kept":
            assert apart(answer.afterwards)
            assert apart(lambda: kept.find(kept.class_of(WORKS, question), question))
    if committed == "before it is kept":
        answer.afterwards()
    assert kept.find(kept.class_of(WORKS, question), question) is None
    assert kept.sweep() == 1
    assert not kept_rows()


def test_equal_questions_at_once_are_drawn_once(file_project, everything, monkeypatch):
    file_project(0.2, 0.2)
    question, drawn, usual = ask(everything, tile_at(120.03, 30.03, 12)), [], serving.draw

    def slow(layer, asked):
        drawn.append(asked)
        time.sleep(0.5)
        return usual(layer, asked)

    monkeypatch.setattr(serving, "draw", slow)

    def body() -> bytes:
        try:
            return serve(WORKS, question).tile.body
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        bodies = {future.result() for future in [pool.submit(body) for _ in range(6)]}
    assert (len(bodies), len(drawn)) == (1, 1)


def test_who_asks_after_an_edit_takes_no_drawing_from_before_it(file_project, everything, monkeypatch):
    project = file_project(0.2, 0.2)
    question, usual, under_way, edited = (
        ask(everything, tile_at(120.03, 30.03, 12)), serving.draw, threading.Event(), threading.Event(),
    )  # fmt: skip

    def held(layer, asked):
        data = usual(layer, asked)
        under_way.set()
        edited.wait(10)
        return data

    monkeypatch.setattr(serving, "draw", held)
    with ThreadPoolExecutor(2) as pool:
        old = pool.submit(apart, lambda: serve(WORKS, question).tile.body)
        assert under_way.wait(10)
        Project.objects.filter(pk=project.pk).update(name="新名")
        new = pool.submit(apart, lambda: serve(WORKS, question).tile.body)
        time.sleep(0.3)
        edited.set()
        assert old.result() != new.result() == draw_packed(WORKS, question).body


def test_after_edits_amid_drawings_a_kept_tile_is_as_drawn_anew(file_project, everything, anyone, person):
    chance = random.Random(20261127)
    for n in range(12):
        file_project(0.1 + 0.15 * n, 0.1 + 0.15 * n, published=n % 2 == 0, label="public")
    readers = [everything, anyone, person("plan", region="970101")]
    questions = [
        (layer, ask(actor, tile)) for layer in (PROJECTS, WORKS) for actor in readers
        for zoom in (5, 10, 12) for tile in tiles_over(zoom)
    ]  # fmt: skip
    _draw_amid_edits(questions, chance)
    stood = 0
    for layer, question in questions:
        found = kept.find(kept.class_of(layer, question), question)
        if found is not None:
            stood += 1
            assert found == draw_packed(layer, question)
    assert stood > 0
    kept.sweep()
    assert len(kept_rows()) == stood


def _draw_amid_edits(questions: list[tuple[Layer, Question]], chance: random.Random) -> None:
    over = threading.Event()

    def draw_on(seed: float) -> int:
        mine, asked = random.Random(seed), 0
        while not over.is_set():
            served(*mine.choice(questions))
            asked += 1
        connection.close()
        return asked

    def edit_on(seed: float) -> None:
        mine = random.Random(seed)
        codes = list(Project.objects.order_by("code").values_list("code", flat=True))
        for _ in range(EDITS // 2):
            _edit(mine, mine.choice(codes))
        connection.close()

    with ThreadPoolExecutor(5) as pool:
        drawing = [pool.submit(draw_on, chance.random()) for _ in range(3)]
        editing = [pool.submit(edit_on, chance.random()) for _ in range(2)]
        for one in editing:
            one.result()
        over.set()
        assert sum(one.result() for one in drawing) > EDITS / 4


def _edit(chance: random.Random, code: str) -> None:
    project, shape = Project.objects.filter(code=code), _lot(chance)
    with transaction.atomic():
        match chance.randrange(4):
            case 0:
                project.update(name=f"名{chance.random()}")
            case 1:
                project.update(published=chance.random() < 0.5, label=chance.choice(["public", "internal"]))
            case 2:
                Feature.objects.filter(project__code=code).update(geom=shape, public_geom=shape)
            case _:
                project.update(sector=chance.choice(["road", "health"]), stage=chance.choice(STAGES))
        if chance.random() < 0.2:
            transaction.set_rollback(True)


def _lot(chance: random.Random) -> Polygon:
    return square(chance.uniform(0.1, 1.8), chance.uniform(0.1, 1.8))


