"""Numbers that look random and are the same for ever: hashes of integers, not a running generator.

A running generator makes every value depend on how many were drawn before. A hash of (purpose, index) does
not: project 17 is the same at every size, whatever is added before it later.
"""

import uuid
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NAMESPACE = uuid.UUID("5f0d9c3a-97e1-5b7e-8c55-9a7d0c1f9700")
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)


@cache
def salt(purpose: str) -> np.uint64:
    """Return the fixed 64-bit number of a purpose."""
    return np.uint64(int.from_bytes(blake2b(purpose.encode(), digest_size=8).digest(), "big"))


def _mix(x: U64) -> U64:
    """Scramble 64 bits (splitmix64)."""
    with np.errstate(over="ignore"):
        x = x + _GOLDEN
        x = (x ^ (x >> np.uint64(30))) * _M1
        x = (x ^ (x >> np.uint64(27))) * _M2
    return x ^ (x >> np.uint64(31))


def bits(purpose: str, *indexes: object) -> U64:
    """Return 64 hashed bits for every row of ``indexes`` (integers or integer arrays, broadcast together)."""
    state = np.asarray(salt(purpose), dtype=np.uint64)
    for index in indexes:
        state = _mix(state ^ np.asarray(index).astype(np.int64).view(np.uint64))
    return _mix(state)


def uniform(purpose: str, *indexes: object) -> Floats:
    """Return numbers in [0, 1)."""
    return (bits(purpose, *indexes) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def between(low: object, high: object, purpose: str, *indexes: object) -> Floats:
    """Return numbers in [low, high)."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return low + (high - low) * uniform(purpose, *indexes)


def whole(low: object, high: object, purpose: str, *indexes: object) -> Ints:
    """Return whole numbers from low to high, both included."""
    return np.floor(between(low, np.asarray(high) + 1, purpose, *indexes)).astype(np.int64)


def bell(purpose: str, *indexes: object) -> Floats:
    """Return nearly normal numbers, mean 0, deviation 1: twelve uniforms summed, no logarithm involved."""
    drawn: Floats = sum((uniform(purpose, *indexes, k) for k in range(12)), np.float64(0.0))  # type: ignore[arg-type]
    return drawn - 6.0


def pick(weights: object, purpose: str, *indexes: object) -> Ints:
    """Return positions drawn with the given weights."""
    steps = np.cumsum(np.asarray(weights, dtype=float))
    drawn = uniform(purpose, *indexes) * steps[-1]
    return np.minimum(np.searchsorted(steps, drawn, side="right"), len(steps) - 1)


def shuffled(count: int, purpose: str) -> Ints:
    """Return 0 … count-1 in a fixed disorder."""
    return np.argsort(bits(purpose, np.arange(count)), kind="stable")


def fixed_id(*parts: object) -> uuid.UUID:
    """Return the one identifier these parts will always have."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))
