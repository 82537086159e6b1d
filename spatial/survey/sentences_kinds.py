"""What is said of files that hold no survey, where intake would speak of lists of projects."""

KINDS: dict[str, tuple[str, str, str]] = {
    "survey_kind_binary": (
        "error",
        "不能识别这个文件。支持界址点坐标 TXT、打包为 ZIP 的 Shapefile、GeoPackage、GeoJSON、KML/KMZ、DXF、"
        "GML、FileGDB（ZIP）、FlatGeobuf，以及 XLSX、CSV 坐标表。",
        "The file is of no known kind. Boundary-point TXT, zipped Shapefiles, GeoPackage, GeoJSON, KML/KMZ, "
        "DXF, GML, zipped FileGDB, FlatGeobuf and coordinate tables as XLSX or CSV are read.",
    ),
    "survey_kind_landxml": (
        "error",
        "这是 LandXML 设计文件，不能作为界址文件检核。请把地块导出为界址点坐标 TXT、DXF 或 Shapefile。",
        "This is a LandXML design, which is not read as a survey. Export its parcels as a boundary-point "
        "TXT, DXF or Shapefile.",
    ),
    "survey_kind_osm": (
        "error",
        "这是 OpenStreetMap 原始数据，不是测绘成果，不能作为界址文件检核。请提供界址点 TXT、Shapefile 或 "
        "DXF。",
        "This is raw OpenStreetMap data, not a survey. Send the boundary-point TXT, a Shapefile or DXF.",
    ),
    "survey_kind_raster": (
        "error",
        "这是影像（栅格）文件，里面没有界址点，不能检核。",
        "This is a raster image: it holds no boundary points to check.",
    ),
}
PREFIX = "survey_"
"""Before the code intake gives to such a file."""
