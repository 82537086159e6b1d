"""What is written as tiles is what was meshed: places, colours, ids, boxes, bytes."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

from bim.geometry.model import Model
from bim.tiles import writing
from bim.tiles.baking import linear, quaternion
from bim.tiles.lots import lots
from tests.bim.builders import Drawn
from tests.bim.reading import Drawing, drawings, nodes_of
from tests.bim.test_meshing import meshed, shape_of


@pytest.fixture(scope="module")
def street() -> Model:
    """Forty equal round columns (heavy enough to be repeated), ten walls, a glass wall and a room."""
    drawn = Drawn()
    turn = [(np.cos(angle), np.sin(angle)) for angle in np.linspace(0, 2 * np.pi, 60, endpoint=False)]
    column = drawn.block((0, 0, 3.0), [(0.2 * x, 0.2 * y) for x, y in turn])
    for number in range(40):
        towards = turn[number]
        drawn.product("IfcColumn", (3.0 * number, 8.0, 0.5), column, x=(*towards, 0.0))
    for number in range(10):
        drawn.wall((5.0 * number, 0.0, 0.0), (4.0 + number / 10, 0.3, 3.0))
    glass = drawn.block((4.0, 0.02, 3.0))
    drawn.coloured(glass, (0.2, 0.4, 0.9), transparency=0.7)
    drawn.product("IfcWindow", (0.0, 4.0, 0.0), glass)
    drawn.product("IfcSpace", (0.0, 0.0, 0.0), drawn.block((9.0, 4.0, 2.5)))
    return meshed(drawn)


@pytest.fixture
def written(street, tmp_path):
    return writing.write(street, tmp_path, cap=60)


def boxes_of(found: list[Drawing]) -> dict[int, np.ndarray]:
    """The box that the tiles show for each element id, from all tiles."""
    seen: dict[int, list[np.ndarray]] = {}
    for drawing in found:
        for el in np.unique(drawing.el):
            seen.setdefault(int(el), []).append(drawing.at[drawing.el == el])
    rows = {el: np.concatenate(points) for el, points in seen.items()}
    return {el: np.concatenate([at.min(axis=0), at.max(axis=0)]) for el, at in rows.items()}


def test_every_element_is_drawn_in_its_place(street, written, tmp_path):
    found = boxes_of(drawings(tmp_path))
    assert sorted(found) == [element.el for element in street.shown()]
    for element in street.shown():
        assert found[element.el] == pytest.approx(np.array(element.box), abs=2e-3)


def test_what_is_given_for_reference_only_is_shown_with_the_rooms(tmp_path):
    drawn = Drawn()
    drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    bulk = drawn.product("IfcBuilding", (0.0, 0.0, 0.0))
    bulk.Representation = drawn.shape(drawn.block((4.0, 4.0, 3.0)), identifier="Reference")
    both = drawn.product("IfcSlab", (0.0, 0.0, 3.0), drawn.block((4.0, 4.0, 0.2)))
    more = drawn.shape(drawn.block((9.0, 9.0, 9.0)), identifier="Reference").Representations
    both.Representation.Representations = (*both.Representation.Representations, *more)
    model = meshed(drawn)
    assert [element.aside for element in model.elements] == [False, True, False]
    assert shape_of(model, 2).volume_m3 == pytest.approx(3.2)
    assert writing.write(model, tmp_path).spaces
    built = json.loads(gzip.decompress((tmp_path / writing.TILESET).read_bytes()))
    assert built["root"]["boundingVolume"]["box"][:3] == pytest.approx([0.0, 0.0, 1.6], abs=0.5)


def test_repeated_shapes_are_written_once(street, written, tmp_path):
    repeated = [lot for lot in lots(street, street.shown()) if lot.repeated]
    assert [len(lot.elements) for lot in repeated] == [40]
    nodes = [node for node in nodes_of(tmp_path) if "EXT_mesh_gpu_instancing" in node.get("extensions", {})]
    assert len(nodes) == 1
    assert nodes[0]["extensions"]["EXT_instance_features"]["featureIds"] == [
        {"featureCount": 40, "attribute": 0}
    ]


def test_glass_is_apart_and_rooms_have_their_own_tileset(street, written, tmp_path):
    found = drawings(tmp_path)
    clear = {int(el) for drawing in found if drawing.transparent for el in np.unique(drawing.el)}
    classes = {street.elements[el].ifc_class for el in clear}
    assert classes == {"IfcWindow", "IfcSpace"}
    rooms = drawings(tmp_path, writing.SPACES)
    assert {street.elements[int(el)].ifc_class for one in rooms for el in one.el} == {"IfcSpace"}
    assert written.spaces


def test_a_child_lies_within_its_parent_and_refines_it(written, tmp_path):
    tileset = json.loads(gzip.decompress((tmp_path / writing.TILESET).read_bytes()))
    assert tileset["asset"] == {"version": "1.1"}
    assert tileset["geometricError"] >= tileset["root"]["geometricError"]
    assert tileset["root"]["children"], "the cap of this test makes several tiles"
    _look_below(tileset["root"])


def _look_below(tile):
    low, high = _ends(tile)
    for child in tile.get("children", ()):
        child_low, child_high = _ends(child)
        assert (child_low >= low - 1e-3).all() and (child_high <= high + 1e-3).all()
        assert child["geometricError"] <= tile["geometricError"]
        _look_below(child)


def _ends(tile):
    box = np.array(tile["boundingVolume"]["box"])
    half = box[[3, 7, 11]]
    return box[:3] - half, box[:3] + half


def test_what_a_tile_draws_lies_within_its_box(written, tmp_path):
    tileset = json.loads(gzip.decompress((tmp_path / writing.TILESET).read_bytes()))

    def look(tile):
        low, high = _ends(tile)
        for drawing in drawings(tmp_path, name=tile["content"]["uri"]):
            assert (drawing.at >= low).all() and (drawing.at <= high).all()
        for child in tile.get("children", ()):
            look(child)

    look(tileset["root"])


def test_the_same_model_gives_the_same_bytes(street, written, tmp_path):
    again = tmp_path / "again"
    writing.write(street, again, cap=60)
    assert written.files.keys() == {path.name for path in again.iterdir()}
    for path in again.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_sizes_told_are_sizes_written(written, tmp_path):
    packed = {path.name: path.read_bytes() for path in tmp_path.glob("*.gz")}
    assert written.files == {name: len(held) for name, held in packed.items()}
    assert written.bytes == sum(len(gzip.decompress(held)) for held in packed.values())


def test_ids_beyond_two_bytes_stay_exact(street, tmp_path):
    far = 70_001
    elements = tuple(replace(element, el=element.el + far) for element in street.elements)
    writing.write(replace(street, elements=elements), tmp_path)
    assert sorted(boxes_of(drawings(tmp_path))) == [element.el + far for element in street.shown()]


def test_thin_things_far_apart_keep_their_thickness(tmp_path):
    drawn = Drawn()
    for number in range(6):
        drawn.wall((700.0 * number, 0.0, 0.0), (3.0, 0.012, 2.0))
    drawn.wall((0.0, 20.0, 0.0), (3500.0, 0.4, 2.0))
    model = meshed(drawn)
    writing.write(model, tmp_path)
    found = boxes_of(drawings(tmp_path))
    assert len(found) == 7
    for element in model.elements[:6]:
        assert found[element.el] == pytest.approx(np.array(element.box), abs=2e-3)


def test_an_empty_model_is_an_empty_tileset(tmp_path):
    drawn = Drawn()
    drawn.product("IfcBuildingStorey", (0.0, 0.0, 0.0))
    written = writing.write(meshed(drawn), tmp_path)
    assert (written.tiles, written.spaces, list(written.files)) == (0, False, [writing.TILESET])


def test_colours_are_linear():
    shades = np.array([[0, 128, 255, 77]], dtype=np.uint8)
    assert linear(shades).tolist() == [[0, 55, 255, 77]]


@pytest.mark.parametrize("seed", range(40))
def test_a_quaternion_turns_as_its_matrix_does(seed):
    chance = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(chance.normal(size=(3, 3)))
    turn = turn * np.sign(np.linalg.det(turn))
    x, y, z, w = quaternion(turn)
    again = np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip
    assert again == pytest.approx(turn, abs=1e-9)
