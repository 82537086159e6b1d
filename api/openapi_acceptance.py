"""What each operation on acceptance and material tests does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "acceptance_tree": "一个项目的验收划分：自上而下的各项、状态、检验批数、未能验收的原因，以及材料试验",
    "acceptance_draw": "新增一项：单位工程、分部、分项或检验批",
    "acceptance_elements": "一个单体的构件所属的验收项与材料试验",
    "acceptance_import": "读取工作簿中的验收划分，只预览不保存；有误时逐个单元格指出",
    "acceptance_import_confirm": "确认导入已预览的验收划分：全部或全不",
    "acceptance_get": "一个验收项：检查结果、试验、构件、可办步骤及其阻碍",
    "acceptance_change": "修改未验收项的名称与计划日期",
    "acceptance_act": "办理验收项的一个步骤：检查、验收、不予验收、重检、重新打开",
    "acceptance_hang": "指明一个验收项由哪些构件组成",
    "material_tests": "一个项目的材料试验，新取样的在前",
    "material_test_register": "登记一个试样；复检的承接原试验的检验批与构件",
    "material_test_get": "一个材料试验及其检验批与构件",
    "material_test_result": "登记检测结果与报告，只登记一次",
    "material_test_link": "将检验批关联到试验",
    "material_test_hang": "指明试样代表哪些构件",
    "material_test_report": "下载检测报告",
}
WORDS = {
    "piece_id": ("验收项的编号", "The id of the piece of works"),
    "test_id": ("材料试验的编号", "The material test's id"),
    "acceptance_elements.structure": ("单体的编号", "The structure's id"),
}
