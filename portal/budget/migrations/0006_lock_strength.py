"""Rows are held as weakly as will do."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run lock_strength.sql."""

    dependencies = [("budget", "0005_appraisal_rule"), ("core", "0004_work_calendar")]
    operations = [migration_from(SQL / "lock_strength.sql")]
