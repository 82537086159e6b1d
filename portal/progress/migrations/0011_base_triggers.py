"""What the ORM cannot say about approvals of a base."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run triggers_bases.sql."""

    dependencies = [("progress", "0010_base_approvals")]
    operations = [migration_from(SQL / "triggers_bases.sql")]
