"""Read a look at the model (``.bcfv``) of any version."""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element  # noqa: S405

from bim.bcf.model import Bitmap, Camera, Colouring, Component, Components, Hints, Vector, Viewpoint
from bim.bcf.trees import each, flag, number, parse, text, vector


def read_view(viewpoint: Viewpoint, data: bytes, path: str) -> Viewpoint:
    """Fill a viewpoint with what its file says. Raises ``MarkupBroken``."""
    tree = parse(data, path)
    own = tree.get("Guid", "").lower()
    return replace(
        viewpoint,
        camera=_camera(tree, path),
        components=_components(tree.find("Components")),
        lines=_pairs(tree, "Lines/Line", "StartPoint", "EndPoint", path),
        planes=_pairs(tree, "ClippingPlanes/ClippingPlane", "Location", "Direction", path),
        bitmaps=tuple(_bitmap(one, path) for one in [*each(tree, "Bitmap"), *tree.findall("Bitmaps/Bitmap")]),
        own_guid="" if own == viewpoint.guid else own,
    )


def _camera(tree: Element, path: str) -> Camera | None:
    for name in ("PerspectiveCamera", "OrthogonalCamera"):
        found = tree.find(name)
        if found is not None:
            return Camera(
                position=vector(found.find("CameraViewPoint"), path),
                direction=vector(found.find("CameraDirection"), path),
                up=vector(found.find("CameraUpVector"), path),
                field_of_view=number(found, "FieldOfView"),
                scale=number(found, "ViewToWorldScale"),
                aspect=number(found, "AspectRatio"),
            )
    return None


def _components(node: Element | None) -> Components | None:
    if node is None:
        return None
    if any(True for _ in each(node, "Component")):
        return _flat_components(node)
    seen = node.find("Visibility")
    hints = node.find("ViewSetupHints") if seen is None else seen.find("ViewSetupHints")
    hints = node.find("ViewSetupHints") if hints is None else hints
    return Components(
        selection=_many(node.find("Selection")),
        default_visibility=seen is None or flag(seen.get("DefaultVisibility"), default=False),
        exceptions=_many(seen.find("Exceptions") if seen is not None else None),
        colouring=tuple(
            Colouring(colour=one.get("Color", ""), components=_within(one))
            for one in node.findall("Coloring/Color")
        ),
        hints=None if hints is None else Hints(
            spaces=flag(hints.get("SpacesVisible"), default=False),
            space_boundaries=flag(hints.get("SpaceBoundariesVisible"), default=False),
            openings=flag(hints.get("OpeningsVisible"), default=False),
        ),
    )  # fmt: skip


def _flat_components(node: Element) -> Components:
    """Read the one list of 2.0, in which each element says whether it is selected, seen and coloured.

    Where nothing says what the others are and all that is named is named as visible, it is seen alone. An
    element that would stand in no list of later versions is selected: that it was meant is not lost.
    """
    found = [(_component(one), one.attrib) for one in each(node, "Component")]
    default = flag(node.get("DefaultVisibilityComponents"), default=not _seen_alone(node))
    colours: dict[str, list[Component]] = {}
    for component, said in found:
        if said.get("Color"):
            colours.setdefault(said["Color"], []).append(component)
    hinted = any(name.startswith("DefaultVisibility") for name in node.attrib)
    return Components(
        selection=tuple(one for one, said in found if _is_selected(said, default)),
        default_visibility=default,
        exceptions=tuple(
            one for one, said in found if flag(said.get("Visible"), default=True) is not default
        ),
        colouring=tuple(Colouring(colour=key, components=tuple(members)) for key, members in colours.items()),
        hints=Hints(
            spaces=flag(node.get("DefaultVisibilitySpaces"), default=False),
            space_boundaries=flag(node.get("DefaultVisibilitySpaceBoundaries"), default=False),
            openings=flag(node.get("DefaultVisibilityOpenings"), default=False),
        ) if hinted else None,
    )  # fmt: skip


def _seen_alone(node: Element) -> bool:
    named = list(each(node, "Component"))
    return all(flag(one.get("Visible"), default=False) and not _is_marked(one.attrib) for one in named)


def _is_marked(said: Mapping[str, str]) -> bool:
    return flag(said.get("Selected"), default=False) or bool(said.get("Color"))


def _is_selected(said: Mapping[str, str], default: bool) -> bool:
    excepted = flag(said.get("Visible"), default=True) is not default
    return flag(said.get("Selected"), default=False) or not (excepted or said.get("Color"))


def _many(node: Element | None) -> tuple[Component, ...]:
    return tuple(_component(one) for one in each(node, "Component"))


def _within(colour: Element) -> tuple[Component, ...]:
    return _many(colour) or _many(colour.find("Components"))


def _component(node: Element) -> Component:
    return Component(
        ifc_guid=node.get("IfcGuid", ""),
        originating_system=text(node, "OriginatingSystem"),
        authoring_tool_id=text(node, "AuthoringToolId"),
    )


def _pairs(tree: Element, at: str, first: str, second: str, path: str) -> tuple[tuple[Vector, Vector], ...]:
    return tuple(
        (vector(one.find(first), path), vector(one.find(second), path)) for one in tree.findall(at)
    )


def _bitmap(node: Element, path: str) -> Bitmap:
    return Bitmap(
        kind=(text(node, "Format") or text(node, "Bitmap")).lower(),
        reference=text(node, "Reference"),
        location=vector(node.find("Location"), path),
        normal=vector(node.find("Normal"), path),
        up=vector(node.find("Up"), path),
        height=number(node, "Height") or 0.0,
    )
