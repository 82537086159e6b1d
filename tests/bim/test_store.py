"""Shapes kept on disk: read back whole, or not at all."""

import threading

import numpy as np
import pytest

from bim.geometry.jury import Charge, judged
from bim.geometry.store import Store, packed
from tests.bim.test_jury import block

KEY = "ab" + "0" * 38


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


@pytest.fixture
def shape():
    return judged([("kernel", block(x=3.0))], Charge())


def test_a_shape_is_read_back_as_it_was(store, shape):
    store.keep(KEY, shape)
    found = store.find(KEY)
    assert packed(found) == packed(shape)
    assert np.array_equal(found.mesh.corners(), shape.mesh.corners())


def test_a_reason_is_kept_too(store):
    store.keep(KEY, "cut away")
    assert store.find(KEY) == "cut away"


def test_what_was_never_kept_is_not_found(store):
    assert store.find(KEY) is None


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-7], lambda kept: b"", lambda kept: kept[:90] + b"?" + kept[91:]]
)
def test_a_torn_file_is_as_good_as_none(store, shape, damage):
    store.keep(KEY, shape)
    path = next(store.folder.rglob("*.shape"))
    path.write_bytes(damage(path.read_bytes()))
    assert store.find(KEY) is None


def test_many_writers_leave_one_sound_shape(store, shape):
    writers = [threading.Thread(target=store.keep, args=(KEY, shape)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert packed(store.find(KEY)) == packed(shape)
    assert [path.suffix for path in store.folder.rglob("*") if path.is_file()] == [".shape"]


def test_a_store_that_cannot_be_written_only_forgets(tmp_path, shape):
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file")
    store.keep(KEY, shape)
    assert store.find(KEY) is None
