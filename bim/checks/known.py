"""Forms that were found well before: kept from file to file, so that the validator need not say it again."""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

import ifcopenshell
import numpy as np

MOST, SEAL = 100_000, 16


class WellForms:
    """The words of forms that a validator found well, of one schema and one version of the reader.

    A folder is shared among files of owners who trust each other, as shapes are.
    """

    def __init__(self, folder: Path, schema: str) -> None:
        self._path = folder / f"forms-{schema}-{ifcopenshell.version}".replace("/", "_")
        self._held = self._read()

    def holds(self, form: int) -> bool:
        """Tell whether a form was found well."""
        return form in self._held

    def keep(self, forms: set[int]) -> None:
        """Add forms that were found well; a folder that cannot be written to only costs time later."""
        if forms <= self._held or len(self._held) > MOST:
            return
        words = np.array(sorted(self._read() | forms), dtype=np.uint64).tobytes()
        with suppress(OSError):
            with NamedTemporaryFile(dir=self._path.parent, delete=False) as draft:
                draft.write(blake2b(words, digest_size=SEAL).digest() + words)
            os.replace(draft.name, self._path)

    def _read(self) -> set[int]:
        try:
            kept = self._path.read_bytes()
        except OSError:
            return set()
        sound = blake2b(kept[SEAL:], digest_size=SEAL).digest() == kept[:SEAL]
        return set(np.frombuffer(kept[SEAL:], dtype=np.uint64).tolist()) if sound else set()
