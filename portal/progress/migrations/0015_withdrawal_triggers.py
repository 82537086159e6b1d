"""What the ORM cannot say about revisions that were taken back."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run triggers_withdrawals.sql."""

    dependencies = [("progress", "0014_withdrawals")]
    operations = [migration_from(SQL / "triggers_withdrawals.sql")]
