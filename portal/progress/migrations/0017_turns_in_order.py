"""Reports that end on one day follow one another everywhere alike; turns are reckoned anew."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    """Run turns.sql again, then turns_all.sql and turns_anew.sql."""

    dependencies = [("progress", "0016_report_ordinals")]
    operations = [migration_from(SQL / name) for name in ("turns.sql", "turns_all.sql", "turns_anew.sql")]
