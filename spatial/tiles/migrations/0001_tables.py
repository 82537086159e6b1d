"""Kept tiles, and what edits touched."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run tables.sql."""

    dependencies = [("features", "0003_history_keeps_what_was")]
    operations = [migration_from(SQL / "tables.sql")]
