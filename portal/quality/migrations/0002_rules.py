"""How far from an issue a photo of its fix may be taken."""

from datetime import date

from django.db import migrations

ROW = {
    "code": "quality_fix_photo_m", "value": "20", "unit": "metre", "title": "整改照片距问题点的最大距离",
    "legal_basis": "质量问题整改内部控制规程（可配置）", "effective_from": date(2015, 1, 1),
}  # fmt: skip


def fill(apps, schema_editor):
    """Add the row."""
    apps.get_model("core", "RuleVersion").objects.create(**ROW)


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("quality", "0001_initial"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
