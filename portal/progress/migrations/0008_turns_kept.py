"""Turns are kept by the database; those of reports that are there already are reckoned once."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from, read

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run turns.sql and turns_anew.sql."""

    dependencies = [("progress", "0007_turns")]
    operations = [
        migration_from(SQL / "turns.sql", undo=read(SQL / "turns_undo.sql")),
        migration_from(SQL / "turns_anew.sql"),
    ]
