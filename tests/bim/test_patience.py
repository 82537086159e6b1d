"""Second opinions end; first answers are always heard."""

from bim.geometry import meshing
from bim.geometry.kernels import CGAL_SIMPLE
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


def test_an_opinion_that_never_returns_has_been_counted():
    patience = Patience(ONE_OPINION_S - 1.0)
    with patience.spending():
        assert not patience.is_left()
    assert patience.is_left()
