"""Keys of shapes: what a shape is made from, hashed from the file's text, however its entities are numbered.

Two representations with the same attribute values down to the last point have the same key, in one file, in
its next revision and in another file. Numbers are compared as numbers: 1., 1.0 and 1.E0 are one.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import chain

import numpy as np

from bim.files.instances import REFERENCE, Instances

PART = re.compile(rb"'(?:[^']|'')*'|#\d+|[-+]?\d+\.\d*(?:[eE][-+]?\d+)?|\s+")
NOT_ONLY_REFERENCES = re.compile(rb"['\s]|\d\.")
POINT = re.compile(rb"IFCCARTESIANPOINT\s*\(\s*\(([-+.,0-9eE\s]+)\)\s*\)\s*\Z")
STYLED = re.compile(rb"IFCSTYLEDITEM\s*\(\s*#(\d+)\s*,")
SHORT = 96
DEEPEST = 180


class Endless(Exception):
    """The entities refer to each other in a ring, or deeper than anything real does."""


class Texts:
    """The entities of one STEP file as text, and digests of what hangs below them."""

    def __init__(self, texts: Instances) -> None:
        self.texts = texts
        self.known = _points(self.texts)
        self.depth = 0
        self.styles = self._styles()

    def digest(self, entity: int) -> bytes:
        """Return the content of an entity and all it refers to, digested where long. Raise ``Endless``."""
        known = self.known.get(entity)
        if known is not None:
            return known
        if self.depth > DEEPEST:
            raise Endless
        self.depth += 1
        try:
            told = self._told(self.texts.get(entity, b"(missing)"))
            for style in self.styles.get(entity, ()):
                told += b"~" + self._told(self.texts[style].partition(b",")[2])
        finally:
            self.depth -= 1
        short = told if len(told) <= SHORT else b"<" + blake2b(told, digest_size=16).digest() + b">"
        self.known[entity] = short
        return short

    def _told(self, text: bytes) -> bytes:
        if NOT_ONLY_REFERENCES.search(text):
            return PART.sub(self._part, text)
        parts = REFERENCE.split(text)
        known = self.known
        parts[1::2] = [known.get(at) or self.digest(at) for at in map(int, parts[1::2])]
        return b"".join(parts)

    def _part(self, found: "re.Match[bytes]") -> bytes:
        part = found[0]
        first = part[:1]
        if first == b"#":
            return self.digest(int(part[1:]))
        if first == b"'":
            return part
        return b"" if part.isspace() else repr(float(part)).encode()

    def _styles(self) -> Mapping[int, list[int]]:
        styles: dict[int, list[int]] = {}
        for entity, text in self.texts.items():
            if text[:13] == b"IFCSTYLEDITEM" and (item := STYLED.match(text)):
                styles.setdefault(int(item[1]), []).append(entity)
        return styles


def _points(texts: Mapping[int, bytes]) -> dict[int, bytes]:
    """Return the digests of all points at once, half of most files. Numbers become their eight bytes."""
    found = [(entity, match[1]) for entity, text in texts.items() if (match := POINT.match(text))]
    if not found:
        return {}
    parts = [numbers.split(b",") for _, numbers in found]
    try:
        flat = np.array(list(map(float, chain.from_iterable(parts))))
    except ValueError:
        return {}
    packed = (flat + 0.0).tobytes()
    ends = (np.cumsum([len(part) for part in parts]) * 8).tolist()
    starts = [0, *ends[:-1]]
    return {
        entity: b"@%d" % ((end - start) // 8) + packed[start:end]
        for (entity, _), start, end in zip(found, starts, ends, strict=True)
    }


def joined(parts: Iterable[bytes]) -> str:
    """Return one key over parts, in their order."""
    whole = blake2b(digest_size=20)
    for part in parts:
        whole.update(len(part).to_bytes(4, "big") + part)
    return whole.hexdigest()
