"""What the readings say, in Chinese and in English."""

SENTENCES: dict[str, tuple[str, str]] = {
    "marked": ("按文字标注的经度、纬度读取。", "Read by the longitude and latitude marks in the text."),
    "over_90": (
        "绝对值大于 90 的只能是经度。",
        "A number beyond 90 can only be a longitude.",
    ),
    "in_china": (
        "按此顺序落在中国范围内，另一种顺序不在。",
        "In this order the place lies in China; in the other it does not.",
    ),
    "outside_china": (
        "按此顺序落在中国范围之外。",
        "In this order the place lies outside China.",
    ),
    "either_order": (
        "两种顺序都可能，请指明哪个是经度。",
        "Both orders are possible; say which number is the longitude.",
    ),
    "zone_from_prefix": ("带号写在横坐标前面。", "The zone number stands in front of the easting."),
    "zone_declared": ("按指定的带号读取。", "Read in the zone that was named."),
    "zone_near_place": (
        "坐标没有带号，按邻近位置推荐，请核对。",
        "The numbers carry no zone; this one is proposed because it lies near. Please check.",
    ),
    "zone_unknown": (
        "坐标没有带号，请指明是第几带（或中央经线）。",
        "The numbers carry no zone; say which zone or central meridian they belong to.",
    ),
    "web_mercator": (
        "也可能是网络墨卡托（EPSG:3857）坐标。",
        "These could also be Web Mercator numbers (EPSG:3857).",
    ),
    "swapped": (
        "横坐标（东）写在前面；国家标准是 X（北）在前。",
        "The easting stands first; the national order is X (north) first.",
    ),
    "out_of_ranges": (
        "这两个数既不是经纬度，也不在中国高斯-克吕格坐标的范围内。",
        "The two numbers are neither degrees nor within China's Gauss-Krüger ranges.",
    ),
    "unknown_prefix": (
        "横坐标前的带号不存在（3度带为 25-45，6度带为 13-23）。",
        "No zone has the number in front of the easting (3-degree: 25-45, 6-degree: 13-23).",
    ),
    "prefix_contradicts_zone": (
        "横坐标前的带号与指定的带号不一致。",
        "The zone number in front of the easting contradicts the zone that was named.",
    ),
    "no_zone_near_place": (
        "在邻近位置找不到可用的分带，请指明带号。",
        "No zone near the place fits; name the zone.",
    ),
    "unknown_zone": ("没有第 {number} 带。", "There is no zone {number}."),
    "minutes_beyond_60": (
        "分、秒必须小于 60。",
        "Minutes and seconds must be below 60.",
    ),
    "degrees_beyond_range": (
        "经度不得超过 180 度，纬度不得超过 90 度。",
        "Longitude may not exceed 180 degrees, latitude 90.",
    ),
    "not_two_numbers": ("没有找到一对坐标。", "No pair of coordinates was found."),
}


def say(key: str, language: str = "zh", **facts: object) -> str:
    """Return the sentence in Chinese, or in English when ``language`` starts with ``en``."""
    return SENTENCES[key][language.startswith("en")].format(**facts)
