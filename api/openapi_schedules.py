"""What each operation on schedules does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "schedules_of_project": "一个项目的进度计划，最近变动的在前",
    "schedule_send": "上传进度计划：MS Project XML、P6 XER 或 XML、XLSX、CSV、IFC；同名计划即新版本",
    "schedule_get": "一份进度计划及其各版本、可办事项",
    "schedule_tasks": "一个版本的任务，按计划自身顺序分页，附前置任务与基线",
    "schedule_compare": "两个版本之间：移动、新增、删除、改名、改逻辑",
    "schedule_mspdi": "将一个版本导出为 MS Project XML",
    "schedule_ifc": "导出含该进度计划（任务、逻辑、基线、关联）的模型版本，格式 IFC",
    "schedule_withdraw": "撤回最新版本（须说明理由，上传者本人不得撤回；基准版本与唯一版本不能撤回）",
    "schedule_base": "自即刻起以该版本为计量基准（须说明理由，上传者本人不得核准）",
}
WORDS = {
    "doubts": ("与报告不符的按报称计", "1: what disagrees with reports counts as claimed"),
    "schedule_id": ("进度计划的编号", "The schedule's id"),
    "schedule_tasks.number": ("版本号", "The number of the revision"),
    "schedule_mspdi.number": ("版本号", "The number of the revision"),
    "schedule_ifc.number": ("进度计划的版本号", "The number of the schedule's revision"),
    "schedule_ifc.revision": ("模型版本的编号", "The id of the model's revision"),
    "schedule_withdraw.number": ("版本号", "The number of the revision"),
    "schedule_base.number": ("版本号", "The number of the revision"),
    "schedule_compare.number": ("旧版本号", "The number of the older revision"),
    "other": ("新版本号", "The number of the newer revision"),
}
