"""The three control lines as features that belong to the province's land office."""

from collections.abc import Iterator
from datetime import date, datetime

import shapely

from portal.demo.province.controls import build_controls
from portal.demo.province.directory import build_directory
from portal.demo.province.hashing import fixed_id
from portal.demo.works.allocation import town_tree
from portal.demo.works.generate import CHINA
from portal.demo.works.globe import coarsened, ewkb, in_degrees
from portal.demo.works.organisations import LAND, build_organisations
from portal.demo.works.rows import FeatureRow

SINCE = date(2022, 9, 30)
KINDS = {
    "farmland": ("YN", "永久基本农田", "Permanent basic farmland"),
    "ecology": ("ST", "生态保护红线", "Ecological red line"),
    "urban": ("CZ", "城镇开发边界", "Urban growth boundary"),
}


def control_line_rows() -> Iterator[FeatureRow]:
    """Yield every control line, the urban one open to the public, the other two internal as in practice."""
    office = next(b for b in build_organisations() if b.kind == LAND and b.region_code == "97")
    moment, towns = datetime(2022, 9, 30, 9, tzinfo=CHINA), build_directory().towns
    for kind, (mark, zh, en) in KINDS.items():
        shapes_m = getattr(build_controls(), kind)
        shapes = in_degrees(shapes_m)
        home = town_tree().nearest(shapely.point_on_surface(shapes_m))
        rows = zip(
            home.tolist(), ewkb(shapes), ewkb(coarsened(shapes)), shapely.area(shapes_m).round(2), strict=True
        )
        for n, (town, exact, public, area) in enumerate(rows):
            place = towns[town]
            yield FeatureRow(
                fixed_id("control_line", kind, n), "control_line", None, None, f"97-{mark}-{n + 1:06d}",
                f"{place.short}{zh}", f"{en}, {place.short_en}", kind, office.id, place.code,
                "public" if kind == "urban" else "internal", kind == "urban", exact, public, SINCE, moment, 1,
                {"area_sqm": float(area), "basis": "岚自然资发〔2022〕号（演示）", "level": "省级"},
            )  # fmt: skip
