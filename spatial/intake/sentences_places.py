"""What is said of coordinate systems and geometries."""

Entry = tuple[str, str, str]

PLACES: dict[str, Entry] = {
    "places_found": ("note", "位置取自：{columns}。", "The place is taken from: {columns}."),
    "first_is_north": (
        "note",
        "“{first}”列按北坐标（X）读取，符合测绘习惯。",
        "Column “{first}” is read as the northing (X), as surveyors write it.",
    ),
    "first_is_east": (
        "note",
        "“{first}”列里是东坐标（横坐标），按此读取。",
        "Column “{first}” holds eastings and is read so.",
    ),
    "first_taken_as_east": (
        "warn",
        "从数值看不出哪一列是东坐标，暂把“{first}”当作东坐标，请核对。",
        "The numbers do not tell which column is the easting; “{first}” is taken for it. Please check.",
    ),
    "wkt_broken": ("error", "WKT 图形有误：{detail}", "The WKT is broken: {detail}"),
    "place_unreadable": ("error", "坐标“{found}”无法识别。", "The coordinate “{found}” cannot be read."),
    "place_ambiguous": (
        "error",
        "坐标“{found}”有多种可能，请写明经纬度或带号。",
        "The coordinate “{found}” may mean several places; mark longitude and latitude, or the zone.",
    ),
    "place_order_assumed": (
        "warn",
        "坐标没有标明次序，按落在中国的一种读取：经度 {lon}，纬度 {lat}。",
        "The order is not marked; read as the one in China: longitude {lon}, latitude {lat}.",
    ),
    "crs_inferred_degrees": (
        "warn",
        "文件没有声明坐标系。数值（如 {x}, {y}）是中国范围内的经纬度，按 CGCS2000 读取，请核对。",
        "No system is stated. The numbers (such as {x}, {y}) are degrees in China and read as CGCS2000. "
        "Please check.",
    ),
    "crs_inferred_zone": (
        "warn",
        "文件没有声明坐标系。数值（如 {x}, {y}）带有带号，按 {name}（EPSG:{srid}）读取，请核对。",
        "No system is stated. The numbers (such as {x}, {y}) carry a zone and read as {name} (EPSG:{srid})"
        ". Please check.",
    ),
    "north_stands_first": (
        "note",
        "图形的 x 里存的是北坐标，已按北、东的次序读取。",
        "The x of the shapes holds the northing; it is read so.",
    ),
    "crs_needs_zone": (
        "error",
        "文件没有声明坐标系，坐标（如 {x}, {y}）也没有带号。请指明是第几带或中央经线。",
        "No system is stated and the numbers (such as {x}, {y}) carry no zone. Name the zone or central "
        "meridian.",
    ),
    "crs_needs_choice": (
        "error",
        "文件没有声明坐标系，坐标（如 {x}, {y}）有两种可能，请选择。",
        "No system is stated, and the numbers (such as {x}, {y}) fit two. Choose one.",
    ),
    "crs_unknown": (
        "error",
        "文件没有声明坐标系，从数值（如 {x}, {y}）也看不出来。请指明 EPSG 编号。",
        "No system is stated and the numbers (such as {x}, {y}) do not tell. Name the EPSG number.",
    ),
    "crs_majority": (
        "warn",
        "约 {percent}% 的坐标符合这一坐标系，按它读取；不符合的各行单独列出，不予导入。",
        "About {percent} % of the coordinates fit this system and are read by it; the rows that do not fit "
        "are named and left out.",
    ),
    "crs_divided": (
        "error",
        "坐标写法不一致：最多只有 {percent}% 能按同一种方式读取，不足以判断。请统一写法后重新导入。",
        "The coordinates are written in different ways: at most {percent} % read alike, too few to tell. "
        "Write them alike and import again.",
    ),
    "crs_degrees_abroad": (
        "error",
        "文件没有声明坐标系，数值（如 {x}, {y}）像是中国以外的经纬度。请指明坐标系。",
        "No system is stated; the numbers (such as {x}, {y}) look like degrees outside China. Name the "
        "system.",
    ),
    "crs_unreadable": (
        "warn",
        "声明的坐标系读不懂：{found}。",
        "The stated system cannot be read: {found}.",
    ),
    "crs_unusable": (
        "error",
        "声明的坐标系“{name}”缺少投影参数，无法换算。请指明正确的坐标系。",
        "The stated system “{name}” lacks its projection and cannot be used. Name the right one.",
    ),
    "crs_matched": (
        "note",
        "声明的坐标系“{name}”与 EPSG:{srid} 参数一致，按后者读取。",
        "The stated system “{name}” equals EPSG:{srid} and is read so.",
    ),
    "crs_custom": (
        "warn",
        "声明的坐标系“{name}”不在标准库中，按其自带参数换算。",
        "The stated system “{name}” is in no registry; its own parameters are used.",
    ),
    "crs_local": (
        "error",
        "“{name}”是地方独立坐标系，没有登记转换参数，不能换算。",
        "“{name}” is a local grid without registered parameters and cannot be converted.",
    ),
    "datum_needs_parameters": (
        "error",
        "“{name}”（{datum}）换算到 CGCS2000 需要当地的转换参数，系统不会编造。请由测绘单位转换后再上传。",
        "Converting “{name}” ({datum}) to CGCS2000 needs local parameters, which are never invented. Have "
        "it converted first.",
    ),
    "datum_shift_unknown": (
        "warn",
        "“{name}”的基准（{datum}）与 CGCS2000 的关系不明，位置可能偏差几十到几百米。",
        "How the datum of “{name}” ({datum}) relates to CGCS2000 is unknown; places may be off by up to "
        "hundreds of metres.",
    ),
    "srid_unknown": ("error", "没有 EPSG:{srid} 这个坐标系。", "There is no system EPSG:{srid}."),
    "axes_swapped": (
        "error",
        "坐标次序颠倒：数值（如 {x}, {y}）的纬度（或北坐标）在前。请确认是否对调。",
        "The axes are swapped: in {x}, {y} the latitude or northing stands first. Confirm the swap.",
    ),
    "axes_maybe_swapped": (
        "warn",
        "坐标（如 {x}, {y}）对调后落在中国，当前不在。请核对次序。",
        "Swapped, the numbers (such as {x}, {y}) would lie in China; as they are, they do not. Check the "
        "order.",
    ),
    "numbers_not_degrees": (
        "error",
        "声明的坐标系“{name}”是经纬度，但数值（如 {x}, {y}）不是度。请指明正确的坐标系。",
        "The stated system “{name}” is in degrees, but the numbers (such as {x}, {y}) are not. Name the "
        "right one.",
    ),
    "format_not_degrees": (
        "error",
        "文件没有写明坐标系，按其格式应为 {name} 经纬度，但数值（如 {x}, {y}）不是度。请指明正确的坐标系。",
        "The file states no system; its format means {name} in degrees, but the numbers (such as {x}, {y}) "
        "are not. Name the right one.",
    ),
    "numbers_are_degrees": (
        "error",
        "声明的坐标系“{name}”以米为单位，但数值（如 {x}, {y}）是经纬度。请指明正确的坐标系。",
        "The stated system “{name}” is in metres, but the numbers (such as {x}, {y}) are degrees. Name "
        "the right one.",
    ),
    "zone_prefix_missing": (
        "error",
        "声明的“{name}”应带带号，但横坐标 {x} 没有带号。请确认。",
        "“{name}” needs a zone number in front, but the easting {x} has none. Please confirm.",
    ),
    "zone_contradiction": (
        "error",
        "声明的是“{name}”，但横坐标 {x} 的带号不同。请确认。",
        "“{name}” is stated, but the easting {x} carries another zone. Please confirm.",
    ),
    "outside_area_of_use": (
        "warn",
        "按“{name}”换算后在 {lon}, {lat}，超出该坐标系的适用范围（{area}）。请核对坐标系。",
        "Read as “{name}” the place is {lon}, {lat}, outside the area the system is for ({area}). Check "
        "the system.",
    ),
    "gcj_suspected": (
        "warn",
        "数据可能来自商业网络地图（线索：{hints}），坐标可能被加偏约 {metres} 米。请向提供者核实。",
        "The data may come from a commercial web map (hints: {hints}) and be shifted by about {metres} m. "
        "Ask its source.",
    ),
}

