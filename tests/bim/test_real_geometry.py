"""Real models made by others: the elements on which single kernels are known to go wrong."""

from pathlib import Path

import ifcopenshell
import pytest

from bim.files.products import numbered
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


@pytest.fixture
def real(shared_data):
    """Mesh a real file by its place under data/ifc."""

    def meshed(name: str, store: Store | None = None) -> tuple[Model, tuple]:
        path: Path = shared_data / "ifc" / name
        if not path.is_file():
            pytest.skip(f"{name} is not among the real files")
        file = ifcopenshell.open(str(path))
        products = numbered(file)
        return mesh(file, products, Means(step=path.read_bytes(), store=store)), products

    return meshed


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
    model, _ = real(TERRAIN_SHORT_OF_POINTS.replace("infra/Sogelink", "infra/Sogelink"))
    (terrain,) = shapes(model, "1Nz0MUDivC6hf4_DuUqm31")
    assert terrain.confidence < 0.7
    assert 2000 < len(terrain.mesh.triangles) < 2132


@pytest.mark.slow
@pytest.mark.parametrize("name", [OFFICE, FZK])
def test_a_revision_with_five_per_cent_changed_meshes_about_that(real, shared_data, tmp_path, name):
    store = Store(tmp_path / "shapes")
    first, products = real(name, store)
    text = changed((shared_data / "ifc" / name).read_bytes(), part=0.05, seed=7)
    (tmp_path / "second.ifc").write_bytes(text)
    file = ifcopenshell.open(str(tmp_path / "second.ifc"))
    second = mesh(file, numbered(file), Means(step=text, store=store))
    assert len(second.shown()) == len(first.shown())
    assert 0 < second.meshed <= 0.15 * first.meshed
