"""A table that was changed can be changed back, and the models and the tables agree."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import TOPS

OURS = {
    key: migration
    for key, migration in MigrationLoader(None).disk_migrations.items()
    if migration.__module__.split(".")[0] in TOPS
}


@pytest.mark.parametrize("key", sorted(OURS), ids="-".join)
def test_every_step_can_be_taken_back(key):
    assert [str(operation) for operation in OURS[key].operations if not operation.reversible] == []


def test_no_model_is_ahead_of_its_table(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_one_line_of_history_for_each_app(db):
    loader = MigrationLoader(connection)
    assert loader.detect_conflicts() == {}