SHAPES: dict[str, Entry] = {
    "geometry_missing": ("warn", "这一行没有图形。", "This row has no geometry."),
    "geometry_all_missing": ("warn", "没有一行带有可用的图形。", "No row has a usable geometry."),
    "geometry_not_object": (
        "error",
        "geometry 应为对象，实际是 {found}。",
        "The geometry is {found}, not an object.",
    ),
    "geometry_kind_unknown": ("error", "不认识的图形类型“{found}”。", "“{found}” is no kind of geometry."),
    "geometry_unreadable": ("error", "图形读不出来：{detail}", "The geometry cannot be read: {detail}"),
    "coordinates_malformed": (
        "error",
        "坐标写法有误：“{found}”。",
        "The coordinates are malformed: “{found}”.",
    ),
    "ring_open": (
        "error",
        "多边形没有闭合：起点 {first}，终点 {last}（共 {points} 点）。",
        "A ring does not close: it starts at {first} and ends at {last} ({points} points).",
    ),
    "ring_open_somewhere": ("error", "多边形没有闭合。", "A ring does not close."),
    "ring_short": (
        "error",
        "多边形只有 {points} 个点，至少需要 4 个（含闭合点）。",
        "A ring has {points} points; 4 are needed.",
    ),
    "geometry_too_large": (
        "error",
        "图形有 {found} 个顶点，超过上限 {limit} 个。请简化后再导入。",
        "The geometry has {found} vertices; the limit is {limit}. Simplify it.",
    ),
    "coordinate_infinite": (
        "error",
        "坐标不是有效数值：{found}。",
        "A coordinate is no usable number: {found}.",
    ),
    "geometry_invalid": (
        "error",
        "图形无效：{reason_zh}，位于 {x}, {y}。请在制图软件中修正。",
        "The geometry is invalid: {reason} at {x}, {y}.",
    ),
    "geometry_repaired": (
        "warn",
        "图形无效（{reason_zh}，位于 {x}, {y}），已修复，面积变化 {percent}%。",
        "The geometry was invalid ({reason} at {x}, {y}) and was mended; its area changed by {percent}%.",
    ),
    "outside_projection": (
        "error",
        "坐标超出该坐标系可以换算的范围。",
        "The coordinates lie outside what the system can convert.",
    ),
    "degrees_swapped": (
        "error",
        "经度与纬度填反了：应为经度 {lon}、纬度 {lat}。",
        "Longitude and latitude are swapped: it should read longitude {lon}, latitude {lat}.",
    ),
    "outside_degrees": (
        "error",
        "换算后的经纬度超出范围：{found}。",
        "The place in degrees is out of range: {found}.",
    ),
    "heights_dropped": (
        "note",
        "{count} 个图形带有高程：原始坐标已保留，地图上只用平面位置。",
        "{count} geometries carry heights: the original keeps them, the map uses the plane.",
    ),
    "curve_linearised": ("note", "圆弧已打散成折线。", "Arcs were turned into segments."),
    "curves_linearised": (
        "note",
        "图层含有曲线（{kind}），已打散成折线。",
        "The layer holds curves ({kind}); they were turned into segments.",
    ),
}
