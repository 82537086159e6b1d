"""What the ORM cannot say about these tables."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from, read

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run tables.sql."""

    dependencies = [("land", "0001_initial"), ("features", "0003_history_keeps_what_was")]
    operations = [migration_from(SQL / "tables.sql", undo=read(SQL / "tables_undo.sql"))]
