"""What is said of rings, of neighbours, and of what the file states about its parcels."""

Entry = tuple[str, str, str]

RINGS: dict[str, Entry] = {
    "too_few_points": (
        "error",
        "这一圈只有 {found} 个不同的点，至少需要 3 个。",
        "This ring has {found} distinct points; 3 are needed.",
    ),
    "kind_is_no_area": (
        "warn",
        "地块行的图形属性写的是“{found}”，这里按面读取，请核对。",
        "The parcel's line calls it “{found}” (point or line); it is read as an area. Please check.",
    ),
    "parcel_without_ring": ("error", "地块没有界址点。", "The parcel has no points."),
    "self_crossing": (
        "error",
        "边界自相交：{first} 之后的边与 {second} 之后的边相交。",
        "The boundary crosses itself: the edge after {first} meets the edge after {second}.",
    ),
    "ring_touches_itself": (
        "error",
        "边界在同一点经过两次（{first} 与 {second}）。",
        "The boundary passes the same point twice ({first} and {second}).",
    ),
    "rings_cross": (
        "error",
        "地块的第 {first} 圈与第 {second} 圈相交或重叠。",
        "Ring {first} and ring {second} of the parcel cross or overlap.",
    ),
    "rings_share_edge": (
        "error",
        "地块的第 {first} 圈与第 {second} 圈有 {metres} 米长的边重合：内圈应完全在外圈以内，"
        "相邻的两圈应合并为一圈。",
        "Ring {first} and ring {second} of the parcel run along each other for {metres} m: a hole must lie "
        "within its shell, and two rings side by side make one.",
    ),
    "spike": (
        "error",
        "尖刺：夹角 {degrees}°，去掉后面积变化 {area} 平方米。",
        "A spike of {degrees}°; without it the area changes by {area} m².",
    ),
    "sharp_angle": (
        "warn",
        "夹角只有 {degrees}°，请核对。",
        "The angle is only {degrees}°. Please check.",
    ),
    "duplicate_point": (
        "warn",
        "与前一点重复（相距 {millimetres} 毫米）。",
        "The point repeats the one before ({millimetres} mm apart).",
    ),
    "short_edge": (
        "warn",
        "与前一点只相距 {millimetres} 毫米。",
        "The point lies only {millimetres} mm from the one before.",
    ),
    "orientation": (
        "warn",
        "外圈是逆时针方向，界址点应按顺时针排列。",
        "The outer ring runs anticlockwise; boundary points go clockwise.",
    ),
    "ring_unclosed": (
        "note",
        "这一圈没有重复写起点，已自动闭合。",
        "The ring does not repeat its first point; it was closed.",
    ),
    "ring_numbering_unusual": (
        "warn",
        "圈号与位置不一致：第 {ring} 圈（圈号 {found}）在图形上是{role_zh}。",
        "The ring numbers are unusual: ring {ring} (number {found}) lies as {role}.",
    ),
    "decimals_few": (
        "warn",
        "坐标最多只有 {found} 位小数，应不少于 {limit} 位。",
        "The coordinates have {found} decimals at most; {limit} are asked for.",
    ),
    "sliver": (
        "warn",
        "图形过于细碎：面积 {area} 平方米，平均宽度 {metres} 米。",
        "A sliver of {area} m², {metres} m wide on average.",
    ),
}

NEIGHBOURS: dict[str, Entry] = {
    "overlap": (
        "error",
        "与地块“{other}”重叠 {area} 平方米。",
        "Overlaps parcel “{other}” by {area} m².",
    ),
    "overlap_thin": (
        "warn",
        "与地块“{other}”重叠 {area} 平方米，未超过 {limit} 平方米的容差；请核对公共边是否一致。",
        "Overlaps parcel “{other}” by {area} m², within the tolerance of {limit} m². Check their side.",
    ),
    "gap": (
        "warn",
        "与地块“{other}”之间有 {area} 平方米的窄缝（宽不到 {metres} 米）。",
        "A gap of {area} m², narrower than {metres} m, lies between this and parcel “{other}”.",
    ),
    "gaps_unchecked": (
        "warn",
        "相邻地块超过 {limit} 对，其余的窄缝没有检查。",
        "There are more than {limit} pairs of neighbours; gaps between the others were not looked for.",
    ),
}

STATED: dict[str, Entry] = {
    "count_differs": (
        "error",
        "写明 {stated} 个界址点，实际 {found} 个（含闭合点 {closed} 个），可能缺点。",
        "{stated} points are stated, but there are {found} ({closed} with closing points); some may be lost.",
    ),
    "count_differs_only": (
        "warn",
        "写明 {stated} 个界址点，实际 {found} 个（含闭合点 {closed} 个）；面积相符。",
        "{stated} points are stated, but there are {found} ({closed} with closing points); the area agrees.",
    ),
    "area_differs": (
        "error",
        "写明面积 {stated} {unit}，实算平面 {plane} 平方米、椭球 {ellipsoid} 平方米，相差 {difference} 平"
        "方米，"
        "超过允许的 {allowed} 平方米。",
        "The stated area is {stated} {unit}; measured are {plane} m² on the plane and {ellipsoid} m² on the "
        "ellipsoid: {difference} m² off, {allowed} m² allowed.",
    ),
    "area_fits_no_unit": (
        "error",
        "写明面积 {stated}，按公顷或平方米都与实算的 {plane} 平方米不符。",
        "The stated area {stated} fits the measured {plane} m² neither in hectares nor in square metres.",
    ),
    "area_in_sqm": (
        "note",
        "写明的面积以平方米为单位（规定用公顷）。",
        "The stated area is in square metres (hectares are the rule).",
    ),
    "area_unreadable": ("warn", "写明的面积“{stated}”读不懂。", "The stated area “{stated}” cannot be read."),
    "area_unstated": ("note", "没有写明面积，无法核对。", "No area is stated; it cannot be compared."),
}
