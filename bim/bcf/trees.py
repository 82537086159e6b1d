"""Small questions to an XML tree; names without their namespace."""

from collections.abc import Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element  # noqa: S405  # the type alone; texts are parsed by defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bim.bcf.model import Vector
from bim.bcf.troubles import MarkupBroken, MarkupDeclaresType, MarkupNotText, MarkupNotXml

TRUE = frozenset({"true", "1"})


def parse(data: bytes, path: str) -> Element:
    """Read one file of the archive. Raises ``MarkupBroken``."""
    try:
        tree: Element = fromstring(data, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise MarkupNotXml(path=path[:200], line=line, column=column + 1) from error
    except DefusedXmlException as error:
        raise MarkupDeclaresType(path=path[:200]) from error
    except (ValueError, LookupError) as error:
        raise MarkupNotText(path=path[:200]) from error
    for node in tree.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rpartition("}")[2]
    return tree


def broken(path: str, reason: str) -> NoReturn:
    """Say what is wrong with a file of the archive."""
    raise MarkupBroken(path=path[:200], reason=reason[:300])


def text(node: Element | None, name: str) -> str:
    """Return the text of a child, ``""`` where there is none."""
    found = None if node is None else node.find(name)
    return (found.text or "").strip() if found is not None else ""


def texts(node: Element | None, path: str) -> tuple[str, ...]:
    """Return the texts of all children at a path that have one."""
    found = [] if node is None else node.findall(path)
    return tuple((one.text or "").strip() for one in found if (one.text or "").strip())


def flag(value: str | None, *, default: bool) -> bool:
    """Read a truth value."""
    return default if value is None else value.strip().lower() in TRUE


def whole(value: str) -> int | None:
    """Read a whole number, ``None`` where there is none."""
    return int(value) if value.lstrip("-").isdigit() else None


def number(node: Element | None, name: str) -> float | None:
    """Read a number, ``None`` where there is none or it is not finite."""
    try:
        found = float(text(node, name))
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


def vector(node: Element | None, path: str) -> Vector:
    """Read a point or direction. Raises ``MarkupBroken``."""
    x, y, z = (number(node, axis) for axis in "XYZ")
    if x is None or y is None or z is None:
        broken(path, f"{'' if node is None else node.tag}: X, Y, Z")
    return x, y, z


def each(node: Element | None, *names: str) -> Iterator[Element]:
    """Return the children of any of the names, in their order."""
    yield from (one for one in (() if node is None else node) if one.tag in names)
