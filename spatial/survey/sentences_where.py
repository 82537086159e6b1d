"""What is said of the system the numbers stand in, and of the place they lead to."""

Entry = tuple[str, str, str]

SYSTEM: dict[str, Entry] = {
    "by_choice": ("note", "坐标系由人指定。", "The system was named by a person."),
    "by_prefix": (
        "note",
        "横坐标前面写着带号 {zone}。",
        "The zone number {zone} stands in front of the easting.",
    ),
    "by_header": ("note", "文件头写着{key}={value}。", "The header says {key}={value}."),
    "by_degrees": (
        "note",
        "数值是中国范围内的经纬度。",
        "The numbers are degrees within China.",
    ),
    "by_declaration": (
        "note",
        "文件声明了坐标系“{name}”。",
        "The file states the system “{name}”.",
    ),
    "by_format": (
        "note",
        "文件没有声明坐标系；GeoJSON 格式默认为 {name}。",
        "The file states no system; the GeoJSON format means {name}.",
    ),
    "by_county": (
        "note",
        "换算后落在 {county} 内（几百米的整体偏移，仅凭县界看不出来）。",
        "The place lies in {county} (a shift of some hundred metres cannot be told from the county alone).",
    ),
    "by_registration": (
        "note",
        "按登记的参数换算“{name}”。",
        "“{name}” is converted by its registered parameters.",
    ),
    "datum_refused": (
        "error",
        "文件写的坐标系是“{name}”，不是 2000 国家大地坐标系，也没有登记转换参数，不能换算。请由测绘单位转"
        "换后再上传。",
        "The file is in “{name}”, not CGCS2000, and no parameters are registered for it. Have it "
        "converted first.",
    ),
    "datum_unknown": (
        "error",
        "文件写的坐标系“{name}”不认识，可能是地方独立坐标系，没有登记转换参数。请说明。",
        "The system “{name}” is not known; it may be a local grid, and none is registered. Say which it is.",
    ),
    "datum_unstated": (
        "warn",
        "文件没有写明坐标系，按 2000 国家大地坐标系读取，请核对。",
        "No coordinate system is stated; CGCS2000 is taken. Please check.",
    ),
    "zone_needed": (
        "error",
        "横坐标（如 {x}）前没有带号，文件头也没有写带号。请指明是第几带或中央经线。",
        "The easting ({x}) has no zone in front and the header names none. Name the zone or central "
        "meridian.",
    ),
    "zone_contradicts_prefix": (
        "error",
        "文件头写带号 {header}，横坐标前面却是 {prefix}。请确认哪一个对。",
        "The header says zone {header}, but {prefix} stands in front of the eastings. Say which is right.",
    ),
    "zone_prefix_unknown": (
        "error",
        "横坐标 {x} 前面的 {prefix} 不是国家分带的带号（3度带 25-45，6度带 13-23）。",
        "{prefix} in front of the easting {x} is no national zone (3-degree: 25-45, 6-degree: 13-23).",
    ),
    "zone_width_contradicts": (
        "warn",
        "文件头写 {width} 度带，第 {zone} 带却是 {real} 度带的带号。",
        "The header says {width}-degree zones, but zone {zone} is a {real}-degree one.",
    ),
    "zone_unreadable": (
        "warn",
        "文件头的带号“{value}”读不懂。",
        "The zone “{value}” of the header cannot be read.",
    ),
    "mixed_zones": (
        "error",
        "同一文件里有几个带的坐标：{zones}。请按带分开。",
        "The file holds coordinates of several zones: {zones}. Split it by zone.",
    ),
    "headers_disagree": (
        "error",
        "几个文件头的“{key}”不一致：{values}。请分开上传。",
        "The headers disagree on “{key}”: {values}. Upload the parts one by one.",
    ),
    "xy_reversed": (
        "error",
        "X、Y 写反了：{x} 是东坐标，{y} 是北坐标，应先写 X（北）。请确认是否对调。",
        "X and Y are reversed: {x} is an easting and {y} a northing; X (north) comes first. Confirm the "
        "exchange.",
    ),
    "unit_contradicts": (
        "error",
        "文件头写计量单位“{unit}”，数值（如 {x}, {y}）却像{seems}。请确认。",
        "The header says the unit is “{unit}”, but the numbers ({x}, {y}) look like {seems_en}. Please "
        "confirm.",
    ),
    "unit_doubtful": (
        "error",
        "数值（如 {x}, {y}）只有按“{unit}”为单位才落在国家坐标范围内。请确认单位。",
        "The numbers ({x}, {y}) fit the national ranges only in {unit}. Confirm the unit.",
    ),
    "numbers_fit_nothing": (
        "error",
        "数值（如 {x}, {y}）既不是经纬度，也不在国家高斯-克吕格坐标的范围内，可能是地方独立坐标系。请指明。",
        "The numbers ({x}, {y}) are neither degrees nor within the national Gauss-Krüger ranges; the "
        "grid may be "
        "local. Name the system.",
    ),
    "mercator_possible": (
        "error",
        "这些数值可能是第 {zone} 带，也可能是网络墨卡托（EPSG:3857）。请指明。",
        "The numbers may be zone {zone} or Web Mercator (EPSG:3857). Say which.",
    ),
    "choice_contradicts": (
        "error",
        "指定的“{name}”与数值（如 {x}, {y}）不符。",
        "The system named, “{name}”, does not fit the numbers ({x}, {y}).",
    ),
    "parameters_not_applied": (
        "warn",
        "文件头带有转换参数“{value}”，系统不会使用。",
        "The header carries transformation parameters “{value}”; they are not applied.",
    ),
    "layers_disagree": (
        "error",
        "几个图层的坐标系不同：{names}。请选择一个图层。",
        "The layers are in different systems: {names}. Choose one layer.",
    ),
}

