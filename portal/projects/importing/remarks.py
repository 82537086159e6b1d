"""What is said of an import, row by row and as a whole, in the form of ``spatial.intake.problems``."""

from dataclasses import replace
from typing import Any

from portal.projects.importing import terms
from portal.projects.importing.fields import FIELDS
from portal.projects.importing.values import UNIT_NAMES
from spatial.intake import wire
from spatial.intake.problems import NOWHERE, Address, Problem, Severity, add_sentences, problem

SENTENCES: dict[str, tuple[str, str, str]] = {
    "field_missing": ("error", "缺少“{field}”。", "“{field}” is missing."),
    "field_unmapped": (
        "error",
        "没有找到“{field}”列。请指明是哪一列，或给出统一的值。",
        "No column holds “{field}”. Name the column, or give one value for all.",
    ),
    "field_too_long": (
        "error",
        "“{field}”有 {found} 个字，最多 {limit} 个。",
        "“{field}” has {found} characters; at most {limit} are kept.",
    ),
    "code_invalid": ("error", "“{text}”不对：{reason_zh}", "“{text}” is wrong: {reason}"),
    "code_doubtful": ("warn", "请核对“{text}”：{reason_zh}", "Check “{text}”: {reason}"),
    "term_unknown": (
        "error",
        "“{field}”不能是“{text}”。可用：{known}。",
        "“{field}” cannot be “{text}”. Known: {known}.",
    ),
    "term_first_taken": (
        "warn",
        "“{text}”列了几项，取第一项“{used}”。",
        "“{text}” lists several; the first, “{used}”, is taken.",
    ),
    "money_unreadable": ("error", "“{text}”不是金额。", "“{text}” is no amount."),
    "money_not_positive": (
        "error",
        "总投资必须大于 0，实际是 {text}。",
        "The investment must exceed 0; it is {text}.",
    ),
    "money_negative": ("error", "“{field}”不能是负数：{text}。", "“{field}” cannot be negative: {text}."),
    "money_too_large": (
        "error",
        "金额 {text} 大得不合理，请核对单位。",
        "The amount {text} is too large; check the unit.",
    ),
    "paid_over_investment": (
        "warn",
        "累计支付 {paid} 元超过总投资 {investment} 元。",
        "Paid, {paid} yuan, exceeds the investment, {investment} yuan.",
    ),
    "date_unreadable": (
        "error",
        "“{text}”不是日期（可写 2024-03-01、2024.3.1 或 2024年3月）。",
        "“{text}” is no date (write 2024-03-01, 2024.3.1 or 2024-03).",
    ),
    "date_assumed": ("note", "“{text}”没有写明日，取 {used}。", "“{text}” names no day; {used} is taken."),
    "period_assumed": (
        "note",
        "“{text}”按 {first} 至 {last} 读取。",
        "“{text}” is read as {first} to {last}.",
    ),
    "date_doubtful": (
        "warn",
        "数字 {text} 可能是 1 月，也可能是 10 月（末尾的 0 被表格略去），按 1 月读取。",
        "The number {text} may mean January or October (a sheet drops the last 0); read as January.",
    ),
    "dates_reversed": (
        "error",
        "{end}（{last}）早于{start}（{first}）。",
        "{end} ({last}) is before {start} ({first}).",
    ),
    "start_missing": ("error", "有{end}，却没有{start}。", "There is {end} but no {start}."),
    "percent_unreadable": ("error", "“{text}”不是百分比。", "“{text}” is no percentage."),
    "percent_range": (
        "error",
        "进度应在 0 到 100 之间，实际是 {text}。",
        "Progress must be 0 to 100; it is {text}.",
    ),
    "region_unknown": ("error", "没有“{text}”这个行政区。", "There is no region “{text}”."),
    "region_ambiguous": (
        "error",
        "有几个行政区叫“{text}”：{codes}。请写代码。",
        "Several regions are called “{text}”: {codes}. Write the code.",
    ),
    "region_differs": (
        "warn",
        "图形位于{found}，与填写的“{text}”不符；以图形为准。",
        "The site lies in {found}, not in “{text}” as stated; the site decides.",
    ),
    "outside_regions": (
        "error",
        "位置 {lon}, {lat} 不在任何已知行政区内，请核对坐标系。",
        "The place {lon}, {lat} lies in no known region; check the coordinate system.",
    ),
    "place_missing": (
        "error",
        "没有位置。请补上经纬度或图形，或选择“暂放在所在行政区中心”。",
        "There is no place. Add coordinates or a shape, or let it stand at its region's centre for now.",
    ),
    "place_by_region": (
        "warn",
        "没有位置，暂放在{region}中心，请尽快补图。",
        "There is no place; it stands at the centre of {region} until a site is drawn.",
    ),
    "place_refused": ("error", "位置不能用：{reason_zh}", "The place cannot be used: {reason}"),
    "place_unsettled": (
        "error",
        "坐标系还没有确定，这一行放不到地图上。请先选择坐标系。",
        "The coordinate system is not settled, so this row has no place. Choose the system first.",
    ),
    "site_kept": (
        "note",
        "文件中只有一个点，记录里已有更完整的图形，保留原图形。",
        "The file has a point, the record a fuller shape; the shape stays.",
    ),
    "owner_unknown": (
        "error",
        "没有“{text}”这个单位。请核对名称，或填写统一社会信用代码。",
        "There is no unit “{text}”. Check the name, or give its unified social credit code.",
    ),
    "owner_ambiguous": (
        "error",
        "有 {count} 个单位都叫“{text}”，请填写统一社会信用代码。",
        "{count} units are called “{text}”; give the unified social credit code.",
    ),
    "owner_differs": (
        "warn",
        "信用代码属于“{found}”，与填写的“{text}”不符；以代码为准。",
        "The credit code belongs to “{found}”, not “{text}”; the code decides.",
    ),
    "owner_kept": (
        "warn",
        "文件中的项目单位是“{text}”，记录是“{kept}”。项目单位的变更须另行办理，导入不改。",
        "The file says “{text}” owns it, the record “{kept}”. Owners are not changed by import.",
    ),
    "region_not_yours": (
        "error",
        "{region}不在您的管辖区域内。",
        "{region} lies outside the regions you may file for.",
    ),
    "sector_not_yours": (
        "error",
        "“{sector}”不在您负责的行业内。",
        "“{sector}” is not among the sectors you may file for.",
    ),
    "label_not_yours": (
        "error",
        "您的权限不能录入“{label}”的项目。",
        "Your clearance does not cover projects labelled “{label}”.",
    ),
    "owner_not_yours": (
        "error",
        "您无权为“{text}”录入或修改项目。",
        "You may not file or change projects of “{text}”.",
    ),
    "project_unknown": (
        "error",
        "没有编号为 {text} 的项目。新项目请把系统编号留空。",
        "There is no project {text}. Leave the system number empty for a new one.",
    ),
    "project_ambiguous": (
        "error",
        "有 {count} 个项目都符合（{codes}）。请填写系统编号，或选择“作为新项目”。",
        "{count} projects fit ({codes}). Give the system number, or mark the row as a new project.",
    ),
    "keys_disagree": (
        "error",
        "系统编号是项目 {first} 的，项目代码却是 {second} 的。请核对其中之一。",
        "The system number is that of {first}, the investment code that of {second}. Check one of them.",
    ),
    "number_ignored": (
        "warn",
        "没有编号 {text}；按项目代码认作 {code}。",
        "There is no number {text}; by its investment code this is {code}.",
    ),
    "matched_by_name": (
        "warn",
        "没有可用的代码，按同名同单位认作 {code}。如果是另一个项目，请选择“作为新项目”。",
        "Without a code, name and owner make it {code}. If it is another project, mark it as new.",
    ),
    "number_not_ours": (
        "note",
        "编号“{text}”不是本系统的编号，未采用。",
        "“{text}” is no number of this system and was not used.",
    ),
    "project_twice": (
        "error",
        "与第 {other} 行是同一个项目（{key}）。",
        "This is the same project as row {other} ({key}).",
    ),
    "project_locked": (
        "error",
        "{code} 处于“{stage}”，申报内容不能再由导入修改。",
        "{code} is at “{stage}”; its filed facts are no longer changed by import.",
    ),
    "stage_kept": (
        "warn",
        "文件中的阶段是“{stage}”，记录是“{kept}”。阶段须在流程中办理，导入不改。",
        "The file says “{stage}”, the record “{kept}”. Stages change by their own steps, not by import.",
    ),
    "stage_needs_planner": (
        "warn",
        "只有发改或主管部门可以按文件登记阶段；新项目按“草稿”录入。",
        "Only planners or departments record a stage; the new project enters as a draft.",
    ),
    "unit_unknown": (
        "error",
        "“{column}”没有写明金额单位，请选择（元、万元、亿元）。",
        "“{column}” names no unit of money; choose one (yuan, 10 000 yuan, 100 million yuan).",
    ),
    "unit_guessed": (
        "warn",
        "“{column}”没有写明金额单位，按数值大小当作{unit}，请核对。",
        "“{column}” names no unit of money; by its size it is taken as {unit}. Please check.",
    ),
    "ratio_guessed": (
        "warn",
        "“{column}”的值都不超过 1，按比例读取（0.65 即 65%）。",
        "All of “{column}” are at most 1 and read as parts of 1 (0.65 is 65%).",
    ),
    "layer_unsure": (
        "error",
        "文件有 {count} 个工作表或图层，看不出哪一个是项目清单。请选择：{known}。",
        "The file has {count} sheets or layers and none is plainly the list. Choose one: {known}.",
    ),
    "layer_picked": (
        "note",
        "文件有 {count} 个工作表或图层，读取的是“{name}”。",
        "Of {count} sheets or layers, “{name}” is read.",
    ),
    "sum_row": ("note", "这是合计行，不导入。", "This is a row of totals and is left out."),
    "nothing_to_import": ("error", "没有可以导入的行。", "There is no row to import."),
}
add_sentences(SENTENCES)

