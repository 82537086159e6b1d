"""How a project comes to its ground and what was changed since get versions, states and services."""

from django.db import migrations, models

STATES = ["approved", "reported", "withdrawn"]


def approved_before(apps, schema_editor):
    """A change that already has number and day of its approval is approved."""
    rows = apps.get_model("approvals", "LandChange").objects.filter(approved_on__isnull=False)
    rows.exclude(approval_number="").update(state="approved")


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("projects", "0007_crossing")]

    operations = [
        migrations.AddField("landcase", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("landchange", "reported_by", models.BigIntegerField(null=True)),
        migrations.AddField(
            "landchange", "state",
            models.CharField(choices=[(s, s) for s in STATES], default="reported", max_length=10),
        ),
        migrations.AddField("landchange", "version", models.PositiveIntegerField(default=1)),
        migrations.RunPython(approved_before, migrations.RunPython.noop),
        migrations.AddConstraint(
            "landchange",
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="land_change_state_known"),
        ),
        migrations.AddConstraint(
            "landchange",
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | (models.Q(approved_on__isnull=False) & ~models.Q(approval_number="")),
                name="land_change_approved_by_number",
            ),
        ),
    ]  # fmt: skip
