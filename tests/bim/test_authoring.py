"""Our own models are what a designer would send: sound, the same every time, true to their own figures."""

from collections import Counter
from datetime import date
from hashlib import sha256

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.util.element as of
import ifcopenshell.util.pset
import ifcopenshell.util.shape
import ifcopenshell.validate
import pytest
import shapely

from bim.authoring.ground import Standing
from bim.authoring.models import MODELS, write
from bim.checks.kinds import check_kinds
from bim.ingest.model import Order
from bim.ingest.sandbox import ingest_file
from portal.demo.works.twins import HOSPITAL, RINGS, SCHOOL

STANDING = Standing(
    easting_m=465_379.509, northing_m=3_326_932.836, height_m=0.45, rotation_deg=-23.449696, lon=119.6406,
    lat=30.0587, name="泰园小学新建工程", code="GT97-2024-000465", begin=date(2025, 8, 1),
    end=date(2027, 1, 30),
)  # fmt: skip
BY_KEY = {model.key: model for model in MODELS}
KEYS = sorted(BY_KEY)
KERNEL = "hybrid-cgal-simple-opencascade"
VOLUMES = {
    f"Ifc{kind}": f"Qto_{kind}BaseQuantities"
    for kind in (
        "Wall", "Slab", "Column", "Beam", "Footing", "Pile", "StairFlight", "Space", "Pavement", "Member",
    )
}  # fmt: skip
MEASURED_ALIKE = 0.002
"""Round bodies are drawn with straight sides; all others agree to a thousandth."""
ROUND_ALIKE = 0.03
SILL_M = 0.061
"""Windowsills of the school stand out of its walls; the hospital has none."""


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Return every model's file."""
    folder = tmp_path_factory.mktemp("authored")
    return {key: write(model, STANDING, folder / model.file_name) for key, model in BY_KEY.items()}


@pytest.fixture(scope="session")
def opened(drawn):
    return {key: ifcopenshell.open(str(path)) for key, path in drawn.items()}


@pytest.mark.parametrize("key", KEYS)
def test_a_model_is_the_same_bytes_every_time(key, drawn, tmp_path):
    again = write(BY_KEY[key], STANDING, tmp_path / "again.ifc")
    assert sha256(again.read_bytes()).digest() == sha256(drawn[key].read_bytes()).digest()


@pytest.mark.slow
@pytest.mark.parametrize("key", [key for key in KEYS if not key.endswith("r2")])
def test_a_model_breaks_no_rule_of_its_schema(key, drawn):
    log = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(str(drawn[key]), log, express_rules=True)
    assert log.statements == []


@pytest.mark.parametrize("key", KEYS)
def test_properties_and_quantities_are_those_of_the_standard(key, opened):
    templates = ifcopenshell.util.pset.PsetQto("IFC4" if opened[key].schema == "IFC4" else "IFC4X3")
    sets = [*opened[key].by_type("IfcPropertySet"), *opened[key].by_type("IfcElementQuantity")]
    unknown = [
        (held.Name, one.Name) for held in sets
        for one in (held.HasProperties if held.is_a("IfcPropertySet") else held.Quantities)
        if one.Name not in _names(templates, held.Name)
    ]  # fmt: skip
    assert sets
    assert unknown == []


def _names(templates, name):
    found = templates.get_by_name(name)
    return {each.Name for each in found.HasPropertyTemplates} if found else set()


def _volumes(file, elements):
    """Return the volume of each element's body, openings cut, by GlobalId."""
    settings = ifcopenshell.geom.settings()
    settings.set("reorient-shells", True)
    shapes = ifcopenshell.geom.iterator(settings, file, 1, include=elements, geometry_library="opencascade")
    found, more = {}, shapes.initialize()
    while more:
        shape = shapes.get()
        found[shape.guid] = ifcopenshell.util.shape.get_volume(shape.geometry)
        more = shapes.next()
    return found


@pytest.mark.parametrize("key", KEYS)
def test_what_kind_an_element_is_of_is_said_once(key, opened):
    assert not list(check_kinds(opened[key]))
    kinds = {of.get_predefined_type(wall) for wall in opened["hospital-wing"].by_type("IfcWall")}
    assert kinds == {"SOLIDWALL"}


@pytest.mark.slow
@pytest.mark.parametrize("key", [key for key in KEYS if not key.endswith("r2")])
def test_written_volumes_are_those_of_the_bodies(key, opened):
    file = opened[key]
    said = {}
    for kind, name in VOLUMES.items():
        for one in _of_class(file, kind):
            held = of.get_psets(one, qtos_only=True, should_inherit=False).get(name)
            if held and one.Representation:
                said[one.GlobalId] = (one, held["NetVolume"])
    made = _volumes(file, [one for one, _ in said.values()])
    wrong = [
        (one.Name, volume, made.get(one.GlobalId)) for one, volume in said.values()
        if abs(made.get(one.GlobalId, 0.0) - volume) > volume * _tolerance(one) + 1e-4
    ]  # fmt: skip
    assert len(said) > 300
    assert wrong == []


def _of_class(file, kind):
    try:
        return file.by_type(kind)
    except RuntimeError:  # a class of another edition
        return []


def _tolerance(one):
    return (
        ROUND_ALIKE
        if one.is_a() in ("IfcPile", "IfcColumn") and "D1" in (one.Name + _type(one))
        else MEASURED_ALIKE
    )


def _type(one):
    found = of.get_type(one)
    return str(found.Name) if found else ""


