"""What the ORM cannot say about these tables."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run triggers.sql."""

    dependencies = [("payments", "0001_initial")]
    operations = [migration_from(SQL / "triggers.sql")]
