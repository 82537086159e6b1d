"""What is said while reading: layers, text, headers and cells."""

Entry = tuple[str, str, str]

READERS: dict[str, Entry] = {
    "xlsx_broken": ("error", "工作簿已损坏，打不开：{detail}", "The workbook is damaged: {detail}"),
    "csv_broken": (
        "error",
        "这一行的引号或分隔不正确：{detail}",
        "The quotes or columns are wrong here: {detail}",
    ),
    "line_too_long": (
        "error",
        "有一行超过 {limit_mb} MB，这不是正常的表格。",
        "A line is longer than {limit_mb} MB; this is no ordinary table.",
    ),
    "text_has_nul": (
        "error",
        "文字中有空字节，这不是文本文件。",
        "The text holds zero bytes; this is no text file.",
    ),
    "quote_not_closed": (
        "warn",
        "这个单元格跨了 {lines} 行，可能少了一个引号，后面的行被吞进来了。",
        "This cell runs over {lines} lines; a quote may be missing, so that rows were swallowed.",
    ),
    "dbf_broken": ("error", "DBF 文件头已损坏。", "The head of the DBF is damaged."),
    "json_broken": (
        "error",
        "JSON 格式有误：第 {line} 行“{found}”处读不下去。",
        "The JSON is broken in line {line}, at “{found}”.",
    ),
    "json_too_deep": ("error", "JSON 嵌套太深，已拒绝。", "The JSON is nested too deeply."),
    "json_value_too_large": (
        "error",
        "单个要素超过 {limit_mb} MB，已停止读取。",
        "One feature is larger than {limit_mb} MB.",
    ),
    "json_not_map": (
        "error",
        "这个 JSON（类型：{kind}）既不是 GeoJSON，也不是由对象组成的表。",
        "This JSON (type: {kind}) is neither GeoJSON nor a list of objects.",
    ),
    "json_other_map": (
        "error",
        "这是 {kind}，不是 GeoJSON。请另存为 GeoJSON 或 GeoPackage。",
        "This is {kind}, not GeoJSON. Save it as GeoJSON or GeoPackage.",
    ),
    "json_constants": (
        "warn",
        "文件中有 NaN 或 Infinity，严格的 JSON 不允许；这些值按空值读取。",
        "The file holds NaN or Infinity, which JSON forbids; they are read as empty.",
    ),
    "json_bare_geometry": (
        "note",
        "文件只有一个图形（{kind}），没有属性。",
        "The file is one bare {kind} without attributes.",
    ),
    "json_not_feature": ("error", "这一条不是对象，而是 {found}。", "This entry is no object but {found}."),
    "reader_failed": ("error", "读取失败：{detail}", "The file could not be read: {detail}"),
    "reader_warned": ("warn", "读取时的提示：{detail}", "The reader remarked: {detail}"),
    "reader_died": (
        "error",
        "读取程序异常退出（信号 {signal}），文件可能已损坏或是恶意构造的，未导入任何内容。",
        "The reader died (signal {signal}); the file may be damaged or hostile. Nothing was taken.",
    ),
    "reader_out_of_memory": (
        "error",
        "读取这个文件需要的内存超过 {limit_mb} MB，已停止。请拆分后上传。",
        "Reading needs more than {limit_mb} MB of memory and was stopped. Split the file.",
    ),
    "reader_out_of_time": (
        "error",
        "读取这个文件所需的计算时间超过 {limit} 秒，已停止。请拆分或简化后上传。",
        "Reading needs more than {limit} seconds of computing and was stopped. Split or simplify the file.",
    ),
    "reader_slow": (
        "error",
        "等了 {limit} 秒仍未读完，已停止：服务器可能正忙。请稍后重试；若仍如此，请拆分或简化文件。",
        "After {limit} seconds the file was still not read, and reading was stopped: the server may be busy. "
        "Try again later; should it stay so, split or simplify the file.",
    ),
    "measures_dropped": (
        "note",
        "图形带有里程值（M），已略去。",
        "The geometries carry measures (M); they are left out.",
    ),
    "layer_empty": ("note", "图层是空的。", "The layer is empty."),
    "no_layers": ("error", "文件中没有图层。", "The file holds no layers."),
    "too_many_layers": (
        "error",
        "文件中有 {found} 个图层，超过上限 {limit} 个。",
        "The file holds {found} layers; the limit is {limit}.",
    ),
    "layer_absent": (
        "error",
        "没有名为“{name}”的图层；现有：{known}。",
        "There is no layer “{name}”; there are: {known}.",
    ),
    "layer_needs_choice": (
        "error",
        "文件有 {count} 个图层，请选择一个：{known}。",
        "The file has {count} layers; choose one: {known}.",
    ),
    "several_layers": (
        "note",
        "文件有 {count} 个图层，请选择要导入的一个。",
        "The file has {count} layers; choose one.",
    ),
    "too_many_rows": (
        "error",
        "行数超过上限 {limit} 行。请拆分后分批上传。",
        "There are more than {limit} rows. Split the file.",
    ),
    "too_many_columns": ("error", "列数超过上限 {limit} 列。", "There are more than {limit} columns."),
    "rows_lost": (
        "warn",
        "文件声明有 {expected} 行，只读到 {found} 行，其余已损坏。",
        "The file states {expected} rows, but only {found} could be read.",
    ),
    "shx_missing": (
        "warn",
        "缺少 .shx 索引文件，已按 .shp 重建。",
        "The .shx index is missing; it was rebuilt from the .shp.",
    ),
    "shapefile_part_alone": (
        "error",
        "{part} 只是 Shapefile 的一部分，没有图形。请把同名的 .shp、.shx、.dbf、.prj 一起提交。",
        "A {part} is a part of a shapefile and holds no shapes. Hand in .shp, .shx, .dbf, .prj together.",
    ),
    "dbf_missing": (
        "warn",
        "缺少 .dbf 属性文件，只有图形没有属性。",
        "The .dbf is missing: there are shapes but no attributes.",
    ),
    "kml_without_document": (
        "note",
        "KML 缺少 Document 元素，已补上，否则只能读到一个地标。",
        "The KML lacked its Document element; it was added, or only one placemark would be read.",
    ),
    "kml_links_elsewhere": (
        "warn",
        "KML 引用了 {count} 个外部链接，链接的内容不会读取。",
        "The KML refers to {count} outside links; what they hold is not read.",
    ),
    "dxf_drawing": (
        "note",
        "这是 CAD 图纸：没有属性表，圆弧和样条已打散成折线，图层名在 Layer 列。",
        "This is a drawing: no attribute table, arcs and splines became segments; layer names are in "
        "column Layer.",
    ),
}

