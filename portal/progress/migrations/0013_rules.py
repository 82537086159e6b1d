"""From which step on a task's progress needs evidence.

Ten points: nine in ten monthly steps of a task are smaller, so proof is asked of the boldest tenth alone.
"""

from datetime import date

from django.db import migrations

ROW = {
    "code": "progress_evidence_points", "value": "10", "unit": "point",
    "title": "单项任务一期增加达到多少个百分点须附照片或说明",
    "legal_basis": "本系统管理要求（较大增幅须有佐证）",
    "effective_from": date(2020, 1, 1),
}  # fmt: skip


def fill(apps, schema_editor):
    """Add the row."""
    apps.get_model("core", "RuleVersion").objects.create(**ROW)


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("progress", "0012_photos_taken_out"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
