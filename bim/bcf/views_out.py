"""Write a look at the model (``.bcfv``) of 2.1 and 3.0."""

from xml.etree.ElementTree import Element, SubElement  # noqa: S405

from bim.bcf.model import Camera, Component, Components, Vector, Viewpoint
from bim.bcf.trees_out import marks, packed, put, put_vector

SQUARE = 1.0
"""3.0 wants to know how wide a view is to its height; 2.1 did not say."""
EYE = 60.0


def write_view(viewpoint: Viewpoint, version: str) -> bytes:
    """Return the file of a look."""
    tree = Element("VisualizationInfo", marks(Guid=viewpoint.own_guid or viewpoint.guid))
    if viewpoint.components is not None:
        _components(tree, viewpoint.components, version)
    if viewpoint.camera is not None:
        _camera(tree, viewpoint.camera, version)
    _pairs(tree, viewpoint.lines, "Lines", "Line", ("StartPoint", "EndPoint"))
    _pairs(tree, viewpoint.planes, "ClippingPlanes", "ClippingPlane", ("Location", "Direction"))
    _bitmaps(tree, viewpoint, version)
    return packed(tree)


def _components(tree: Element, said: Components, version: str) -> None:
    node = SubElement(tree, "Components")
    if version == "2.1":
        _hints(node, said)
    if said.selection:
        _many(SubElement(node, "Selection"), said.selection)
    seen = SubElement(node, "Visibility", marks(DefaultVisibility=said.default_visibility))
    if version != "2.1":
        _hints(seen, said)
    if said.exceptions:
        _many(SubElement(seen, "Exceptions"), said.exceptions)
    if said.colouring:
        coloured = SubElement(node, "Coloring")
        for one in said.colouring:
            colour = SubElement(coloured, "Color", marks(Color=one.colour))
            _many(colour if version == "2.1" else SubElement(colour, "Components"), one.components)


def _hints(node: Element, said: Components) -> None:
    if said.hints is None:
        return
    SubElement(node, "ViewSetupHints", marks(
        SpacesVisible=said.hints.spaces, SpaceBoundariesVisible=said.hints.space_boundaries,
        OpeningsVisible=said.hints.openings,
    ))  # fmt: skip


def _many(node: Element, components: tuple[Component, ...]) -> None:
    for one in components:
        child = SubElement(node, "Component", marks(IfcGuid=one.ifc_guid))
        put(child, "OriginatingSystem", one.originating_system)
        put(child, "AuthoringToolId", one.authoring_tool_id)


def _camera(tree: Element, camera: Camera, version: str) -> None:
    level = camera.scale is not None
    node = SubElement(tree, "OrthogonalCamera" if level else "PerspectiveCamera")
    put_vector(node, "CameraViewPoint", camera.position)
    put_vector(node, "CameraDirection", camera.direction)
    put_vector(node, "CameraUpVector", camera.up)
    if level:
        put(node, "ViewToWorldScale", camera.scale)
    else:
        put(node, "FieldOfView", EYE if camera.field_of_view is None else camera.field_of_view)
    if version != "2.1":
        put(node, "AspectRatio", SQUARE if camera.aspect is None else camera.aspect)


def _pairs(
    tree: Element, pairs: tuple[tuple[Vector, Vector], ...], group: str, name: str, ends: tuple[str, str]
) -> None:
    if not pairs:
        return
    node = SubElement(tree, group)
    for pair in pairs:
        child = SubElement(node, name)
        for end, at in zip(ends, pair, strict=True):
            put_vector(child, end, at)


def _bitmaps(tree: Element, viewpoint: Viewpoint, version: str) -> None:
    if not viewpoint.bitmaps:
        return
    parent = tree if version == "2.1" else SubElement(tree, "Bitmaps")
    for one in viewpoint.bitmaps:
        node = SubElement(parent, "Bitmap")
        put(node, *(("Bitmap", one.kind.upper()) if version == "2.1" else ("Format", one.kind)))
        put(node, "Reference", one.reference)
        put_vector(node, "Location", one.location)
        put_vector(node, "Normal", one.normal)
        put_vector(node, "Up", one.up)
        put(node, "Height", float(one.height))
