"""What the schema generator cannot see by itself."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from api import (
    openapi_acceptance,
    openapi_alerts,
    openapi_contracts,
    openapi_links,
    openapi_money,
    openapi_payments,
    openapi_performance,
    openapi_progress,
    openapi_schedules,
    openapi_site,
)
from api.openapi_budget import BUDGET_IN_CHINESE
from api.openapi_words import WORDS


class SessionScheme(OpenApiAuthenticationExtension):
    """The session cookie."""

    target_class = "api.authentication.Session"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """Return the cookie's name."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


IN_CHINESE = {
    "index": "说明文档、接口描述、集合、导出与瓦片各在何处",
    "me": "当前用户：姓名、单位、角色与范围",
    "codelists": "全部代码表的中英文名称",
    "jobs_get": "自己的一项后台任务：状态、阶段、百分比",
    "search": "一个框查项目、区划、地点、单位或坐标",
    "measure": "量算所给图形的长度或面积，并写明方法",
    "land_check": "检核一份界址文件而不保存：地块、坐标系、问题与核查结果，都带图形",
    "regions_list": "某区划的下一级区划",
    "regions_get": "一个区划及其边界",
    "features_list": "各类要素，分页",
    "features_get": "一个要素",
    "projects_list": "符合条件的项目，分页",
    "projects_register": "填报一个项目，存为草稿",
    "projects_totals": "符合条件的项目合计，按状态、行业、阶段、年度分列",
    "projects_months": "各月在建项目数",
    "projects_by_region": "按区划合计，并给出分级界限",
    "projects_get": "一个项目及其全部资料",
    "projects_change": "修改草稿或退回的项目",
    "projects_act": "办理项目的一个步骤",
    "land_document_report": "用地文件的核查报告：签署稿，或批准前的现状",
    "land_document_kept_report": "按哈希值取核查报告原件",
    "land_case": "项目用地审批链 A1–A12：各件持有、应有、缺失、状态、发现与可办步骤",
    "land_prepare": "新建一件用地文件",
    "land_document_get": "一件用地文件及最近一次核查的发现",
    "land_document_change": "修改准备中或补正中的用地文件",
    "land_document_act": "办理用地文件的一个步骤",
    **BUDGET_IN_CHINESE,
    "land_take_up": "为仅登记的批文建立办理件",
    "land_sign": "签署核查发现：接受、不接受，提出或确认越权放行",
    "land_cross_check": "按 L01–L18 核查项目现有用地与文件，不需上传、不保存",
    "land_compare": "两件文件的范围对比：共有、增加、减少",
    "land_way": "项目取得用地的方式：与通常不同之处；版本 0 为未登记",
    "land_way_record": "登记项目取得用地的方式",
    "land_changes": "批准之后用途或范围的变更，含已撤回的",
    "land_change_report": "报告一项批准后的变更",
    "land_change_act": "批准一项变更，或撤回报告",
    "land_worklist": "用地审批人员的待办，分页",
    "issues_list": "看得到的问题，分页：按项目、单体、状态",
    "issues_raise": "在单体上提出一个问题",
    "issues_get": "一个问题及其讨论与视点",
    "issues_change": "修改问题的内容",
    "issues_comment": "就问题发言，可附视点",
    "issues_act": "办理问题的一个步骤：开始、解决、关闭、重开；质量问题另有指派、停工、复工、报整改、复查",
    "issues_snapshot": "视点的图片",
    "issues_export": "将所查问题导出为 BCF 3.0 或 2.1 文件",
    "issues_import": "将 BCF 2.0、2.1、3.0 文件中的问题导入单体",
    "saved_views_list": "一个单体或全部可见单体的共享视点",
    "saved_views_keep": "为能看到该单体的人保存一个视点",
    "saved_views_drop": "删除自己保存的视点",
    "models_list": "某项目或某范围内的模型及其位置",
    "models_send": "上传一个模型文件（较大文件请分段上传）",
    "models_get": "一个模型及其全部版本",
    "models_remove": "移除所有文件均被退回的模型",
    "models_place": "按两组对应点，或按位置、方位角与高程落位，须写明理由",
    "models_crossings": "模型超出批准界线的部分（GeoJSON，供地图显示）",
    "federations_list": "列出可见的合模",
    "federations_get": "一个合模及其成员模型与场景",
    "revisions_crossings": "一个版本超出批准界线的部分、距离与构件",
    "revisions_suggestions": "按模型自身内容建议的查询与着色",
    "models_federate": "将同一单体的各专业模型合并显示",
    "revisions_get": "一个版本的状态、阶段与百分比，或退回原因",
    "revisions_scene": "显示一个版本所需的地址、数量、楼层与落位",
    "revisions_tile": "一个版本的三维瓦片",
    "revisions_elements": "按查询语句查找构件，分页",
    "revisions_elements_index": "全部构件的编号、类别、名称与外包框",
    "revisions_element": "一个构件的属性、工程量、材料与分类",
    "revisions_elements_export": "将查到的构件导出为表格",
    "revisions_colours": "按字段或属性为构件分组着色",
    "revisions_difference": "两个版本之间新增、删除、移动与修改的构件",
    "revisions_report": "一个版本的检查结果：来文检查与信息要求（IDS）",
    "revisions_report_page": "转到检查结果的网页",
    "revisions_report_bcf": "将检查结果导出为 BCF 文件，每条一个问题",
    "revisions_check": "重新按现行的 IDS 文件检查一个版本",
    "ids_list": "看得到的 IDS 文件，新的在前",
    "ids_add": "审核并保存一个 IDS 文件",
    "ids_get": "一个 IDS 文件：适用范围、有效期与内容",
    "ids_end": "让一个 IDS 文件到某日失效",
    "ids_content": "IDS 文件原文",
    "uploads_begin": "登记一个分段上传的模型文件",
    "uploads_get": "分段上传的进度，以及完成后的版本",
    "uploads_part": "接收一段",
    "uploads_end": "放弃上传",
    "projects_export": "将符合条件的项目导出为文件",
    **openapi_contracts.IN_CHINESE,
    **openapi_money.IN_CHINESE,
    **openapi_payments.IN_CHINESE,
    **openapi_performance.IN_CHINESE,
    **openapi_progress.IN_CHINESE,
    **openapi_alerts.IN_CHINESE,
    **openapi_schedules.IN_CHINESE,
    **openapi_links.IN_CHINESE,
    **openapi_site.IN_CHINESE,
    **openapi_acceptance.IN_CHINESE,
}
"""What each operation does, by its id; the English stands in the doors themselves."""


def in_both_languages(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Give every operation its Chinese sentence beside the English one, every parameter both."""
    for methods in result["paths"].values():
        for operation in methods.values():
            operation["summary"] = IN_CHINESE[operation["operationId"]]
            for parameter in operation.get("parameters", ()):
                told = _told(operation["operationId"], parameter["name"])
                parameter["description"] = "。".join(told) + "."
    return result


def _told(operation: str, name: str) -> tuple[str, str]:
    known = WORDS | openapi_money.WORDS | openapi_payments.WORDS
    known |= openapi_alerts.WORDS | openapi_progress.WORDS | openapi_schedules.WORDS | openapi_links.WORDS
    known |= openapi_site.WORDS | openapi_acceptance.WORDS
    return known.get(f"{operation}.{name}") or known[name]
