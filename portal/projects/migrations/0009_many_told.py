"""Edits of many rows are told, too."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run tile_changes.sql again."""

    dependencies = [("projects", "0008_tile_changes"), ("tiles", "0003_told")]
    operations = [migration_from(SQL / "tile_changes.sql")]
