"""Written models meshed: shared once, cut right, found again in the next revision, boxes at worst."""

import os
import signal
from dataclasses import replace

import ifcopenshell
import numpy as np
import pytest

from bim.files.digests import Texts
from bim.files.instances import instances_of
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.geometry import settle
from bim.geometry.kernels import CGAL_SIMPLE, MANIFOLD, UNCUT, Kernels
from bim.geometry.meshing import Means, mesh
from bim.geometry.model import Doubt, Model, Status
from bim.geometry.store import Store
from tests.bim.builders import Drawn


def meshed(drawn: Drawn, store: Store | None = None) -> Model:
    text = drawn.text()
    file = ifcopenshell.file.from_string(text.decode())
    return mesh(file, numbered(file), Means(texts=Texts(tokens_of(instances_of(text))), store=store))


def shape_of(model: Model, el: int = 0):
    return model.shapes[model.elements[el].shape]


def test_a_wall_stands_where_its_placement_says():
    drawn = Drawn()
    drawn.wall((10.0, 20.0, 3.0), (4.0, 0.3, 2.5), x=(0.0, 1.0, 0.0))
    model = meshed(drawn)
    box = np.array(model.elements[0].box) + np.tile(model.origin, 2)
    assert box == pytest.approx([9.7, 20.0, 3.0, 10.0, 24.0, 5.5], abs=1e-5)
    assert shape_of(model).volume_m3 == pytest.approx(4.0 * 0.3 * 2.5)


def test_millimetres_become_metres():
    drawn = Drawn(millimetres=True)
    drawn.wall((10.0, 20.0, 3.0), (4.0, 0.3, 2.5))
    assert shape_of(meshed(drawn)).volume_m3 == pytest.approx(3.0)


def test_openings_are_cut():
    drawn = Drawn()
    drawn.hole(drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0)), (1.0, 0.0, 0.0), (1.0, 0.3, 2.0))
    assert shape_of(meshed(drawn)).volume_m3 == pytest.approx(4.0 * 0.3 * 3.0 - 0.6, abs=1e-3)


def test_a_wall_that_its_openings_leave_nothing_of_is_empty_and_not_failed():
    drawn = Drawn()
    drawn.hole(drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0)), (0.0, -0.1, 0.0), (4.0, 0.5, 3.05))
    element = meshed(drawn).elements[0]
    assert (element.status, element.reason, element.shape) == (Status.EMPTY, "cut away", -1)


def test_equal_shapes_are_meshed_once():
    drawn = Drawn()
    for place in range(6):
        drawn.wall((5.0 * place, 0.0, 0.0), (4.0, 0.3, 3.0))
    model = meshed(drawn)
    assert (model.meshed, len(model.shapes)) == (1, 1)
    assert len({element.box for element in model.elements}) == 6


def test_an_element_without_a_body_is_none():
    drawn = Drawn()
    drawn.product("IfcBuildingStorey", (0.0, 0.0, 0.0))
    assert meshed(drawn).elements[0].status is Status.NONE


def test_far_coordinates_lose_no_precision():
    drawn = Drawn()
    drawn.wall((729_011.25, 4_312_345.125, 31.0), (4.0, 0.3, 2.5))
    model = meshed(drawn)
    box = np.array(model.elements[0].box)
    assert np.abs(box).max() < 10 or abs(model.origin[2]) < 1
    assert (box[3:] - box[:3]) == pytest.approx([4.0, 0.3, 2.5], abs=1e-6)
    assert (box + np.tile(model.origin, 2))[:2] == pytest.approx([729_011.25, 4_312_345.125], abs=1e-5)


def test_the_next_revision_meshes_only_what_changed(tmp_path):
    store = Store(tmp_path)
    first = _row_of_walls(changed=None)
    assert meshed(first, store).meshed == 20
    model = meshed(_row_of_walls(changed=7), store)
    assert (model.reused, model.meshed) == (19, 1)
    assert shape_of(model, 7).volume_m3 == pytest.approx(2.75 * 0.3 * 3.0)


def _row_of_walls(changed: int | None) -> Drawn:
    drawn = Drawn()
    for number in range(20):
        length = 2.75 if number == changed else 4.0 + number / 10
        drawn.wall((0.0, number, 0.0), (length, 0.3, 3.0), Name=f"revision {changed}")
    return drawn


def test_what_the_store_gives_back_is_what_was_meshed(tmp_path):
    store = Store(tmp_path)
    drawn = _row_of_walls(changed=None)
    fresh, kept = meshed(drawn, store), meshed(drawn, store)
    assert kept.meshed == 0
    for one, other in zip(fresh.elements, kept.elements, strict=True):
        assert (one.box, one.status) == (other.box, other.status)


def test_colours_are_read_and_missing_ones_go_by_class():
    drawn = Drawn()
    wall = drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    drawn.coloured(wall.Representation.Representations[0].Items[0], (1.0, 0.0, 0.2), transparency=0.5)
    drawn.wall((0.0, 5.0, 0.0), (4.0, 0.3, 3.0))
    model = meshed(drawn)
    painted, bare = (shape_of(model, el).mesh for el in (0, 1))
    assert painted.colours[painted.paint[0]].tolist() == [255, 0, 51, 128]
    assert bare.colours[bare.paint[0]].tolist() == [222, 216, 204, 255]


