"""Which share of the general items of a lot must pass."""

from datetime import date

from django.db import migrations

ROW = {
    "code": "acceptance_general_ratio", "value": "0.8", "unit": "ratio",
    "title": "检验批一般项目合格点率下限",
    "legal_basis": "GB 50300-2013 第5.0.1条；各专业验收规范（如 GB 50204-2015 第3.0.5条）",
    "effective_from": date(2014, 6, 1),
}  # fmt: skip


def fill(apps, schema_editor):
    """Add the row."""
    apps.get_model("core", "RuleVersion").objects.create(**ROW)


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("acceptance", "0001_initial"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
