"""Entries stand."""

from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("capture", "0001_initial"), ("progress", "0002_triggers")]
    operations = [migration_from(SQL / "triggers.sql")]
