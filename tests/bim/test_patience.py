"""Second opinions end; first answers are always heard."""

import pytest
import shapely

from bim.geometry import meshing
from bim.geometry.jury import is_closed
from bim.geometry.kernels import CGAL_SIMPLE, OPENCASCADE, Kernels
from bim.geometry.model import Doubt
from bim.geometry.patience import ONE_OPINION_S, Patience
from tests.bim.builders import Drawn
from tests.bim.test_meshing import meshed, shape_of


def _declared_wrong() -> Drawn:
    drawn = Drawn()
    for number in range(3):
        drawn.declared(drawn.wall((0.0, number, 0.0), (4.0 + number, 0.3, 3.0)), 50.0)
    return drawn


def test_without_patience_the_first_answer_stands_with_its_doubt(monkeypatch):
    monkeypatch.setattr(meshing, "Patience", lambda: Patience(0.0))
    model = meshed(_declared_wrong())
    assert {shape_of(model, el).confidence for el in range(3)} == {0.6}
    assert {shape_of(model, el).doubts for el in range(3)} == {(Doubt.AGAINST_FILE,)}
    assert shape_of(model).kernel == CGAL_SIMPLE


def test_with_patience_a_second_kernel_is_heard():
    assert {shape_of(meshed(_declared_wrong()), el).confidence for el in range(3)} == {0.85}


def test_a_flight_of_stairs_with_a_spike_keeps_its_volume_without_any_patience(monkeypatch):
    """The riser below a landing, drawn up and down again, opens the solid for kernels that triangulate so."""
    monkeypatch.setattr(meshing, "Patience", lambda: Patience(0.0))
    drawn = Drawn()
    side = [(0.0, 0.0), (0.0, 0.15), (0.28, 0.15), (0.28, 0.3), (0.56, 0.3), (0.56, 0.45), (0.56, 0.1),
            (0.3, 0.0)]  # fmt: skip
    spiked = drawn.block((0.56, 0.45, 1.2), outline=side)
    flight = drawn.product("IfcStairFlight", (0.0, 0.0, 0.0), spiked)
    assert not is_closed(asked_of(CGAL_SIMPLE, drawn, flight))
    shape = shape_of(meshed(drawn))
    assert shape.closed and shape.kernel == OPENCASCADE
    assert shape.volume_m3 == pytest.approx(shapely.Polygon(side).buffer(0).area * 1.2, rel=1e-6)


def asked_of(kernel, drawn, product):
    """What one kernel makes of a product's body."""
    (body,) = product.Representation.Representations
    return Kernels(drawn.file).ask(kernel, product, body, (0, 0, 0, 255)).mesh


def test_an_opinion_that_never_returns_has_been_counted():
    patience = Patience(ONE_OPINION_S - 1.0)
    with patience.spending():
        assert not patience.is_left()
    assert patience.is_left()
