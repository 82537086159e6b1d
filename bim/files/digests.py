"""What an entity and all below it says, hashed from the file's text, however its entities are numbered.

Two entities with the same attribute values down to the last point have the same digest, in one file, in
its next revision and in another file. Numbers are compared as numbers: 1., 1.0 and 1.E0 are one. All entities
are hashed at once, those first that refer to nothing, by sums of mixed words. Such sums could be met on
purpose, so the keys of a store hang on a secret of its own.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bim.files.tokens import MISSING, Tokens
from bim.files.words import Words, mixed, places, spread, sums

DEEPEST = 180
LANES = 2
"""One word that is the same for everybody, and one that hangs on the secret."""
STYLED = b"IFCSTYLEDITEM(#,"
STYLE = 1 << 40
"""Places behind all references, where an item counts the styles that name it."""


class Endless(Exception):
    """The entities refer to each other in a ring, or deeper than anything real does."""


class Texts:
    """Digests of what hangs below each entity of one STEP file."""

    def __init__(self, tokens: Tokens, secret: bytes = b"") -> None:
        self._at = dict(zip(tokens.names.tolist(), range(len(tokens.names)), strict=True))
        self._lanes, self._done = _hashed(tokens, _salts(secret))

    def digest(self, entity: int) -> bytes:
        """Return the content of an entity and all it refers to, in 16 bytes. Raise ``Endless``."""
        return self._lanes[:, self._settled(entity)].tobytes()

    def sign(self, entity: int) -> bytes:
        """Return the same without the secret, in 8 bytes: equal for everybody, but not to be believed."""
        return self._lanes[0, self._settled(entity)].tobytes()

    def _settled(self, entity: int) -> int:
        at = self._at.get(entity, MISSING)
        if not self._done[at]:
            raise Endless
        return at


def joined(parts: Iterable[bytes]) -> str:
    """Return one key over parts, in their order."""
    whole = blake2b(digest_size=20)
    for part in parts:
        whole.update(len(part).to_bytes(4, "big") + part)
    return whole.hexdigest()


def _salts(secret: bytes) -> Words:
    own = np.frombuffer(blake2b(secret, digest_size=8).digest(), dtype=np.uint64)
    return np.concatenate([np.array([1], dtype=np.uint64), own])


def _hashed(tokens: Tokens, salts: Words) -> tuple[Words, NDArray[np.bool_]]:
    """Return two words for each entity, and whether it has any; the last column is of what is missing."""
    count = len(tokens.names)
    lanes, done = np.zeros((LANES, count + 1), dtype=np.uint64), np.zeros(count + 1, dtype=bool)
    done[MISSING] = True
    told = _own(tokens, salts)
    source, target, place = _edges(tokens)
    todo = np.arange(count)
    for _round in range(DEEPEST):
        blocked = np.zeros(count + 1, dtype=bool)
        blocked[source[~done[target]]] = True
        ready = todo[~blocked[todo]]
        if not len(ready):
            break
        mine = ~blocked[source]
        for lane, salt in enumerate(salts):
            words = mixed(lanes[lane, target[mine]] ^ place[mine] ^ salt)
            sums(source[mine], words, told[lane])
            lanes[lane, ready] = mixed(told[lane, ready] + salt)
        done[ready] = True
        source, target, place = source[~mine], target[~mine], place[~mine]
        todo = todo[blocked[todo]]
    return lanes, done


def _own(tokens: Tokens, salts: Words) -> Words:
    """Return the words of each entity's skeleton and numbers."""
    digests = b"".join(blake2b(one, digest_size=8 * LANES).digest() for one in tokens.skeletons)
    told = np.frombuffer(digests, dtype=np.uint64).reshape(-1, LANES)[tokens.skeleton].T.copy()
    bits = tokens.real.view(np.uint64) ^ spread(~places(tokens.holder))
    for lane, salt in enumerate(salts):
        sums(tokens.holder, mixed(bits ^ salt), told[lane])
    return told


def _edges(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64], Words]:
    """Return who refers to whom, and at which place. A style belongs to its item, not its item to it."""
    source, target, place = tokens.source, tokens.target, places(tokens.source)
    styles = np.array([one.startswith(STYLED) for one in tokens.skeletons] or [False])
    turned = styles[tokens.skeleton[source]] & (place == 0) if len(source) else np.zeros(0, dtype=bool)
    there = turned & (target != MISSING)
    order = np.argsort(target[there], kind="stable")
    items, own = target[there][order], source[there][order]
    whole: list[Any] = [
        np.concatenate([source[~turned], items]), np.concatenate([target[~turned], own]),
        np.concatenate([place[~turned], STYLE + places(items)]),
    ]  # fmt: skip
    by_source = np.argsort(whole[0], kind="stable")
    source, target, place = (one[by_source] for one in whole)
    return source, target, spread(place)