TEXT: dict[str, Entry] = {
    "encoding_unknown": (
        "error",
        "文字编码无法识别，请指明（常见的是 GBK 或 UTF-8）。",
        "The text encoding is unknown; name it (GBK and UTF-8 are common).",
    ),
    "encoding_not_known": (
        "error",
        "没有名为“{label}”的文字编码。",
        "There is no text encoding “{label}”.",
    ),
    "encoding_label_unknown": (
        "warn",
        "文件声明的编码“{label}”不可识别，按内容判断为 {used}。",
        "The stated encoding “{label}” is unknown; by its bytes the text is {used}.",
    ),
    "encoding_label_wrong": (
        "warn",
        "文件声明的编码是 {label}，与内容不符；按内容判断为 {used}。",
        "The file states {label}, but its bytes say {used}; that is used.",
    ),
    "encoding_label_false": (
        "error",
        "按 {label} 编码读不下去，请换一种编码。",
        "The text is not {label}; choose another encoding.",
    ),
    "encoding_guessed": (
        "note",
        "文件没有声明编码，按内容判断为 {encoding}（把握 {percent}%，其他可能：{others}）。",
        "No encoding is stated; by its bytes it is {encoding} ({percent}% sure; others: {others}).",
    ),
    "encoding_guessed_alone": (
        "note",
        "文件没有声明编码，按内容判断为 {encoding}（把握 {percent}%）。",
        "No encoding is stated; by its bytes it is {encoding} ({percent}% sure).",
    ),
    "encoding_unsure_alone": (
        "warn",
        "文件没有声明编码，猜测为 {encoding}，把握只有 {percent}%。请核对中文是否正常。",
        "No encoding is stated; {encoding} is a guess ({percent}% sure). Check how names read.",
    ),
    "encoding_unsure": (
        "warn",
        "文件没有声明编码，猜测为 {encoding}，把握只有 {percent}%（其他可能：{others}）。请核对中文是否正"
        "常。",
        "No encoding is stated; {encoding} is a guess ({percent}% sure; others: {others}). Check how "
        "names read.",
    ),
    "table_empty": ("error", "“{name}”中没有内容。", "“{name}” holds nothing."),
    "header_below": (
        "note",
        "表头在第 {row} 行，其上是标题或说明。",
        "The header is in row {row}; above it stand a title or notes.",
    ),
    "header_empty": ("note", "第 {column} 列没有列名。", "Column {column} has no name."),
    "header_twice": (
        "warn",
        "列名“{name}”重复，这一列改称“{used}”。",
        "The name “{name}” occurs twice; this column is called “{used}”.",
    ),
    "row_too_wide": (
        "warn",
        "这一行有 {found} 格，表头只有 {expected} 列，多出的没有读取。",
        "This row has {found} cells but the header {expected}; the surplus is not read.",
    ),
    "cell_error": (
        "warn",
        "单元格是错误值 {found}，按空值读取。",
        "The cell holds the error {found}; read as empty.",
    ),
    "formula_without_value": (
        "warn",
        "公式 {formula} 没有保存计算结果。请用 Excel 或 WPS 打开并保存一次。",
        "The formula {formula} has no stored value. Open the file in a sheet program and save it.",
    ),
    "merged_value": (
        "note",
        "这一格属于合并单元格，取 {source} 的值。",
        "This cell is merged; the value of {source} is used.",
    ),
    "sheet_hidden": ("warn", "“{name}”是隐藏的工作表。", "“{name}” is a hidden sheet."),
    "integer_imprecise": (
        "warn",
        "“{column}”是很大的整数，末几位可能已失真，请按文本存放。",
        "“{column}” is a very large whole number whose last digits may be lost; keep it as text.",
    ),
}
