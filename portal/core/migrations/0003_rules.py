"""The numbers the ground needs, each with its day and its basis."""

from datetime import date

from django.db import migrations

ROWS = (
    ("public_grid_deg", "0.0005", "degree", "公开几何的取整格网", "公开地图内容表示规范（2023）：公开位置精度", date(2023, 2, 6)),
    ("start_window_months", "3", "month", "领取施工许可证后开工期限", "建筑法 第9条", date(2019, 4, 23)),
    ("suspension_report_months", "1", "month", "中止施工报告期限", "建筑法 第10条", date(2019, 4, 23)),
    ("acceptance_filing_days", "15", "day", "竣工验收备案期限", "建设工程质量管理条例 第49条", date(2019, 4, 23)),
    ("final_accounts_months", "3", "month", "竣工财务决算编报期限", "财建〔2016〕503号", date(2016, 9, 1)),
    ("estimate_over_feasibility_pct", "10", "percent", "概算超估算的重新报批界限", "政府投资条例 第12条", date(2019, 7, 1)),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=day)
        for code, value, unit, title, basis, day in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("core", "0002_events_append_only")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
