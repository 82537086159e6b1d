"""What each operation of money on the map does, in Chinese, by its id; and what its parameters take."""

IN_CHINESE = {
    "place_money": "一个项目或其中一个标段、单体上的预算、合同、支付与绩效，看不到的部分为空",
    "money_places": "筛选所得项目的标段与单体按资金指标的数值与分级",
    "money_by_region": "各行政区划的预算执行率：可支出、已支付及其比率",
    "payment_trail": "追踪一元钱：一笔支付从预算申请到回单的各个环节，看不到的为空",
}
WORDS = {
    "place_money.feature": ("标段或单体编号（id）", "The id of a section or structure"),
    "money_places.metric": (
        "paid_built、waiting、headroom 或 score", "paid_built, waiting, headroom or score"
    ),
    "money_by_region.level": ("行政区划层级 1 至 4", "Level of regions, 1 to 4"),
    "money_by_region.parent": ("上级行政区划代码", "Code of the region above"),
    "money_by_region.budget_year": ("预算年度，默认本年", "Budget year, else this year"),
}