PLACE: dict[str, Entry] = {
    "coordinate_out_of_range": (
        "error",
        "这一点的坐标（{x}, {y}）与其他点不在同一范围，可能漏写或多写了数字。",
        "This point ({x}, {y}) is out of the range of all others; a digit may be missing or too many.",
    ),
    "outside_county": (
        "error",
        "地块落在 {county} 以外 {km} 公里处（{lon}, {lat}）。请核对带号和坐标。",
        "The parcel lies {km} km outside {county} (at {lon}, {lat}). Check zone and coordinates.",
    ),
    "beside_county": (
        "warn",
        "地块在 {county} 界外 {metres} 米处，请核对。",
        "The parcel lies {metres} m outside the boundary of {county}. Please check.",
    ),
    "across_county": (
        "note",
        "地块有 {percent}% 在 {county} 界外。",
        "{percent}% of the parcel lies outside {county}.",
    ),
    "zone_suggested": (
        "warn",
        "按 {name} 读取，地块就落在 {county} 内。带号可能写错了，请确认。",
        "Read as {name} the parcels would lie in {county}. The zone may be wrong; please confirm.",
    ),
    "gcj_fits_county": (
        "warn",
        "坐标按原样有 {outside}% 在 {county} 界外，去掉网络地图的偏移（GCJ-02，约 {metres} 米）后只有 "
        "{after}%。"
        "坐标可能取自网络地图，请核实来源。",
        "As they are, {outside}% of the points lie outside {county}; without the shift of web maps "
        "(GCJ-02, about "
        "{metres} m) only {after}%. They may come from a web map; ask their source.",
    ),
    "gcj_fits_ground": (
        "warn",
        "坐标按原样有 {outside}% 在项目 {county} 已知用地之外，去掉网络地图的偏移（GCJ-02，约 {metres} 米）"
        "后只有 {after}%。坐标可能取自网络地图，请核实来源。",
        "As they are, {outside}% of the points lie outside the known ground of {county}; without the shift "
        "of web maps (GCJ-02, about {metres} m) only {after}%. They may come from a web map; ask their "
        "source.",
    ),
    "gcj_ask_county": (
        "error",
        "坐标按原样有 {outside}% 在 {county} 界外；去掉网络地图的偏移（GCJ-02，约 {metres} 米）后只有 "
        "{after}%。"
        "坐标很可能取自网络地图：请向测绘单位索取原始坐标；确认未加偏的，请指明坐标系。系统不会自行移动坐标。",
        "As they are, {outside}% of the points lie outside {county}; without the shift of web maps (GCJ-02, "
        "about {metres} m) only {after}%. They most likely come from a web map: ask the surveyor for the "
        "original, or name the system if you vouch that nothing was shifted. Nothing is moved by itself.",
    ),
    "gcj_ask_ground": (
        "error",
        "坐标按原样有 {outside}% 在项目 {county} 已知用地之外；去掉网络地图的偏移（GCJ-02，约 {metres} 米）"
        "后只有 {after}%。坐标很可能取自网络地图：请向测绘单位索取原始坐标；确认未加偏的，请指明坐标系。"
        "系统不会自行移动坐标。",
        "As they are, {outside}% of the points lie outside the known ground of {county}; without the shift "
        "of web maps (GCJ-02, about {metres} m) only {after}%. They most likely come from a web map: ask the "
        "surveyor for the original, or name the system if you vouch that nothing was shifted. Nothing is "
        "moved by itself.",
    ),
    "outside_china": (
        "warn",
        "换算后的位置（{lon}, {lat}）不在中国范围内。",
        "The place ({lon}, {lat}) lies outside China.",
    ),
    "not_movable": (
        "error",
        "坐标超出坐标系可以换算的范围。",
        "The coordinates lie outside what the system can convert.",
    ),
}
