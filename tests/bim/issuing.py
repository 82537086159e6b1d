"""Issue archives brought to a structure."""

import pytest

from bim.issues.services.exchanging import import_archive
from tests.conftest import TODAY


def archive_of(shared_data, version, name):
    """The bytes of a shared archive whose name begins so."""
    found = sorted((shared_data / "bcf" / version).glob(f"{name}*"))
    if not found:
        pytest.skip(f"{name} is not among the shared files")
    return found[0].read_bytes()


def bring(actor, structure, data):
    """What came of an archive's bytes."""
    return import_archive(actor=actor, structure_id=structure.pk, data=data, name="x.bcf", on=TODAY)