def test_a_declared_volume_confirms_or_accuses():
    drawn = Drawn()
    for place, net in enumerate((3.6, 5.0)):
        drawn.declared(drawn.wall((0.0, 2.0 * place, 0.0), (4.0, 0.3, 3.0)), net)
    right, wrong = (shape_of(meshed(drawn), el) for el in (0, 1))
    assert (right.confidence, right.doubts) == (1.0, ())
    assert wrong.doubts == (Doubt.AGAINST_FILE,)
    assert wrong.confidence < right.confidence


@pytest.fixture
def dying(monkeypatch):
    """Have kernels die on walls four metres long."""

    def set_up(*names: str, then=lambda: os.kill(os.getpid(), signal.SIGSEGV)):
        ask = Kernels.ask

        def asked(self, name, product, representation, bare):
            if name in names and representation.Items[0].Depth == 3.0:
                then()
            return ask(self, name, product, representation, bare)

        monkeypatch.setattr(Kernels, "ask", asked)

    return set_up


def _pair() -> Drawn:
    drawn = Drawn()
    drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    drawn.wall((0.0, 2.0, 0.0), (4.0, 0.3, 2.0))
    return drawn


def test_a_crashing_kernel_hands_the_shape_to_the_next(dying):
    dying(CGAL_SIMPLE)
    model = meshed(_pair())
    assert [element.status for element in model.elements] == [Status.OK, Status.OK]
    assert [shape_of(model, el).kernel for el in (0, 1)] == ["opencascade", CGAL_SIMPLE]


def test_a_shape_that_kills_every_kernel_is_drawn_as_its_box_and_told(dying):
    dying(*settle.ANYTHING)
    model = meshed(_pair())
    lost, fine = model.elements
    assert (lost.status, fine.status) == (Status.FAILED, Status.OK)
    assert model.failed() == [lost.global_id]
    assert shape_of(model).kernel == UNCUT
    assert np.array(lost.box)[5] == pytest.approx(3.0)


def test_a_shape_that_even_has_no_box_is_told_with_its_reason(dying):
    dying(*settle.ANYTHING, UNCUT)
    model = meshed(_pair())
    assert (model.elements[0].shape, model.elements[0].reason) == (-1, "SIGSEGV")
    assert model.failed() == [model.elements[0].global_id]


def test_a_refusing_kernel_is_passed_by(dying, monkeypatch):
    ask = Kernels.ask
    monkeypatch.setattr(
        Kernels, "ask", lambda self, name, *more: None if name == CGAL_SIMPLE else ask(self, name, *more)
    )
    assert shape_of(meshed(_pair())).kernel == "opencascade"


def test_the_fastest_kernel_only_cuts_straight_extrusions():
    drawn = _windowed_walls()
    drawn.wall((0.0, 99.0, 0.0), (4.0, 0.3, 3.0))
    model = meshed(drawn)
    assert {shape_of(model, el).kernel for el in range(40)} == {MANIFOLD}
    assert shape_of(model, 40).kernel == CGAL_SIMPLE


def _windowed_walls() -> Drawn:
    drawn = Drawn()
    for number in range(40):
        wall = drawn.wall((0.0, number, 0.0), (4.0 + number / 10, 0.3, 3.0))
        drawn.hole(wall, (1.0, 0.0, 0.0), (1.0, 0.3, 2.0))
    return drawn


def test_a_fast_kernel_found_wrong_once_is_believed_nowhere(monkeypatch):
    ask = Kernels.ask

    def asked(self, name, *more):
        answer = ask(self, name, *more)
        if name != MANIFOLD or answer is None:
            return answer
        stretched = replace(answer.mesh, points=answer.mesh.points * np.float32(1.5))
        return replace(answer, mesh=stretched)

    monkeypatch.setattr(Kernels, "ask", asked)
    model = meshed(_windowed_walls())
    assert {shape.kernel for shape in model.shapes} == {CGAL_SIMPLE}


@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4", "IFC4X3_ADD2"])
def test_every_schema_is_meshed(schema):
    drawn = Drawn(schema)
    drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 2.5))
    assert shape_of(meshed(drawn)).volume_m3 == pytest.approx(3.0)


@pytest.mark.parametrize("far", [1e300, -3e12])
def test_a_wall_beyond_all_numbers_fails_and_the_rest_stands_in_its_place(far):
    drawn = Drawn()
    drawn.wall((10.0, 20.0, 0.0), (4.0, 0.3, 2.5))
    drawn.wall((far, 0.0, 0.0), (4.0, 0.3, 2.5))
    model = meshed(drawn)
    near, lost = model.elements
    assert (lost.status, lost.shape, lost.box, lost.reason) == (Status.FAILED, -1, None, "beyond_numbers")
    assert near.status is Status.OK
    box = np.array(near.box) + np.tile(model.origin, 2)
    assert box == pytest.approx([10.0, 20.0, 0.0, 14.0, 20.3, 2.5], abs=1e-5)
    assert model.failed() == [lost.global_id]
