"""A stranger's XML, piece by piece: no entities, no document type, bounded depth, little memory."""

import xml.etree.ElementTree as plain  # noqa: S405  only its types and error; the parser is the hardened one
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from portal.progress.schedules import faults
from portal.progress.schedules.limits import DEEPEST_XML

Node = plain.Element


def local(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rsplit("}", 1)[-1]


def pieces(path: Path, wanted: frozenset[str], header: str = "Project") -> Iterator[tuple[str, Node]]:
    """Yield each outermost element of the wanted names when it is complete, then forget it.

    Elements of any other name are yielded when they hold only text and stand right in ``header``.
    Raises ``XmlBroken``, ``XmlEntitiesRefused``, ``XmlTooDeep``.
    """
    try:
        yield from _pieces(path, wanted, header)
    except DefusedXmlException as error:
        raise faults.XmlEntitiesRefused() from error
    except plain.ParseError as error:
        line, column = error.position
        raise faults.XmlBroken(line=line, column=column + 1) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise faults.XmlBroken(line=1, column=1) from error


def _pieces(path: Path, wanted: frozenset[str], header: str) -> Iterator[tuple[str, Node]]:
    trail: list[Node] = []
    holder = 0
    for event, node in iterparse(str(path), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            _enter(trail, node)
            if not holder and local(node.tag) in wanted:
                holder = len(trail)
            continue
        depth = len(trail)
        trail.pop()
        if holder and depth > holder:
            continue
        heads = trail and not holder and not len(node) and local(trail[-1].tag) == header
        if holder or heads:
            yield local(node.tag), node
        holder = 0
        if trail:
            trail[-1].remove(node)


def _enter(trail: list[Node], node: Node) -> None:
    trail.append(node)
    if len(trail) > DEEPEST_XML:
        raise faults.XmlTooDeep(limit=DEEPEST_XML)


def root_of(path: Path) -> tuple[str, str]:
    """Return the namespace and name of the outermost element."""
    try:
        for _event, node in iterparse(str(path), events=("start",), forbid_dtd=True):
            space, _, name = node.tag.rpartition("}")
            return space.lstrip("{"), name
    except DefusedXmlException as error:
        raise faults.XmlEntitiesRefused() from error
    except plain.ParseError as error:
        line, column = error.position
        raise faults.XmlBroken(line=line, column=column + 1) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise faults.XmlBroken(line=1, column=1) from error
    return "", ""

ABSENT = frozenset({"NA", "N/A"})


class Fields:
    """The children of one element by name, as text, number, moment; empty and absent are the same."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._texts: dict[str, str] = {}
        for child in node:
            self._texts.setdefault(local(child.tag), (child.text or "").strip())

    def __contains__(self, name: str) -> bool:
        return bool(self._texts.get(name))

    def holds(self, *names: str) -> bool:
        """Tell whether there is a child of one of these names, empty or not."""
        return not self._texts.keys().isdisjoint(names)

    def text(self, name: str, default: str = "") -> str:
        """Return the text of a child."""
        return self._texts.get(name, "") or default

    def whole(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number; what is written with a fraction is rounded."""
        found = self.exact(name)
        return default if found is None else int(found.to_integral_value())

    def exact(self, name: str) -> Decimal | None:
        """Return a number, or ``None`` where there is none."""
        try:
            found = Decimal(self._texts.get(name, ""))
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    def truth(self, name: str) -> bool | None:
        """Return yes, no or nothing."""
        text = self._texts.get(name, "").lower()
        return None if not text else text in {"1", "true", "y", "yes"}

    def moment(self, name: str) -> datetime | None:
        """Return a moment without its zone: a schedule has one clock."""
        return moment_of(self._texts.get(name, ""))

    def unreadable(self, *names: str) -> Iterator[str]:
        """Yield what stands where a moment should and is none; ``NA`` is how MS Project leaves it out."""
        for name in names:
            text = self._texts.get(name, "")
            if text and text.upper() not in ABSENT and moment_of(text) is None:
                yield f"{name} {text}"

    def below(self, *path: str) -> Iterator["Fields"]:
        """Yield the elements at the end of a path of names."""
        for child in self.node:
            if local(child.tag) == path[0]:
                inner = Fields(child)
                yield from inner.below(*path[1:]) if len(path) > 1 else (inner,)


def moment_of(text: str) -> datetime | None:
    """Return a moment from ISO text, without zone and fraction; ``None`` for what is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None, microsecond=0)
