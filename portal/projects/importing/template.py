"""The workbook to fill in: one header row with units, lists to pick from, and a sheet that explains."""

import tempfile
from typing import IO, Any

import xlsxwriter

from portal.projects.importing import terms
from portal.projects.importing.fields import BY_CODE, DAY, FIELDS, MONEY, PERCENT, TERM, Field

COLUMNS = (
    "name", "code", "investment_code", "owner", "owner_uscc", "region", "sector", "funding_source", "nature",
    "stage", "investment", "paid", "progress", "figures_as_of", "planned_start", "planned_end",
    "actual_start", "actual_end", "address", "content", "label",
)  # fmt: skip
LAST_ROW = 2_000
NAMES = {
    "zh": {
        "sheet": "项目清单", "guide": "填写说明", "lon": "经度", "lat": "纬度", "must": "必填", "may": "选填",
    },
    "en": {
        "sheet": "Projects", "guide": "Guide", "lon": "Longitude", "lat": "Latitude", "must": "required",
        "may": "optional",
    },
}  # fmt: skip
HEADS = {"zh": ("列", "是否必填", "怎样填写"), "en": ("Column", "Required", "How to fill it in")}
HOW = {
    MONEY: ("数字，单位：万元", "A number, in units of 10 000 yuan"),
    DAY: ("日期，如 2026-03-01", "A date such as 2026-03-01"),
    PERCENT: ("0 到 100 的数字", "A number from 0 to 100"),
    "code": ("系统给的编号；新项目留空", "The system's own number; leave empty for a new project"),
    "investment_code": (
        "24 位全国投资项目统一代码；没有可留空",
        "The 24-character national code, if there is one",
    ),
    "owner": ("单位全称；留空即为您所在的单位", "The unit's full name; empty means your own unit"),
    "owner_uscc": ("18 位；填了就以它为准", "18 characters; decides where it is given"),
    "region": ("代码或名称；以坐标为准，用于核对", "Code or name; the coordinates decide, this checks them"),
    "place": ("CGCS2000 经纬度，十进制度", "CGCS2000 degrees, decimal"),
    "": ("文字", "Text"),
}
UNIT = {"zh": "（万元）", "en": " (10 000 yuan)"}


def template_workbook(language: str) -> IO[bytes]:
    """Return an open file with the empty list."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file)
    _list(book, language)
    _guide(book, language)
    book.close()
    file.seek(0)
    return file


def header_of(field: Field, language: str) -> str:
    """Return a column's header: with its unit, and a star where it must be filled in."""
    unit = UNIT[language] if field.kind == MONEY else ""
    if field.kind == PERCENT:
        unit = "（%）" if language == "zh" else " (%)"
    return f"{field.name(language)}{unit}{' *' if field.required else ''}"


def _list(book: xlsxwriter.Workbook, language: str) -> None:
    words = NAMES[language]
    sheet = book.add_worksheet(words["sheet"])
    must = book.add_format({"bold": True, "bg_color": "#FDF1E0", "border": 1})
    may = book.add_format({"bold": True, "bg_color": "#E5EFF8", "border": 1})
    forms = {DAY: book.add_format({"num_format": "yyyy-mm-dd"}), "": book.add_format({"num_format": "@"})}
    for at, code in enumerate(COLUMNS):
        known = BY_CODE[code]
        sheet.write_string(0, at, header_of(known, language), must if known.required else may)
        wide = 34 if code in {"name", "owner", "content"} else 18
        plain = forms[""] if code in {"code", "investment_code", "owner_uscc", "region"} else None
        sheet.set_column(at, at, wide, forms[DAY] if known.kind == DAY else plain)
        if known.kind == TERM:
            entries = _entries(code, language)
            sheet.data_validation(1, at, LAST_ROW, at, {"validate": "list", "source": entries})
    for at, name in enumerate((words["lon"], words["lat"]), len(COLUMNS)):
        sheet.write_string(0, at, name, may)
        sheet.set_column(at, at, 14)
    sheet.freeze_panes(1, 1)


def _guide(book: xlsxwriter.Workbook, language: str) -> None:
    words = NAMES[language]
    sheet = book.add_worksheet(words["guide"])
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for at, (text, width) in enumerate(zip(HEADS[language], (26, 12, 90), strict=True)):
        sheet.write_string(0, at, text, bold)
        sheet.set_column(at, at, width)
    for number, (name, required, how) in enumerate(_guide_lines(language), 1):
        for at, text in enumerate((name, words["must"] if required else words["may"], how)):
            sheet.write_string(number, at, text, wrap)


def _guide_lines(language: str) -> list[tuple[str, bool, str]]:
    at = 0 if language == "zh" else 1
    lines = [(BY_CODE[code].name(language), BY_CODE[code].required, _how(code, language)) for code in COLUMNS]
    place = f"{NAMES[language]['lon']}, {NAMES[language]['lat']}"
    return [*lines, (place, True, HOW["place"][at])]


def _how(code: str, language: str) -> str:
    known, at = BY_CODE[code], 0 if language == "zh" else 1
    if known.kind == TERM:
        return ("、", ", ")[at].join(_entries(code, language))
    return HOW.get(code, HOW.get(known.kind, HOW[""]))[at]


def _entries(code: str, language: str) -> list[Any]:
    if code == "label":
        return [names[0] if language == "zh" else label for label, names in terms.LABELS.items()]
    entries, _words = terms.LIST_OF[code]
    return [term.zh if language == "zh" else term.en for term in entries]


assert set(COLUMNS) <= {field.code for field in FIELDS}  # noqa: S101  a typing error shows at once
