"""Which products of a file are elements, and in which order."""

import ifcopenshell
import ifcopenshell.guid
import pytest

from bim.files.bodies import body_representations
from bim.files.products import numbered


@pytest.fixture
def model():
    return ifcopenshell.file(schema="IFC4")


def _product(model, kind, items=(), identifier="Body"):
    shape = None
    if items:
        context = model.create_entity("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5)
        held = model.create_entity("IfcShapeRepresentation", context, identifier, "SweptSolid", items)
        shape = model.create_entity("IfcProductDefinitionShape", None, None, (held,))
    return model.create_entity(kind, ifcopenshell.guid.new(), Representation=shape)


def _block(model):
    place = model.create_entity(
        "IfcAxis2Placement3D", model.create_entity("IfcCartesianPoint", (0.0, 0.0, 0.0))
    )
    return model.create_entity("IfcBlock", place, 1.0, 2.0, 3.0)


def _line(model):
    ends = [model.create_entity("IfcCartesianPoint", (x, 0.0)) for x in (0.0, 1.0)]
    return model.create_entity("IfcPolyline", ends)


def test_elements_are_numbered_by_their_step_ids(model):
    wall = _product(model, "IfcWall")
    space = _product(model, "IfcSpace")
    storey = _product(model, "IfcBuildingStorey")
    assert numbered(model) == (wall, space, storey)


def test_openings_are_no_elements(model):
    _product(model, "IfcOpeningElement", [_block(model)])
    assert numbered(model) == ()


def test_an_annotation_counts_only_with_a_body(model):
    _product(model, "IfcAnnotation", [_line(model)])
    _product(model, "IfcGrid")
    solid = _product(model, "IfcAnnotation", [_block(model)])
    assert numbered(model) == (solid,)


def test_a_body_is_told_by_its_items_and_not_by_its_context(model):
    assert body_representations(_product(model, "IfcWall", [_block(model)], "Facetation"))
    assert not body_representations(_product(model, "IfcWall", [_block(model)], "Box"))
    assert not body_representations(_product(model, "IfcWall", [_line(model)], "Body"))


def test_a_mapped_body_is_a_body(model):
    held = body_representations(_product(model, "IfcWall", [_block(model)]))[0]
    origin = model.create_entity(
        "IfcAxis2Placement3D", model.create_entity("IfcCartesianPoint", (0.0, 0.0, 0.0))
    )
    target = model.create_entity(
        "IfcCartesianTransformationOperator3D",
        LocalOrigin=model.create_entity("IfcCartesianPoint", (0.0, 0.0, 0.0)),
    )
    mapped = model.create_entity(
        "IfcMappedItem", model.create_entity("IfcRepresentationMap", origin, held), target
    )
    assert body_representations(_product(model, "IfcWall", [mapped]))


def test_faces_of_a_structural_analysis_count_where_there_is_no_body(model):
    face = model.create_entity("IfcFaceSurface", (), _block(model), True)
    context = model.create_entity("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5)
    held = model.create_entity("IfcTopologyRepresentation", context, "Reference", "Face", (face,))
    shape = model.create_entity("IfcProductDefinitionShape", None, None, (held,))
    member = model.create_entity("IfcStructuralSurfaceMember", ifcopenshell.guid.new(), Representation=shape)
    assert body_representations(member) == [held]
    held.RepresentationIdentifier = "Axis"
    assert body_representations(member) == []
