"""An IDS file as a tree that knows its lines."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder  # noqa: S405  built by our own parser
from xml.parsers import expat

from bim.checks.ids.problem import Problem

IDS = "{http://standards.buildingsmart.org/IDS}"
XS = "{http://www.w3.org/2001/XMLSchema}"
MOST_BYTES = 20 << 20


class Broken(Exception):
    """The file cannot be taken for a tree."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file. ``prefixes``: of namespaces, by which values name the types of XML schema."""

    root: Element
    lines: dict[int, int]
    prefixes: dict[str, str]

    def line(self, node: Element) -> int:
        """Return where a node begins."""
        return self.lines.get(id(node), 0)


def parse(data: bytes) -> Tree:
    """Return the tree of a file. Document types are refused: they can grow without end, or lead elsewhere."""
    builder = TreeBuilder()
    lines: dict[int, int] = {}
    prefixes: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator="}")

    def start(name: str, attributes: dict[str, str]) -> None:
        node = builder.start(_name(name), {_name(key): value for key, value in attributes.items()})
        lines[id(node)] = parser.CurrentLineNumber

    def doctype(*_words: object) -> None:
        raise Broken(Problem(code="ids_doctype", line=parser.CurrentLineNumber))

    def declare(prefix: str | None, uri: str | None) -> None:
        prefixes.setdefault(prefix or "", uri or "")

    parser.StartNamespaceDeclHandler = declare
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    parser.EndElementHandler = lambda name: builder.end(_name(name))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        facts = {"column": str(error.offset + 1)}
        raise Broken(Problem(code="ids_not_xml", line=error.lineno, facts=facts)) from error
    return Tree(builder.close(), lines, prefixes)


def _name(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def values(node: Element | None) -> list[str]:
    """Return the exact values a node allows: its simple value, or those it lists."""
    if node is None:
        return []
    simple = node.find(f"{IDS}simpleValue")
    if simple is not None:
        return [simple.text or ""]
    return [one.get("value", "") for one in node.iter(f"{XS}enumeration")]


def patterns(node: Element | None) -> list[str]:
    """Return the patterns a node allows."""
    return [] if node is None else [one.get("value", "") for one in node.iter(f"{XS}pattern")]
