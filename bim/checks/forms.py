"""Which entities the validator must look at: one of each form, and those that others point at wrongly.

Whether an entity keeps to the schema hangs on its form: its class, the kind of each value and the class of
each entity it names. A file of half a million entities has less than a thousand forms, so one entity speaks
for all of its form. What hangs on others, how often an entity is named, is counted apart (``inverses``).
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bim.files.instances import kind_of
from bim.files.tokens import Tokens
from bim.files.words import Words, mixed, places, spread, sums

PLAIN = rb"[ -&(-\[\]-~]|''|\\X2\\(?:(?!D[89A-F])[0-9A-F]{4})+\\X0\\|\\S\\[ -~]|\\X\\[0-9A-F]{2}"
PART = re.compile(
    rb"('(?:" + PLAIN + rb")*')|#(\d+)|(?<![\w.])([-+]?\d{1,15}\.\d{0,24}(?:[eE][-+]?\d{1,3})?)(?![\w.])"
    rb"|(?<![\w.\"])([-+]?\d{1,9})(?![\w.])"
)
"""A plain text, a reference, a real and a whole number; anything odd stays in the form as it is."""
SIGNS = (b"'", b"#", b".", b"0")
WORD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms of a file's entities. ``keys``: a word for each form, the same in every file.

    ``first``: the name of the first entity of each form; ``form``: which form each of ``names`` has.
    """

    keys: list[int]
    first: list[int]
    names: NDArray[np.int64]
    form: NDArray[np.int64]

    def entities(self, form: int) -> list[int]:
        """Return the names of all entities of a form."""
        return list(self.names[self.form == form].tolist())


def forms_of(tokens: Tokens) -> Forms:
    """Return the forms of all entities: signs for values, classes for what they name."""
    told = _words([form_of(skeleton) for skeleton in tokens.skeletons])[tokens.skeleton]
    kinds = _words([kind_of(skeleton) for skeleton in tokens.skeletons])[tokens.skeleton]
    named = np.append(kinds, _words([b"?"]))[tokens.target]
    sums(tokens.source, mixed(named ^ spread(places(tokens.source))), told)
    keys, first, form = np.unique(told, return_index=True, return_inverse=True)
    return Forms(keys=keys.tolist(), first=tokens.names[first].tolist(), names=tokens.names, form=form)


def form_of(text: bytes) -> bytes:
    """Return an entity's text with signs for its values."""
    return PART.sub(lambda found: SIGNS[(found.lastindex or 1) - 1], text)


def _words(texts: list[bytes]) -> Words:
    digests = b"".join(blake2b(text, digest_size=WORD).digest() for text in texts)
    return np.frombuffer(digests, dtype=np.uint64)
