"""One thing that was found, as it travels and is kept: a code, facts, and the elements it is about."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from bim.files.attributes import attribute

Fact = str | int | float
MOST_ELEMENTS = 200
MOST_LETTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``elements``: the first GlobalIds; ``count``: how many there are in all, 0 for the file as a whole."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)
    elements: tuple[str, ...] = ()
    count: int = 0

    def plain(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        return asdict(self) | {"elements": list(self.elements)}


def about(code: str, entities: Iterable[Any], **facts: Fact) -> list[Finding]:
    """Return a finding about entities of a file, or none when there are none."""
    found = list(entities)
    if not found:
        return []
    ids = [global_id(one) for one in found]
    named = tuple(dict.fromkeys(one for one in ids if one))[:MOST_ELEMENTS]
    told = {name: cut(value) for name, value in facts.items()}
    return [Finding(code=code, facts=told, elements=named, count=len(found))]


def once(code: str, **facts: Fact) -> Finding:
    """Return a finding about the file as a whole."""
    return Finding(code=code, facts={name: cut(value) for name, value in facts.items()})


def global_id(entity: Any) -> str:
    """Return an entity's GlobalId, empty for one that has none."""
    return str(cut(str(attribute(entity, "GlobalId") or "")))[:64]


def cut(value: Fact) -> Fact:
    """Keep a stranger's text short, and such that it can be sent and stored."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "")[:MOST_LETTERS].encode("utf-8", "replace").decode()
