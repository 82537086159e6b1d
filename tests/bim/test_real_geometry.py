"""Real models made by others: the elements on which single kernels are known to go wrong."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bim.files.digests import Texts
from bim.files.instances import instances_of
from bim.files.opening import open_ifc
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.geometry.kernels import MANIFOLD
from bim.geometry.meshing import Means, mesh
from bim.geometry.model import Model, Status
from bim.geometry.store import Store
from bim.outlines.drawing import draw
from bim.outlines.model import Line
from tests.bim.mutating import changed

FZK = "building/AC20-FZK-Haus.ifc"
OFFICE = "building/Office_A_20110811.ifc"
DUPLEX = "federation-duplex/Ifc2x3_Duplex_Architecture.ifc"
TERRAIN_SHORT_OF_POINTS = "infra/Sogelink_Terrain_IfcGeographicElement_IfcTriangulatedIrregularNetwork.ifc"


MESHED: dict[str, tuple[Model, tuple]] = {}
OPENED = []
"""The files stay open: a product of a file that is gone knows no type."""


@pytest.fixture
def real(shared_data):
    """Mesh a real file by its place under data/ifc, once for all tests."""

    def meshed(name: str) -> tuple[Model, tuple]:
        path = real_path(shared_data, name)
        if name not in MESHED:
            MESHED[name] = opened_and_meshed(path)
        return MESHED[name]

    return meshed


def opened_and_meshed(path: Path, store: Store | None = None) -> tuple[Model, tuple]:
    with TemporaryDirectory() as work:
        opened = open_ifc(path, work=Path(work))
        OPENED.append(opened.file)
        products = numbered(opened.file)
        texts = Texts(tokens_of(instances_of(opened.plain.read_bytes())))
        return mesh(opened.file, products, Means(texts=texts, store=store)), products


def shapes(model: Model, *ids: str):
    return [model.shapes[element.shape] for element in model.elements if element.global_id in ids]


@pytest.mark.slow
def test_the_gables_are_not_five_times_too_big_and_the_house_stands_on_its_ground(real):
    model, products = real(FZK)
    for gable in shapes(model, "25OWQvmXj5BPgyergP43tY", "3Ttjr$59XEWfWN1WUHjelZ"):
        assert gable.volume_m3 == pytest.approx(2.056, rel=0.01)
        assert gable.confidence == 1.0
    assert {element.status for element in model.elements if element.shape >= 0} == {Status.OK}
    levels = {at: storey.Elevation for at, storey in enumerate(products) if storey.is_a("IfcBuildingStorey")}
    lines = draw(model, products, [-1] * len(products), levels)
    assert lines.of(Line.GROUND).area_m2 == pytest.approx(120.0, abs=0.1)
    assert lines.of(Line.FULL).area_m2 == pytest.approx(143.0, abs=0.1)


@pytest.mark.slow
def test_the_office_walls_have_the_volume_two_kernels_agree_on(real):
    model, _ = real(OFFICE)
    for wall in shapes(model, "1B_elmwz51ieqPd_MO2y56", "1B_elmwz51ieqPd_MO2y70"):
        assert wall.volume_m3 == pytest.approx(38.54, rel=0.01)
    assert model.failed() == []
    assert len(model.shown()) == 902


@pytest.mark.slow
def test_no_volume_exceeds_its_own_box(real):
    model, _ = real(OFFICE)
    for shape in model.shapes:
        if shape.volume_m3 is not None:
            low, high = shape.mesh.points.min(axis=0), shape.mesh.points.max(axis=0)
            assert shape.volume_m3 <= float((high - low).astype(float).prod()) * 1.002 + 1e-6


@pytest.mark.slow
def test_the_cabinet_that_kills_the_fast_kernel_is_there(real):
    model, products = real(DUPLEX)
    cabinets = shapes(model, "0wkEuT1wr1kOyafLY4vyu$", "0wkEuT1wr1kOyafLY4vy_8")
    for cabinet in cabinets:
        assert cabinet.kernel != MANIFOLD
        assert cabinet.volume_m3 == pytest.approx(0.153, rel=0.01)
    assert len(cabinets) == 2
    assert len(model.shown()) == 236
    assert model.failed() == []


@pytest.mark.slow
def test_a_terrain_that_names_points_it_does_not_have_is_shown_without_them(real):
    model, _ = real(TERRAIN_SHORT_OF_POINTS)
    (terrain,) = shapes(model, "1Nz0MUDivC6hf4_DuUqm31")
    assert terrain.confidence < 0.7
    assert 2000 < len(terrain.mesh.triangles) < 2132


@pytest.mark.slow
@pytest.mark.parametrize("name", [FZK])
def test_a_revision_with_five_per_cent_changed_meshes_about_that(shared_data, tmp_path, name):
    store = Store(tmp_path / "shapes")
    first = tmp_path / "first.ifc"
    first.write_bytes(changed(real_path(shared_data, name).read_bytes(), part=0.0, seed=7, shift=0))
    before, _ = opened_and_meshed(first, store)
    second = tmp_path / "second.ifc"
    second.write_bytes(changed(first.read_bytes(), part=0.05, seed=7))
    after, _ = opened_and_meshed(second, store)
    assert len(after.shown()) == len(before.shown())
    assert 0 < after.meshed <= 0.15 * before.meshed


def real_path(shared_data: Path, name: str) -> Path:
    path = shared_data / "ifc" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the real files")
    return path
