"""The entities of a STEP file as text: one pass over the bytes, for all who tell entities apart by it."""

import re
from collections.abc import Iterator

ENTITY = re.compile(rb"#(\d+)\s*=\s*([^';]*(?:'[^']*'[^';]*)*);")
MARK = re.compile(rb"'[^']*'|[(),]")
REFERENCE = re.compile(rb"#(\d+)")
Instances = dict[int, bytes]


def entities_of(step: bytes) -> list[tuple[bytes, bytes]]:
    """Return the number and the text, class and attributes, of each entity."""
    return ENTITY.findall(step)


def instances_of(step: bytes) -> Instances:
    """Return each entity's text by its number."""
    return {int(name): text for name, text in entities_of(step)}


def kind_of(text: bytes) -> bytes:
    """Return the class an entity's text begins with, as it is written."""
    return text[: text.find(b"(")].strip()


def attributes_of(text: bytes) -> Iterator[bytes]:
    """Yield an entity's attributes as text, in their order."""
    depth, start = 0, 0
    for found in MARK.finditer(text):
        mark = found[0]
        if mark == b"(":
            depth += 1
            start = found.end() if depth == 1 else start
        elif mark == b")":
            depth -= 1
            if depth == 0:
                yield text[start : found.start()]
        elif mark == b"," and depth == 1:
            yield text[start : found.start()]
            start = found.end()
