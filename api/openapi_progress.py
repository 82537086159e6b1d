"""What each operation on progress does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "progress_of_project": "一个项目某日的计划值、挣值、已确认价款与已付款，指标、各标段与曲线",
    "disagreements_list": "某日的疑点清单：各任务的模型、报告、照片、工序、支付之说，金额大的在前",
    "disagreements_raise": "就清单中的一条提出问题，落在其构件上",
    "progress_parts": "一个项目某日的进度分解：按任务分组、任务、楼层、专业或构件，逐级相加",
    "project_photos":
        "一个项目的照片（进度报告、现场、质量问题，每张一次），GeoJSON 点，最近的 2000 张，超出即注明",
    "revisions_photos": "模型周边 200 米内的照片，以模型自身坐标给出位置，高度取地面以上 1.5 米",
    "progress_reports": "一个项目的进度报告，按期次从近到远分页",
    "progress_report_begin": "就一个标段或整个项目开始一期进度报告",
    "progress_report_get": "一份进度报告：内容、照片与疑点、办理经过、可办事项",
    "progress_report_lines": "填写进度报告各任务的完成比例",
    "progress_report_act": "办理进度报告的一个步骤：提交、监理确认、业主确认、发布、退回",
    "progress_photo_add": "为进度报告上传一张照片；同一文件只计一次",
    "progress_photo_file": "照片原文件",
    "progress_photo_small":
        "照片缩略图：JPEG，长边至多 480 像素，已摆正，不含元数据；照片过大时为写明尺寸的图块",
    "progress_photo_remove": "从自己尚未提交的进度报告中移出自己上传的照片；移出记入日志",
    "issue_photo_add": "为质量问题添加整改前或整改后的照片；同一文件只计一次",
    "issue_photo_file": "质量问题照片的原文件",
    "issue_photo_small": "质量问题照片的缩略图（同进度照片）",
}
WORDS = {
    "progress_of_project.as_of": ("截至哪一日，默认今天", "The day, today by default"),
    "progress_of_project.section": ("曲线只看这个标段", "The section the curves are of"),
    "progress_parts.as_of": ("截至哪一日，默认今天", "The day, today by default"),
    "progress_parts.by": ("按什么分解，默认按任务分组", "Parted by what; by group of tasks by default"),
    "progress_parts.section": ("只看这个标段", "This section alone"),
    "progress_parts.group": ("只看这个任务分组；“-”为无分组", "Within this group; “-”: those without"),
    "progress_parts.task": ("只看这个任务", "Within this task"),
    "progress_parts.storey": ("只看这个楼层；“-”为无楼层", "Within this storey; “-”: those without"),
    "progress_parts.class": ("只看这个 IFC 类别；“-”为无构件", "Within this IFC class; “-”: those without"),
    "disagreements_list.as_of": ("截至哪一日，默认今天", "The day, today by default"),
    "project_photos.until": ("只取这一日及以前的照片", "Photos up to this day alone"),
    "project_photos.task": ("只取这些任务的照片，编号以逗号分隔", "Of these tasks alone, keys with commas"),
    "project_photos.photo": ("只取这一张，如 report-编号", "This photo alone, as report-ID"),
    "project_photos.placeless": ("1：无位置的照片也在内", "1: those without a position, too"),
    "project_photos.limit": ("至多几张，1 至 2000", "How many at most, 1 to 2000"),
    "revisions_photos.until": ("只取这一日及以前的照片", "Photos up to this day alone"),
    "report_id": ("进度报告的编号", "The report's id"),
    "photo_id": ("照片的编号", "The photo's id"),
}
