"""Look through a stranger's XML before a native parser does: no entity bombs, no broken markup, UTF-8."""

import re
import xml.sax.handler
from collections import Counter
from pathlib import Path
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from spatial.intake.encoding import canonical
from spatial.intake.problems import refuse

DECLARATION = re.compile(rb"^(\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"'][^>]*\?>")
DEEPEST = 200
EXPAT_KNOWS = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "ascii"})


class _Counting(xml.sax.handler.ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  the parser's name
        """Count the element by its local name."""
        self.counts[name.rsplit(":", 1)[-1]] += 1
        self.depth += 1
        if self.depth > DEEPEST:
            raise refuse("xml_too_deep", limit=DEEPEST)

    def endElement(self, name: str) -> None:  # noqa: N802  the parser's name
        """Leave the element."""
        self.depth -= 1


def check_xml(path: Path) -> Counter[str]:
    """Return how often each element occurs; raise ``Refused`` for entities and broken markup."""
    handler = _Counting()
    try:
        defusedxml.sax.parse(str(path), handler, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise refuse("xml_entities") from error
    except xml.sax.SAXParseException as error:
        line, column = error.getLineNumber() or 0, (error.getColumnNumber() or 0) + 1
        raise refuse("xml_broken", line=line, column=column) from error
    return handler.counts


def as_utf8(path: Path, work: Path) -> Path:
    """Return the file itself, or a UTF-8 copy in ``work`` when it declares e.g. GB2312."""
    with path.open("rb") as file:
        declaration = DECLARATION.match(file.read(1024))
    if declaration is None:
        return path
    label = declaration[2].decode("ascii", "replace")
    name = canonical(label)
    if name in EXPAT_KNOWS:
        return path
    if name is None:
        raise refuse("encoding_not_known", label=label[:40])
    return _transcode(path, work / f"utf8-{path.name}", name)


def _transcode(path: Path, target: Path, encoding: str) -> Path:
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            target.open("w", encoding="utf-8", newline="") as sink,
        ):
            first = source.read(1024)
            sink.write(re.sub(r"(encoding\s*=\s*[\"'])[^\"']+", r"\1UTF-8", first, count=1))
            while text := source.read(1 << 20):
                sink.write(text)
    except UnicodeDecodeError as error:
        raise refuse("encoding_label_false", label=encoding) from error
    return target
