"""Notes of many rows, to be told."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run told.sql."""

    dependencies = [("tiles", "0002_gathered")]
    operations = [migration_from(SQL / "told.sql")]
