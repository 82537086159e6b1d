"""What each operation on alerts does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "alerts": "预警清单，可按规则、状态、程度、层级、项目和时长筛选，分页并合计",
    "alert_responses": "各单位确认预警平均用时（小时），慢者在前",
    "project_alerts": "一个项目的预警，新者在前，附可办事项",
    "alert_get": "一条预警：内容、经过、可办事项",
    "alert_act": "办理预警的一个步骤：确认、着手处理、报告已解决、核实关闭、退回、误报关闭",
    "alert_assign": "把预警交给某人办理，可定最后期限",
    "alert_webhooks": "本人的推送地址与发送情况",
    "alert_webhook_add": "增加一个推送地址；签名密钥只显示这一次",
    "alert_webhook_end": "停用一个推送地址",
    "alert_webhook_act": "试发一条消息，或重发失败的消息",
}
WORDS = {
    "alerts.rule": ("规则，N1–N7", "The rule, N1-N7"),
    "alerts.state": ("状态，open 为未关闭，closed 为已关闭", "The state; open and closed stand for several"),
    "alerts.severity": ("程度：notice、warning、critical", "How grave: notice, warning, critical"),
    "alerts.level": ("所在层级：0 单位、1 部门、2 领导、3 各级均未确认",
                     "The level: 0 unit, 1 department, 2 leader, 3 unanswered at all"),
    "alerts.age": ("至少已发出多少日", "Raised at least so many days ago"),
    "alert_id": ("预警的编号", "The alert's id"),
    "webhook_id": ("推送地址的编号", "The webhook's id"),
}  # fmt: skip
WORDS |= {name.replace("alerts.", "alert_responses."): words for name, words in WORDS.items() if "." in name}
