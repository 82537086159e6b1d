"""The readiness matrix as it stood when the library opened: national law; provinces add their own rows."""

from datetime import date

from django.db import migrations

GOVERNMENT_INVESTMENT = "政府投资条例（国务院令第712号）"
BUILDING_LAW = "建筑法 第8条"
LAND_LAW = "土地管理法 第44、46、54条"
PLANNING_LAW = "城乡规划法 第36、37、38、40条"
EIA_LAW = "环境影响评价法 第25条"
IN_FORCE = date(2019, 7, 1)

ROWS = (
    ("*", "proposal_approved", "A1_proposal", f"{GOVERNMENT_INVESTMENT} 第9条"),
    ("*", "feasibility_approved", "A2", "城乡规划法 第36条；自然资规〔2019〕2号"),
    ("*", "feasibility_approved", "A1_feasibility", f"{GOVERNMENT_INVESTMENT} 第9、11条"),
    ("*", "design_approved", "A3", f"{GOVERNMENT_INVESTMENT} 第9、12条"),
    ("*", "preconstruction", "EIA", EIA_LAW),
    ("*", "construction", "A4", LAND_LAW),
    ("*", "construction", "A5", LAND_LAW),
    ("*", "construction", "A6", PLANNING_LAW),
    ("*", "construction", "A7", PLANNING_LAW),
    ("*", "construction", "A8", BUILDING_LAW),
    ("*", "completed", "A9", "城乡规划法 第45条"),
    ("*", "final_accounts", "A10", "建设工程质量管理条例 第49条"),
    ("flood_control", "preconstruction", "soil_water", "水土保持法 第25条"),
    ("road", "preconstruction", "soil_water", "水土保持法 第25条"),
    ("railway", "preconstruction", "soil_water", "水土保持法 第25条"),
    ("airport", "preconstruction", "energy_saving", "节约能源法 第15条"),
    ("energy", "preconstruction", "energy_saving", "节约能源法 第15条"),
    ("industrial_park", "preconstruction", "energy_saving", "节约能源法 第15条"),
    ("waterway", "preconstruction", "flood_impact", "防洪法 第27条"),
    ("railway", "feasibility_approved", "social_risk", "重大行政决策程序暂行条例 第22条"),
    ("airport", "feasibility_approved", "social_risk", "重大行政决策程序暂行条例 第22条"),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("projects", "ReadinessRequirement")
    model.objects.bulk_create(
        model(sector=sector, stage=stage, kind=kind, legal_basis=basis, effective_from=IN_FORCE)
        for sector, stage, kind, basis in ROWS
    )


class Migration(migrations.Migration):
    """Fill the matrix."""

    dependencies = [("projects", "0002_triggers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
