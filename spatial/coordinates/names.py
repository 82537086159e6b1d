"""What systems are called, in Chinese and in English: files and registries name them in one language only."""

from functools import cache

from spatial.coordinates.zones import all_zones

PLAIN = {
    "China Geodetic Coordinate System 2000": "2000国家大地坐标系",
    "CGCS2000": "2000国家大地坐标系（经纬度）",
    "Web Mercator": "网络墨卡托",
    "WGS 84 / Pseudo-Mercator": "WGS 84 / 网络墨卡托",
    "Beijing 1954": "1954年北京坐标系",
    "Xian 1980": "1980西安坐标系",
}


def system_name(name: str, language: str) -> str:
    """Return a system's name in Chinese, or in English when ``language`` starts with ``en``; a name nobody
    knows stays as it is.
    """
    return _both()[language.startswith("en")].get(name, name)


@cache
def _both() -> tuple[dict[str, str], dict[str, str]]:
    """Return English to Chinese, and the other way."""
    pairs = PLAIN | {zone.name: zone.name_zh for zone in all_zones()}
    return pairs, {chinese: english for english, chinese in pairs.items()}
