"""Entities that are named too seldom or too often for what the schema says of their inverse attributes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import ifcopenshell.ifcopenshell_wrapper as wrapper
import numpy as np

from bim.files.instances import REFERENCE, Instances, attributes_of, kind_of
from bim.files.tokens import Tokens

ANY_NUMBER = (0, -1)
EXACTLY_ONE = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Entities of class ``target`` are to be named ``least`` to ``most`` times by an attribute."""

    target: str
    least: int
    most: int


Namings = dict[tuple[str, int], list[Bound]]
"""Bounds by the class that names and the place of its attribute."""


def suspects(tokens: Tokens, schema: str) -> set[int]:
    """Return every entity that may break such a bound; the validator has the last word."""
    declared: Any = wrapper.schema_by_name(schema)
    texts, kinds = tokens.texts, _by_kind(tokens)
    known = {kind: one for kind in kinds if (one := _entity(declared, kind)) is not None}
    found: set[int] = set()
    for (naming, place), bounds in _namings(known).items():
        sources = [kind for kind in known if _is_a(known[kind], naming)]
        counts = _counted(texts, chain.from_iterable(kinds[kind] for kind in sources), place)
        for bound in bounds:
            found |= _outside(bound, counts, kinds)
    return found


def _by_kind(tokens: Tokens) -> dict[str, list[int]]:
    """Return the names of all entities by their class: entities of one skeleton are of one."""
    order = np.argsort(tokens.skeleton, kind="stable")
    ends = np.cumsum(np.bincount(tokens.skeleton, minlength=len(tokens.skeletons)))[:-1]
    named: dict[str, list[int]] = defaultdict(list)
    for skeleton, entities in zip(tokens.skeletons, np.split(tokens.names[order], ends), strict=True):
        named[kind_of(skeleton).decode("ascii", "replace").upper()] += entities.tolist()
    return named


def _entity(schema: Any, kind: str) -> Any:
    try:
        return schema.declaration_by_name(kind).as_entity()
    except RuntimeError:
        return None


def _is_a(entity: Any, name: str) -> bool:
    while entity is not None:
        if entity.name() == name:
            return True
        entity = entity.supertype()
    return False


def _namings(known: Mapping[str, Any]) -> Namings:
    namings: Namings = defaultdict(list)
    for kind, entity in known.items():
        for inverse in entity.all_inverse_attributes():
            least, most = inverse.bound1(), inverse.bound2()
            if (least, most) == ANY_NUMBER:
                continue
            if (least, most) == EXACTLY_ONE:
                least = most = 1
            naming, attribute = inverse.entity_reference(), inverse.attribute_reference()
            names = [one.name() for one in naming.all_attributes()]
            place = names.index(attribute.name())
            namings[naming.name(), place].append(Bound(target=kind, least=least, most=most))
    return namings


def _counted(texts: Instances, sources: Iterator[int], place: int) -> tuple[Counter[int], ...]:
    """Return how often each entity is named, and by how many different ones."""
    times: Counter[int] = Counter()
    different: Counter[int] = Counter()
    for source in sources:
        given = next((one for at, one in enumerate(attributes_of(texts[source])) if at == place), b"")
        named = [int(number) for number in REFERENCE.findall(given)]
        times.update(named)
        different.update(set(named))
    return times, different


def _outside(bound: Bound, counts: tuple[Counter[int], ...], kinds: Mapping[str, list[int]]) -> set[int]:
    """Return the targets outside their bound by either count."""
    found: set[int] = set()
    for count in counts:
        often = {one for one, times in count.items() if times > bound.most} if bound.most != -1 else set()
        found |= often.intersection(kinds[bound.target]) if often else set()
        if bound.least > 0:
            found |= {one for one in kinds[bound.target] if count[one] < bound.least}
    return found