def test_columns_of_the_structure_meet_the_walls_of_the_architecture(opened):
    """Inner walls end at the columns' faces, outer walls pass outside them: to the millimetre."""
    columns = _boxes(opened["school-structure-r1"], "IfcColumn", "1F")
    walls = _boxes(opened["school-architecture-r1"], "IfcWall", "1F")
    touching = 0
    for wall in walls:
        for column in columns:
            gaps = [max(wall[0][k] - column[1][k], column[0][k] - wall[1][k]) for k in range(3)]
            assert max(gaps) > -1e-6, "A wall stands in a column."
            touching += max(gaps) < 1e-6
    assert touching > 150


def test_both_disciplines_stand_on_the_same_spot_of_the_grid(opened):
    said = {
        key: {name: getattr(file.by_type("IfcMapConversion")[0], name) for name in GRID}
        for key, file in opened.items() if key.startswith("school")
    }  # fmt: skip
    assert len({tuple(sorted(values.items())) for values in said.values()}) == 1
    assert opened["bridge"].by_type("IfcProjectedCRS")[0].Name == "EPSG:4549"


GRID = ("Eastings", "Northings", "OrthogonalHeight", "XAxisAbscissa", "XAxisOrdinate", "Scale")


def _boxes(file, kind, storey):
    """Return the boxes of a storey's elements of a class, in the building's axes, but for plinths."""
    (place,) = [one for one in file.by_type("IfcBuildingStorey") if one.Name == {"1F": "一层"}[storey]]
    chosen = [one for one in of.get_contained(place) if one.is_a(kind) and "勒脚" not in one.Name]
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    shapes = ifcopenshell.geom.iterator(settings, file, 1, include=chosen, geometry_library=KERNEL)
    found, more = [], shapes.initialize()
    while more:
        points = ifcopenshell.util.shape.get_vertices(shapes.get().geometry)
        found.append((points.min(axis=0), points.max(axis=0)))
        more = shapes.next()
    return found


def test_the_second_revision_adds_removes_moves_and_changes(opened):
    first, second = (
        {one.GlobalId: one for one in opened[f"school-architecture-r{n}"].by_type("IfcElement")}
        for n in (1, 2)
    )
    assert len(second.keys() - first.keys()) >= 3
    assert len(first.keys() - second.keys()) >= 3
    both = first.keys() & second.keys()
    assert len(both) > 0.95 * len(first)
    moved = [one for one in both if _at(first[one]) != _at(second[one]) and first[one].is_a("IfcDoor")]
    other = [one for one in both if _said(first[one]) != _said(second[one])]
    assert len(moved) >= 8
    assert any(first[one].is_a("IfcDoor") for one in other)
    assert len({*moved, *other} | (first.keys() ^ second.keys())) < 0.1 * len(first)


def _said(element):
    """Return what is said of an element, without the numbers of the file's own lines."""
    return {
        (name, label, value) for name, held in of.get_psets(element).items()
        for label, value in held.items() if label != "id"
    }  # fmt: skip


def _at(element):
    """Return where an element is placed, link by link."""
    placement, found = element.ObjectPlacement, []
    while placement is not None:
        found.append(placement.RelativePlacement.Location.Coordinates)
        placement = placement.PlacementRelTo
    return found


@pytest.mark.parametrize("key", KEYS)
def test_each_element_is_placed_typed_classed_and_built_by_a_task(key, opened):
    file = opened[key]
    elements = [one for one in file.by_type("IfcElement") if not one.is_a("IfcFeatureElement")]
    assert all(of.get_container(one) is not None for one in elements)
    tasks = Counter(task.PredefinedType for task in file.by_type("IfcTask"))
    outputs = {rel.RelatingProduct for rel in file.by_type("IfcRelAssignsToProduct")}
    assert tasks["CONSTRUCTION"] > 20
    assert len(outputs) > 0.95 * len(elements)
    assert {one.PredefinedType for one in file.by_type("IfcWorkSchedule")} == {"BASELINE", "PLANNED"}
    billed = {one for rel in file.by_type("IfcRelAssignsToControl") if rel.RelatingControl.is_a("IfcCostItem")
              for one in rel.RelatedObjects}  # fmt: skip
    assert len(billed) > 0.6 * len(elements)
    assert {one.is_a("IfcClassificationReference") for one in file.by_type("IfcClassificationReference")} == {
        True
    }


@pytest.mark.parametrize("key", KEYS)
def test_a_model_is_of_the_size_it_is_for(key, opened):
    elements = [one for one in opened[key].by_type("IfcElement") if not one.is_a("IfcFeatureElement")]
    assert 600 <= len(elements) <= 3_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "role", "away_m"),
    [("hospital-wing", HOSPITAL, 0.001), ("school-architecture-r1", SCHOOL, SILL_M)],
)
def test_a_model_stands_on_the_ground_line_that_its_plan_has(key, role, away_m, drawn, tmp_path):
    """The permit's building line is drawn 1.2 m inside the plan's: the model's own line crosses by that."""
    (tmp_path / "cache").mkdir()
    order = Order(name=key, out=str(tmp_path / "out"), cache=str(tmp_path / "cache"), processes=1)
    found = ingest_file(drawn[key], order)
    drawn_line = shapely.from_wkt(found.outlines["ground"]["wkt"])
    whole = shapely.Polygon(drawn_line.geoms[0].exterior)
    x, y, _ = found.origin
    plan = shapely.affinity.translate(shapely.Polygon(RINGS[role]), -x, -y)
    assert len(drawn_line.geoms) == 1
    assert shapely.hausdorff_distance(whole, plan) < away_m
    assert not found.failed
