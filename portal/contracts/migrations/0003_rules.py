"""The numbers contracts are held against, each with its day and its basis. Provinces add their own rows."""

from datetime import date

from django.db import migrations

TENDER = "招标投标法"
TENDER_RULES = "招标投标法实施条例"
SETTLING = "财建〔2022〕183号"
SETTLING_FROM = date(2022, 8, 1)
OLD_SETTLING = "财建〔2004〕369号"
OLD_FROM = date(2004, 10, 20)
WAGES = "保障农民工工资支付条例"
WAGES_FROM = date(2020, 5, 1)
OWN = "本系统规定，各地可另定；投资概算控制见政府投资条例第23条"
OWN_FROM = date(2019, 7, 1)

ROWS = (
    ("contract_signing_days", "30", "day", "中标通知书发出后订立书面合同期限", f"{TENDER} 第46条", date(2000, 1, 1), None),
    ("performance_bond_pct", "10", "percent", "履约保证金上限", f"{TENDER_RULES} 第58条", date(2012, 2, 1), None),
    ("supplement_pct", "10", "percent", "补充合同采购金额累计上限", "政府采购法 第49条", date(2003, 1, 1), None),
    ("progress_floor_pct", "60", "percent", "进度款支付下限", f"{OLD_SETTLING} 第13条", OLD_FROM, date(2022, 7, 31)),
    ("progress_floor_pct", "80", "percent", "进度款支付下限", SETTLING, SETTLING_FROM, None),
    ("retention_pct", "3", "percent", "质量保证金预留上限", "建质〔2017〕138号 第7条", date(2017, 7, 1), None),
    ("refund_days", "30", "day", "结算后超付工程款退回期限", SETTLING, SETTLING_FROM, None),
    ("advance_min_pct", "10", "percent", "预付款下限", f"{OLD_SETTLING} 第12条", OLD_FROM, None),
    ("advance_max_pct", "30", "percent", "预付款上限", f"{OLD_SETTLING} 第12条", OLD_FROM, None),
    ("wage_cycle_months", "1", "month", "人工费用拨付周期上限", f"{WAGES} 第24条、第29条", WAGES_FROM, None),
    ("no_prefinancing", "1", "flag", "不得由施工单位垫资建设", "政府投资条例 第22条", date(2019, 7, 1), None),
    ("subcontract_limits", "1", "flag", "不得转包；分包限非主体、经同意、不得再分包", f"{TENDER} 第48条；建筑法 第28条、第29条",
     date(2000, 1, 1), None),
    ("award_substance", "1", "flag", "合同实质性内容与招标投标文件一致", f"{TENDER_RULES} 第57条", date(2012, 2, 1), None),
    ("change_single_pct", "1", "percent", "单项变更报主管部门的比例", OWN, OWN_FROM, None),
    ("change_single_yuan", "500000", "yuan", "单项变更报主管部门的金额", OWN, OWN_FROM, None),
    ("change_head_pct", "5", "percent", "累计变更报主管部门负责人的比例", OWN, OWN_FROM, None),
    ("change_finance_pct", "10", "percent", "累计变更报财政部门并告知审计的比例", OWN, OWN_FROM, None),
    ("emergency_change_days", "7", "day", "紧急变更补办审批期限", OWN, OWN_FROM, None),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=first,
              effective_to=last)
        for code, value, unit, title, basis, first, last in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("contracts", "0002_triggers"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
