"""How far this year's money may lag behind the year before finance asks why."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    """Add the row."""
    apps.get_model("core", "RuleVersion").objects.create(
        code="execution_lag_points", value="15", unit="percentage_point", title="预算执行率滞后于时间进度的提示界限",
        legal_basis="预算执行监督规程（可配置）", effective_from=date(2015, 1, 1),
    )  # fmt: skip


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("budget", "0004_ceiling_keys")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
