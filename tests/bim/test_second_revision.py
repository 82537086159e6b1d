"""A second revision takes what it can from the first, and is what it would be without it, byte for byte."""

import json
from dataclasses import asdict

import pytest

from bim.files.opening import MODEL_LIMITS
from bim.ingest.model import Order
from bim.ingest.stages import ingest
from tests.bim.models import building, wall
from tests.bim.test_real_geometry import FZK, real_path

OF_THE_RUN = ("seconds", "peak_mb")


def read(folder, content, cache):
    """Ingest into a folder of its own; return what was told and all files by name."""
    folder.mkdir()
    cache.mkdir(exist_ok=True)
    path = folder / "m.ifc"
    path.write_bytes(content)
    order = Order(name="m.ifc", out=str(folder / "out"), cache=str(cache), processes=2)
    told = asdict(ingest(path, order, limits=MODEL_LIMITS, work=folder, tell=lambda _stage, _percent: None))
    files = {one.name: one.read_bytes() for one in (folder / "out").rglob("*") if one.is_file()}
    reused, meshed = (told["counts"].pop(name) for name in ("reused", "meshed"))
    return {name: told[name] for name in told if name not in OF_THE_RUN}, files, reused, meshed


def held_against_scratch(tmp_path, first, second):
    """Return how many shapes the second took from the first and how many it made."""
    read(tmp_path / "first", first, tmp_path / "shapes")
    told, files, reused, meshed = read(tmp_path / "second", second, tmp_path / "shapes")
    afresh, made, none, all_of_them = read(tmp_path / "scratch", second, tmp_path / "nothing")
    assert (none, all_of_them) == (0, reused + meshed)
    assert files == made
    assert json.dumps(told, sort_keys=True) == json.dumps(afresh, sort_keys=True)
    return reused, meshed


def walls(lengths):
    return building({n: wall(n, length=long) for n, long in enumerate(lengths)})


def test_a_longer_wall_is_made_and_the_others_are_taken(tmp_path):
    reused, meshed = held_against_scratch(tmp_path, walls([4, 5, 6, 7, 8]), walls([4, 5, 6.5, 7, 8]))
    assert (reused, meshed) == (4, 1)


@pytest.mark.slow
def test_a_real_house_of_which_a_wall_was_raised(tmp_path, shared_data):
    content = real_path(shared_data, FZK).read_bytes()
    changed = content.replace(b",2.7);", b",2.71);")
    assert changed != content
    reused, meshed = held_against_scratch(tmp_path, content, changed)
    assert reused and meshed < reused
