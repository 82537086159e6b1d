"""Cells gathered for tiles far out."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run gathered.sql."""

    dependencies = [("tiles", "0001_tables")]
    operations = [migration_from(SQL / "gathered.sql")]
