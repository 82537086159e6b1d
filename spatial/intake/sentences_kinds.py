"""What is said of files that are not taken, and of archives."""

Entry = tuple[str, str, str]

KINDS: dict[str, Entry] = {
    "kind_empty": ("error", "文件是空的，没有可以导入的内容。", "The file is empty."),
    "kind_dwg": (
        "error",
        "这是 DWG 图纸，系统不能直接读取。请在 CAD 中另存为 DXF，或导出为 Shapefile、GeoPackage 后再上传。",
        "This is a DWG drawing, which cannot be read. Save it as DXF, or export a Shapefile or GeoPackage.",
    ),
    "kind_parquet": (
        "error",
        "这是 Parquet 数据文件，不在支持之列。请导出为 GeoPackage 或 GeoJSON。",
        "This is a Parquet file, which is not supported. Export it as GeoPackage or GeoJSON.",
    ),
    "kind_landxml": (
        "error",
        "这是 LandXML 线路设计文件，不能作为项目表导入。请把线位导出为 DXF 或 Shapefile。",
        "This is a LandXML design, not a table of projects. Export the alignment as DXF or Shapefile.",
    ),
    "kind_parcel_txt": (
        "error",
        "这是勘测定界界址点坐标文件（TXT），请到“用地”模块上传，那里按宗地逐点检查。",
        "This is a boundary-point file (TXT). Upload it in the land module, which checks every point.",
    ),
    "kind_pdf": (
        "error",
        "这是 PDF 文档，里面没有可以读取的表格或图形。请上传原始的表格或矢量文件。",
        "This is a PDF document. Upload the original table or map file.",
    ),
    "kind_image": (
        "error",
        "这是图片，不能导入。请上传表格或矢量文件。",
        "This is a picture. Upload a table or map file.",
    ),
    "kind_raster": (
        "error",
        "这是影像（栅格）文件，不能作为项目表导入。",
        "This is a raster image, not a table of projects.",
    ),
    "kind_rar": (
        "error",
        "这是 RAR 压缩包，系统不能打开。请用 ZIP 格式重新压缩。",
        "This is a RAR archive. Pack the files as ZIP instead.",
    ),
    "kind_seven_zip": (
        "error",
        "这是 7z 压缩包，系统不能打开。请用 ZIP 格式重新压缩。",
        "This is a 7z archive. Pack the files as ZIP instead.",
    ),
    "kind_gzip": (
        "error",
        "这是 gz 类压缩文件，系统不能打开。请解压后上传，或用 ZIP 格式压缩。",
        "This is a gzip-like archive. Unpack it first, or pack the files as ZIP.",
    ),
    "kind_program": ("error", "这是程序文件，不能上传。", "This is a program and is not accepted."),
    "kind_ifc": (
        "error",
        "这是 IFC 模型文件，请到项目的 BIM 页上传。",
        "This is an IFC model. Upload it on the project's BIM page.",
    ),
    "kind_word": (
        "error",
        "这是 Word 或演示文档。请把其中的表格复制到 Excel（.xlsx）后上传。",
        "This is a Word or slides document. Copy its table into a workbook (.xlsx).",
    ),
    "kind_ods": (
        "error",
        "这是 ODS 表格。请另存为 .xlsx 后上传。",
        "This is an ODS sheet. Save it as .xlsx.",
    ),
    "kind_old_office": (
        "error",
        "这是旧版 Office 文件（.xls、.doc 或 .et）。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。",
        "This is an old Office file (.xls, .doc). Open it and save it as .xlsx.",
    ),
    "kind_old_sheet": (
        "error",
        "这是 XML 格式的旧版表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。",
        "This is a sheet in the old XML format. Open it and save it as .xlsx.",
    ),
    "kind_encrypted_sheet": (
        "error",
        "文件设有打开密码。请取消密码后上传。",
        "The file is protected by a password. Remove it and upload again.",
    ),
    "kind_html": (
        "error",
        "这是网页（有些系统导出的“Excel”其实是网页）。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。",
        "This is a web page (some systems export pages named .xls). Open it and save it as .xlsx.",
    ),
    "kind_osm": (
        "error",
        "这是 OpenStreetMap 原始数据，不能作为项目表导入。请导出需要的要素为 GeoPackage。",
        "This is raw OpenStreetMap data. Export the features needed as GeoPackage.",
    ),
    "kind_sqlite": (
        "error",
        "这是 SQLite 数据库，但不是 GeoPackage。请导出为 GeoPackage（.gpkg）。",
        "This is an SQLite database but no GeoPackage. Export it as GeoPackage (.gpkg).",
    ),
    "kind_xml": (
        "error",
        "这个 XML 文件不是可以识别的地图格式（支持 KML、GML、GPX）。",
        "This XML is no known map format (KML, GML and GPX are read).",
    ),
    "kind_prose": (
        "error",
        "这是一段文字，不是表格：没有找到分列的逗号或制表符。",
        "This is plain text, not a table: no columns were found.",
    ),
    "kind_binary": (
        "error",
        "不能识别这个文件。支持 XLSX、CSV、GeoJSON、GeoPackage、打包为 ZIP 的 Shapefile，以及 KML、GML、"
        "GPX、DXF、FileGDB（ZIP）、FlatGeobuf。",
        "The file is of no known kind. XLSX, CSV, GeoJSON, GeoPackage and zipped Shapefiles are read, "
        "also KML, GML, GPX, DXF, zipped FileGDB and FlatGeobuf.",
    ),
    "kind_zip_broken": (
        "error",
        "压缩包已损坏，打不开。请重新压缩后上传。",
        "The archive is damaged. Pack it again.",
    ),
}

