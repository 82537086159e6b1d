"""System numbers of projects filed by hand start above those of imports and demonstrations."""

from django.db import migrations


class Migration(migrations.Migration):
    """Make the sequence."""

    dependencies = [("projects", "0003_readiness")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE projects_number START 500001", "DROP SEQUENCE projects_number")
    ]
