"""Things along an alignment stand where a kernel puts them, and share the shape they repeat."""

import ifcopenshell
import numpy as np
import pytest

from bim.files.bodies import body_representations
from bim.files.digests import Texts
from bim.files.instances import instances_of
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.geometry.children import Limits
from bim.geometry.kernels import CGAL_SIMPLE, Kernels
from bim.geometry.linear import linear_matrices
from bim.geometry.plan import Planner
from tests.bim.test_real_geometry import real_path

SIGNALS = "infra/linear-placement-of-signal.ifc"
GREY = (128, 128, 128, 255)


@pytest.fixture
def track(shared_data):
    path = real_path(shared_data, SIGNALS)
    file = ifcopenshell.open(str(path))
    return file, Texts(tokens_of(instances_of(path.read_bytes())))


def test_a_place_along_a_curve_is_the_one_that_a_kernel_gives(track):
    file, _texts = track
    products = [one for one in numbered(file) if body_representations(one)]
    along = [one for one in products if one.ObjectPlacement.is_a("IfcLinearPlacement")]
    assert along
    plan = Planner(file, None).plan(along)
    kernels = Kernels(file)
    for el, product in enumerate(along):
        answer = kernels.ask(CGAL_SIMPLE, product, body_representations(product)[0], GREY)
        assert np.abs(plan.matrices[el] - answer.matrix).max() < 1e-6


def test_what_repeats_along_a_curve_is_made_once(track):
    file, texts = track
    plan = Planner(file, texts).plan(numbered(file))
    assert all(matrix is not None for matrix in plan.matrices.values())
    assert len(plan.pieces) < len(plan.keys)


def test_a_file_without_places_along_a_curve_asks_nobody(track):
    file, _texts = track
    assert linear_matrices(file, [], Limits()) == {}