ARCHIVES: dict[str, Entry] = {
    "file_too_large": (
        "error",
        "文件有 {found_mb} MB，超过上限 {limit_mb} MB。请拆分后分批上传。",
        "The file has {found_mb} MB; the limit is {limit_mb} MB. Split it.",
    ),
    "zip_broken": (
        "error",
        "压缩包已损坏，打不开。请重新压缩后上传。",
        "The archive is damaged. Pack it again.",
    ),
    "zip_entry_broken": (
        "error",
        "压缩包中的“{entry}”已损坏，不能解压。",
        "The entry “{entry}” of the archive is damaged.",
    ),
    "zip_too_many": (
        "error",
        "压缩包里有 {found} 个文件，超过上限 {limit} 个。",
        "The archive holds {found} files; the limit is {limit}.",
    ),
    "zip_bomb": (
        "error",
        "压缩包解开后有 {found_mb} MB，超过上限 {limit_mb} MB。",
        "The archive would unpack to {found_mb} MB; the limit is {limit_mb} MB.",
    ),
    "zip_too_large": (
        "error",
        "压缩包解开后的内容超过 {limit_mb} MB，与其声明不符，已停止。",
        "The archive unpacks to more than {limit_mb} MB, against its own statement.",
    ),
    "zip_ratio": (
        "error",
        "压缩比高达 {found} 倍（上限 {limit} 倍），可能是压缩炸弹，已拒绝。",
        "The archive unpacks to {found} times its size (limit {limit}), as a zip bomb does.",
    ),
    "zip_path": (
        "error",
        "压缩包中的文件名“{entry}”指向压缩包之外，已拒绝。",
        "The entry “{entry}” points outside the archive.",
    ),
    "zip_link": (
        "error",
        "压缩包中的“{entry}”是链接，不是文件，已拒绝。",
        "The entry “{entry}” is a link, not a file.",
    ),
    "zip_password": (
        "error",
        "压缩包设有密码。请取消密码后上传。",
        "The archive is protected by a password.",
    ),
    "zip_nested": (
        "error",
        "压缩包里还有压缩包或工作簿“{entry}”。请解压后，把其中的文件单独上传。",
        "The archive holds another archive or workbook, “{entry}”. Unpack it and upload that file itself.",
    ),
    "zip_nothing": (
        "error",
        "压缩包里没有可以读取的文件，只有：{names}。",
        "The archive holds nothing readable, only: {names}.",
    ),
    "zip_several": (
        "error",
        "压缩包里有多个可读文件：{names}。请每次上传一个。",
        "The archive holds several readable files: {names}. Upload one at a time.",
    ),
    "xlsx_too_much_text": (
        "error",
        "工作簿中的文字超过 {limit_mb} MB，请拆分后上传。",
        "The workbook holds more than {limit_mb} MB of text. Split it.",
    ),
    "xml_entities": (
        "error",
        "文件中定义了 XML 实体，这类文件可能使程序耗尽内存，已拒绝。",
        "The file defines XML entities, which can exhaust memory. It is refused.",
    ),
    "xml_broken": (
        "error",
        "第 {line} 行第 {column} 列附近的 XML 标记有误，文件读不下去。",
        "The XML is broken near line {line}, column {column}.",
    ),
    "xml_too_deep": (
        "error",
        "XML 嵌套超过 {limit} 层，已拒绝。",
        "The XML is nested deeper than {limit} levels.",
    ),
}
