"""Edits note what they touch on the map."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run tile_changes.sql."""

    dependencies = [("projects", "0007_crossing"), ("tiles", "0001_tables")]
    operations = [migration_from(SQL / "tile_changes.sql")]
