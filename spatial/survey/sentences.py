"""What is said of a survey: code → (severity, Chinese, English), in the form of
``spatial.intake.sentences``.
"""

from spatial.intake.problems import add_sentences
from spatial.survey.sentences_kinds import KINDS
from spatial.survey.sentences_rings import NEIGHBOURS, RINGS, STATED
from spatial.survey.sentences_where import PLACE, SYSTEM

Entry = tuple[str, str, str]

READING: dict[str, Entry] = {
    "survey_without_parcels": (
        "error",
        "“{name}”里没有读到地块：缺少以 @ 结尾的地块行或界址点。",
        "“{name}” holds no parcel: no line ending in @ with points below it.",
    ),
    "survey_without_polygons": (
        "error",
        "“{name}”里没有可作地块的图形，只读到 {kinds_zh}。需要面、能首尾相接的线，或带点号的界址点表。",
        "“{name}” holds no shape that could be a parcel, only {kinds}. Wanted are polygons, lines that "
        "close, or a table of numbered boundary points.",
    ),
    "survey_empty": (
        "error",
        "“{name}”里没有任何带图形的对象。需要面、能首尾相接的线，或带点号的界址点表。",
        "“{name}” holds nothing with a shape. Wanted are polygons, lines that close, or a table of numbered "
        "boundary points.",
    ),
    "survey_without_columns": (
        "error",
        "“{name}”是一张表，但没有认出坐标列；读到的表头是：{found}。需要的表头：点号、圈号（可不写）、"
        "X（或 北坐标、纵坐标）与 Y（或 东坐标、横坐标）；用经纬度时写 经度、纬度，数值用十进制度或度分秒。"
        "单位可写在括号里，如 X(m)。",
        "“{name}” is a table without known columns of coordinates; its headings are: {found}. Wanted are "
        "“点号” (point), “圈号” (ring, optional), X (or “北坐标”, northing) and Y (or “东坐标”, easting); or "
        "lon and lat in decimal degrees or in degrees, minutes and seconds. A unit may stand in brackets: "
        "X(m).",
    ),
    "survey_format_unknown": (
        "error",
        "“{name}”打不开：内容不是它的后缀所说的格式，或文件已损坏。需要界址点坐标 TXT、Shapefile（zip）、"
        "GeoPackage、GeoJSON、KML/KMZ、DXF、FileGDB（zip）、GML、FlatGeobuf 或 XLSX/CSV 坐标表。",
        "“{name}” cannot be opened: it is not what its ending says, or broken. Wanted is a boundary-point "
        "TXT, a Shapefile (zip), GeoPackage, GeoJSON, KML/KMZ, DXF, FileGDB (zip), GML, FlatGeobuf, or an "
        "XLSX/CSV table of coordinates.",
    ),
    "survey_line_too_long": (
        "error",
        "这一行超过 {limit} 个字符，这不是界址点文件。",
        "This line is longer than {limit} characters; this is no file of boundary points.",
    ),
    "survey_too_many_lines": (
        "error",
        "文件超过 {limit} 行，请拆分。",
        "The file has more than {limit} lines. Split it.",
    ),
    "survey_too_many_points": (
        "error",
        "界址点超过 {limit} 个，请拆分后上传。",
        "There are more than {limit} points. Split the file.",
    ),
    "survey_too_many_parcels": (
        "error",
        "地块超过 {limit} 个，请拆分后上传。",
        "There are more than {limit} parcels. Split the file.",
    ),
    "survey_too_many_rings": (
        "error",
        "一个地块的圈数超过 {limit} 个。",
        "A parcel has more than {limit} rings.",
    ),
    "survey_not_points": (
        "error",
        "读不懂的行超过 {limit} 行，这不是界址点文件。",
        "More than {limit} lines cannot be read; this is no file of boundary points.",
    ),
    "line_unreadable": ("error", "这一行读不懂：“{found}”。", "This line cannot be read: “{found}”."),
    "angle_unreadable": (
        "error",
        "度分秒读不懂：“{found}”，分和秒都应小于 60，如 120°08′58.6316″。",
        "Degrees, minutes and seconds cannot be read: “{found}”; minutes and seconds stay below 60, as in "
        "120°08′58.6316″.",
    ),
    "coordinate_not_finite": (
        "error",
        "坐标不是有效数值：“{found}”。",
        "A coordinate is no usable number: “{found}”.",
    ),
    "x_twice": (
        "error",
        "X 与 Y 相同（{found}），是导出程序把 X 写了两遍，这一点未采用。",
        "X and Y are the same ({found}): the exporter wrote X twice. The point is left out.",
    ),
    "x_twice_everywhere": (
        "error",
        "{count} 个界址点的 X 与 Y 都相同（如 {found}）：导出程序把 X 写了两遍，东坐标已丢失。请重新导出。",
        "All {count} points have the same X and Y (such as {found}): the exporter wrote X twice, and the "
        "eastings are lost. Export the file again.",
    ),
    "attributes_missing": (
        "warn",
        "界址点之前没有以 @ 结尾的地块行，按一个没有名称的地块读取。",
        "No line ending in @ stands before the points; they are read as one parcel without a name.",
    ),
    "count_missing": (
        "warn",
        "地块行没有写明界址点数，无法核对是否缺点。",
        "The parcel's line states no number of points; lost points cannot be noticed.",
    ),
    "header_again": (
        "warn",
        "“{name}”段重复出现，文件可能由几份拼接而成。",
        "The section “{name}” occurs again; several files may have been joined.",
    ),
    "body_mark_missing": (
        "note",
        "缺少“[地块坐标]”一行，已按内容读取。",
        "The line “[地块坐标]” is missing; the text is read by its content.",
    ),
    "file_cut": (
        "error",
        "文件在中途断掉了，后面的内容可能丢失。请重新导出。",
        "The file ends in the middle; what followed may be lost. Export it again.",
    ),
    "closing_ring_number": (
        "warn",
        "闭合点的圈号写成 {found}，应为 {expected}。",
        "The closing point carries ring number {found}, not {expected}.",
    ),
    "closing_twice": ("note", "闭合点写了两遍。", "The closing point is written twice."),
    "closing_point_differs": (
        "warn",
        "闭合点与起点同名，坐标却相差 {metres} 米。",
        "The closing point has the first point's name but lies {metres} m from it.",
    ),
    "lines_left_out": (
        "note",
        "有 {count} 条线没有闭合，未作为地块。",
        "{count} lines do not close and are not taken for parcels.",
    ),
    "points_left_out": (
        "note",
        "有 {count} 个点或文字未作为地块。",
        "{count} points or texts are not taken for parcels.",
    ),
    "inner_ring_as_hole": (
        "warn",
        "图层“{layer}”里闭合线套着闭合线，内圈按扣除部分读取，请核对。",
        "In layer “{layer}” a closed line lies inside another; the inner one is read as a hole. Please "
        "check.",
    ),
    "drawn_twice": (
        "note",
        "有 {count} 个图形与另一个完全相同（如填充与边线），只取一次。",
        "{count} shapes equal another one (such as hatch and outline) and are taken once.",
    ),
    "more_of_a_code": (
        "warn",
        "“{code}”还有 {count} 处，未一一列出。",
        "There are {count} more of “{code}”, not listed one by one.",
    ),
}

SURVEY: dict[str, Entry] = {**KINDS, **READING, **SYSTEM, **PLACE, **RINGS, **NEIGHBOURS, **STATED}
add_sentences(SURVEY)
