"""The numbers of performance evaluation, each with its day and its basis."""

from datetime import date

from django.db import migrations

MEASURE = "项目支出绩效评价管理办法（财预〔2020〕10号）"
OWN = "平台评价规则（可按地区另立）"
ROWS = (
    ("performance_grade_excellent", "90", "point", "评价等级“优”的下限", MEASURE),
    ("performance_grade_good", "80", "point", "评价等级“良”的下限", MEASURE),
    ("performance_grade_fair", "60", "point", "评价等级“中”的下限", MEASURE),
    ("performance_output_benefit_pct", "60", "percent", "财政和部门评价产出、效益权重合计下限", MEASURE),
    ("performance_band_full_pct", "80", "percent", "定性指标“达成”档的下限", MEASURE),
    ("performance_band_partly_pct", "60", "percent", "定性指标“部分达成”档的下限", MEASURE),
    ("performance_over_target_pct", "130", "percent", "完成值超过目标值多少即提示目标偏低", OWN),
    ("performance_hit_points", "1", "point", "每次确认违规的扣分", OWN),
    ("performance_explain_points", "10", "point", "自评与第三方评价相差多少须说明", OWN),
    ("performance_joint_review_points", "5", "point", "第三方评价与财政复评相差多少须会审", OWN),
    ("performance_independence_years", "3", "year", "第三方在本项目无合同的年限", OWN),
    ("performance_opinion_days", "10", "day", "评价结果反馈意见期", OWN),
    ("performance_behind_pct", "90", "percent", "监控值低于应达进度多少视为滞后", OWN),
    ("performance_unlikely_pct", "60", "percent", "监控值低于应达进度多少视为难以实现", OWN),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(
            code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=date(2020, 2, 25)
        )
        for code, value, unit, title, basis in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("performance", "0002_triggers"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
