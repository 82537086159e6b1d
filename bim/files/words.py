"""Words of 64 bits that many entities are hashed into at once: mixed, and summed up by whose they are."""

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Ints = NDArray[np.int64]
ODD, FIRST, SECOND = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


def mixed(words: Words) -> Words:
    """Return words of which every bit hangs on every bit of the one before (the end of splitmix64)."""
    words = (words ^ (words >> np.uint64(30))) * FIRST
    words = (words ^ (words >> np.uint64(27))) * SECOND
    return words ^ (words >> np.uint64(31))


def sums(owners: Ints, words: Words, into: Words) -> None:
    """Add words to those of their owners, which rise."""
    if len(owners):
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        into[owners[starts]] += np.add.reduceat(words, starts)


def places(owners: Ints) -> Ints:
    """Return which of its owner's each one is, counted from zero; owners rise."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return np.arange(len(owners)) - np.repeat(starts, np.diff(np.append(starts, len(owners))))


def spread(numbers: Ints) -> Words:
    """Return a word for each small number, all of them far apart."""
    return mixed(numbers.astype(np.uint64) * ODD)
