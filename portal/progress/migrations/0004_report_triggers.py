"""What the ORM cannot say about reports."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run triggers_reports.sql."""

    dependencies = [("progress", "0003_reports")]
    operations = [migration_from(SQL / "triggers_reports.sql")]
