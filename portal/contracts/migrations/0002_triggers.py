"""The triggers of the contract ledger."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Lay the triggers."""

    dependencies = [("contracts", "0001_initial")]
    operations = [migration_from(SQL / "triggers.sql")]
