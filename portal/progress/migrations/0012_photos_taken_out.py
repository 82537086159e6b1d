"""What the ORM cannot say about photos that are taken out of a draft."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run triggers_photos_out.sql."""

    dependencies = [("progress", "0011_base_triggers")]
    operations = [migration_from(SQL / "triggers_photos_out.sql")]
