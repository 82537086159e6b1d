"""Which kernel's answer stands, and with how much trust."""

import numpy as np
import pytest

from bim.geometry.jury import AGREED, ALONE, DISPUTED, SOUND, SURE, Charge, judged
from bim.geometry.model import Doubt, Mesh
from bim.geometry.settle import BOX_FACES


def block(x=1.0, y=1.0, z=1.0, faces=BOX_FACES) -> Mesh:
    corners = [[i * x, j * y, k * z] for k in (0, 1) for j in (0, 1) for i in (0, 1)]
    points = np.array(corners, dtype=np.float32)
    middle = points.mean(axis=0)
    return Mesh(
        centre=middle.astype(float), points=points - middle, triangles=faces.astype(np.uint32),
        paint=np.zeros(len(faces), dtype=np.uint8), colours=np.array([[9, 9, 9, 255]], dtype=np.uint8),
    )  # fmt: skip


OPEN = block(faces=BOX_FACES[:-1])
TWICE_AS_FULL = block(faces=np.concatenate([BOX_FACES, BOX_FACES]))


def answers(*meshes: Mesh):
    return [(f"kernel {number}", mesh) for number, mesh in enumerate(meshes)]


def test_a_sound_answer_stands_at_once():
    def kernels():
        yield "first", block()
        pytest.fail("the second kernel was asked")

    shape = judged(kernels(), Charge())
    assert (shape.kernel, shape.confidence, shape.closed) == ("first", SOUND, True)
    assert shape.volume_m3 == pytest.approx(1.0)


def test_an_answer_that_the_file_confirms_is_sure():
    assert judged(answers(block()), Charge(declared_m3=(1.0,))).confidence == SURE


def test_an_answer_against_the_file_gives_way_to_one_that_keeps_to_it():
    shape = judged(answers(block(z=4.8), block()), Charge(declared_m3=(1.0,)))
    assert (shape.kernel, shape.doubts) == ("kernel 1", ())


def test_two_kernels_that_agree_outvote_the_file():
    shape = judged(answers(block(), block()), Charge(declared_m3=(2.0,)))
    assert (shape.confidence, shape.doubts) == (AGREED, (Doubt.AGAINST_FILE,))


def test_one_of_several_declared_volumes_is_enough():
    assert judged(answers(block()), Charge(declared_m3=(1e9, 1.0))).confidence == SURE


def test_an_open_solid_goes_to_the_next_kernel():
    assert judged(answers(OPEN, block()), Charge()).kernel == "kernel 1"


def test_an_open_surface_is_what_it_should_be():
    shape = judged(answers(OPEN), Charge(solid=False))
    assert (shape.doubts, shape.volume_m3) == ((), None)


def test_more_volume_than_the_box_is_never_believed():
    shape = judged(answers(TWICE_AS_FULL, block()), Charge())
    assert (shape.kernel, shape.volume_m3) == ("kernel 1", pytest.approx(1.0))


def test_a_lonely_doubtful_answer_is_shown_with_its_doubt():
    shape = judged(answers(OPEN), Charge())
    assert (shape.confidence, shape.doubts) == (ALONE, (Doubt.OPEN,))


def test_where_no_two_agree_the_soundest_stands_and_says_so():
    smaller = block(x=0.5, faces=BOX_FACES[:-1])
    shape = judged(answers(smaller, OPEN, block(z=3.0)), Charge(declared_m3=(1.0,)))
    assert shape.confidence == DISPUTED
    assert Doubt.KERNELS_DIFFER in shape.doubts


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 1e9])
def test_what_is_no_shape_is_no_answer(wrong):
    assert judged(answers(block(x=wrong)), Charge()) is None
