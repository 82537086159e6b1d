"""The numbers payments need, each with its day and its basis."""

from datetime import date

from django.db import migrations

HOUSE = "资金支付内部控制规程（可配置）"
PACE = "预算法实施条例（国务院令第729号）第57条：按实际进度支付；差距界限可配置"
START, DECREE = date(2015, 1, 1), date(2020, 10, 1)
ROWS = (
    ("payment_certify_days", "5", "working_day", "监理计量时限", HOUSE, START),
    ("payment_approve_days", "5", "working_day", "业主审批时限", HOUSE, START),
    ("payment_check_days", "5", "working_day", "主管部门核对时限", HOUSE, START),
    ("payment_clear_days", "3", "working_day", "国库审核时限", HOUSE, START),
    ("payment_instruct_days", "1", "working_day", "支付指令时限", HOUSE, START),
    ("payment_gap_warn_points", "5", "percentage_point", "支付超前于形象进度的提示界限", PACE, DECREE),
    ("payment_gap_block_points", "15", "percentage_point", "支付超前于形象进度的停付界限", PACE, DECREE),
    ("payment_photos_least", "2", "count", "形象进度照片最少张数", HOUSE, START),
    ("payment_photo_buffer_m", "100", "metre", "照片距标段的最大距离", HOUSE, START),
)  # fmt: skip


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=day)
        for code, value, unit, title, basis, day in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("payments", "0002_triggers"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
