"""What each operation of the site does, in Chinese, by its id; and its parameters."""

IN_CHINESE = {
    "site_session": "当前登录的人及会话到期时间；未登录时为空",
    "site_tasks": "自己所在工地的待办任务及其位置，近处在前",
    "site_entries": "现场记录，分页，新的在前",
    "site_enter": "收存一条现场记录：首次 201，重复发送 200 且应答相同",
    "site_entry": "一条现场记录及其照片与疑点",
    "site_photo_add": "上传已预告的照片；哈希不符即退回，同一照片只计一次",
    "site_photo": "现场照片原文件",
    "site_photo_small": "现场照片的缩略图（同进度照片）",
}
WORDS = {
    "site_tasks.lon": ("所在经度", "Longitude of where one is"),
    "site_tasks.lat": ("所在纬度", "Latitude of where one is"),
    "site_tasks.project": ("只看这个项目", "One project only"),
    "site_entries.project": ("只看这个项目", "One project only"),
    "entry_id": ("现场记录的编号", "The entry's id"),
    "site_photo.sha256": ("照片的 SHA-256", "The photo's SHA-256"),
    "site_photo_small.sha256": ("照片的 SHA-256", "The photo's SHA-256"),
}
