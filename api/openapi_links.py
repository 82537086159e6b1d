"""What each operation on links to tasks and bill items does, in Chinese, by its id; and its parameters."""

SCHEDULE = ("进度计划的编号；缺省为关联构件最多的计划", "A schedule's id; without it the one linked to most")
BASELINE = ("与之比较的基线号", "The number of the baseline to hold against")
IN_CHINESE = {
    "schedule_links": "某模型版本与某进度计划的关联规则（以文字回读）与覆盖率",
    "link_rule_write": "编写并执行一条关联规则；已归属其他任务的构件成为待裁决的冲突",
    "link_rule_retire": "撤销一条关联规则及其建立的关联",
    "link_preview": "预览规则或手选构件将关联什么，不保存",
    "links_by_hand": "将所选构件关联到任务；take 为真时从原任务取走",
    "links_waiting": "待人裁决的冲突、待确认的重新匹配、未找到的关联",
    "links_decide": "裁决：取走或保留冲突、确认或否认重新匹配、解除关联",
    "links_renew": "承接上一版本的关联与进度文件中的关联，并执行规则",
    "bill_links": "某模型版本与某合同清单的关联规则、覆盖率，以及各清单项目的工程量与模型量之比",
    "bill_item_elements": "某清单项目在某模型版本中的构件编号",
    "bill_rule_write": "编写并执行一条清单关联规则；已归属其他清单项目的构件成为待裁决的冲突",
    "bill_rule_retire": "撤销一条清单关联规则及其建立的关联",
    "bill_link_preview": "预览规则或手选构件将关联到清单项目的结果，不保存",
    "bill_links_by_hand": "将所选构件关联到清单项目；take 为真时从原项目取走",
    "bill_links_waiting": "清单关联中待人裁决的冲突、待确认的重新匹配、未找到的关联",
    "bill_links_decide": "裁决清单关联：取走或保留冲突、确认或否认重新匹配、解除关联",
    "bill_links_renew": "承接上一版本的清单关联与模型自带的计价关联，并执行规则",
    "revisions_element_items": "某构件所属的清单项目及其自身工程量，限读者可见的合同",
    "revisions_states": "某日每个构件的状态，一个构件一个字节",
    "revisions_state_changes": "逐日推演所需：已关联任务的日期与报告，以及每个构件所属任务",
}
WORDS = {
    "schedule_links.revision": ("模型版本的编号", "The id of a model's revision"),
    "links_waiting.revision": ("模型版本的编号", "The id of a model's revision"),
    "bill_links.revision": ("模型版本的编号", "The id of a model's revision"),
    "bill_links_waiting.revision": ("模型版本的编号", "The id of a model's revision"),
    "bill_item_elements.revision": ("模型版本的编号", "The id of a model's revision"),
    "bill_item_elements.item": ("清单项目的编号", "The id of the bill item"),
    "rule_id": ("关联规则的编号", "The link rule's id"),
    "revisions_states.on": ("日期，例如 2026-03-02", "A day, such as 2026-03-02"),
    "revisions_states.schedule": SCHEDULE,
    "revisions_states.baseline": BASELINE,
    "revisions_state_changes.schedule": SCHEDULE,
    "revisions_state_changes.baseline": BASELINE,
}
