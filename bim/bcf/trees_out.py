"""Small pieces of XML, written in the order the schemas want."""

from collections.abc import Iterable
from xml.etree import ElementTree  # noqa: S405  # writes only
from xml.etree.ElementTree import Element, SubElement  # noqa: S405

from bim.bcf.model import Vector


def packed(tree: Element) -> bytes:
    """Return the text of a file."""
    ElementTree.indent(tree)
    data: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def put(parent: Element, name: str, value: str | float | None) -> None:
    """Add a child with a text; nothing where there is none to tell."""
    if value is None or value == "":
        return
    SubElement(parent, name).text = repr(value) if isinstance(value, float) else str(value)


def put_all(parent: Element, name: str, values: Iterable[str]) -> None:
    """Add a child for each text."""
    for value in values:
        put(parent, name, value)


def put_vector(parent: Element, name: str, at: Vector) -> None:
    """Add a point or direction."""
    node = SubElement(parent, name)
    for axis, value in zip("XYZ", at, strict=True):
        put(node, axis, float(value))


def marks(**attributes: str | bool | None) -> dict[str, str]:
    """Return the attributes that have something to tell, truth values as the schemas spell them."""
    told = {name: value for name, value in attributes.items() if value is not None and value != ""}
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else value
        for name, value in told.items()
    }