__all__ = ["NOWHERE", "Address", "Problem", "Severity", "blocks", "load", "problem", "say", "store"]

_ENGLISH = {field.zh: field.en for field in FIELDS} | dict(UNIT_NAMES.values())


def store(found: list[Problem]) -> list[dict[str, Any]]:
    """Return remarks as JSON."""
    plain: list[dict[str, Any]] = wire.plain(found)
    return plain


def load(stored: list[dict[str, Any]]) -> list[Problem]:
    """Return remarks from JSON."""
    return [wire.typed_deep(item) for item in stored]


def say(found: Problem, language: str = "zh") -> str:
    """Return the sentence in a language, with the names of fields, terms and units in that language too."""
    english = language.startswith("en")
    facts = {name: _named(name, fact, english=english) for name, fact in found.facts.items()}
    return replace(found, facts=facts).sentence("en" if english else "zh")


def _named(name: str, fact: Any, *, english: bool) -> Any:
    if name == "field" and english:
        return ", ".join(_ENGLISH.get(part, part) for part in str(fact).split("、"))
    if name in {"start", "end", "unit"} and english:
        return _ENGLISH.get(str(fact), fact)
    if name in {"stage", "sector", "label", "used", "kept"}:
        return terms.name_of(str(fact), english=english)
    return fact


def blocks(found: list[Problem]) -> bool:
    """Tell whether any of them keeps its row, or the file, out."""
    return any(item.severity is Severity.ERROR for item in found)
