"""Photos of reports stand."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("progress", "0005_photos")]
    operations = [migration_from(SQL / "triggers_photos.sql")]
