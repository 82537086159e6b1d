"""Nobody holds two of the three administrator roles on one day, whoever writes the rows."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateRangeField
from django.db import migrations, models

DAYS = models.Func(
    "valid_from", "valid_to", models.Value("[]"), function="daterange", output_field=DateRangeField()
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_ins")]

    operations = [
        migrations.AddConstraint(
            "grant",
            ExclusionConstraint(
                name="grant_administrators_apart",
                condition=models.Q(role__in=["audadm", "secadm", "sysadm"]),
                expressions=[("user", "="), (DAYS, "&&"), ("role", "<>")],
            ),
        ),
    ]
