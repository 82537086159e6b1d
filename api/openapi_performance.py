"""What each operation of performance evaluation does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "performance_library": "三级绩效指标库：公式、单位、方向与默认目标",
    "performance_list": "看得到的绩效评价，分页，并附全部结果的平均分",
    "performance_list_xlsx": "将所查绩效评价导出为工作簿",
    "performance_template": "可填写的指标工作簿，第二张表为指标库",
    "performance_by_region": "各区划项目最终得分的平均",
    "performance_of_project": "一个项目的绩效评价，近年在前",
    "performance_begin": "为项目的场地、标段或单体开始一个年度的绩效评价",
    "performance_get": "一项评价：目标、三方评分、原始数据及其来源、可办步骤",
    "performance_targets": "在编制期间整套写入指标；flaws 说明尚不合格之处",
    "performance_import": "从工作簿读入指标；不能采用的逐格说明",
    "performance_change": "说明理由，申请调整已锁定的目标",
    "performance_decide_change": "批准或不批准待批的目标调整",
    "performance_scores": "以原始数据写入一方的评分：自评、第三方或财政",
    "performance_scores_xlsx": "将得分、原始数据与规则导出为工作簿",
    "performance_monitorings": "历次监控时各指标的位置与距目标的差距",
    "performance_review": "记录第三方与财政的会审，仅对当时两个总分有效",
    "performance_act": "办理评价的一个步骤",
}
