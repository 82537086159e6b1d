"""How things look on paper: one table for the drawing and for its legend. Widths in millimetres."""

from dataclasses import dataclass

STATUS_INK = {
    "done": "#51708f",
    "on_track": "#00846b",
    "not_started": "#5aa9dd",
    "late_start": "#e0a100",
    "late_finish": "#d0480c",
    "suspended": "#8c4f9e",
    "cancelled": "#5b5b5b",
}
SEA = "#d3e2ea"
PAPER = "#ffffff"
INK = "#17222c"
FONT = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei',sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way to draw. Empty colours are not drawn. ``case``: a wider line beneath, for roads."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0.0
    dash: str = ""
    opacity: float = 1.0
    case: str = ""
    case_width: float = 0.0


GROUND_ORDER = (
    "land", "forest", "built_up", "lake", "river", "sea", "coastline", "road_local", "road_trunk",
    "road_motorway", "railway",
)  # fmt: skip
COVER = ("land", "forest", "built_up")
"""What lies beneath the coloured regions; waters and roads lie over them."""
GROUND = {
    "sea": Look(fill=SEA),
    "land": Look(fill="#f7f5ef"),
    "forest": Look(fill="#e2ecd9"),
    "built_up": Look(fill="#eae3d8"),
    "lake": Look(fill="#c3dae6", stroke="#9dc0d2", width=0.1),
    "river": Look(fill="#a9cbdc", stroke="#8fb8cd", width=0.25),
    "coastline": Look(stroke="#8fb0c0", width=0.25),
    "road_local": Look(stroke="#ffffff", width=0.35, case="#bdb4a3", case_width=0.55),
    "road_trunk": Look(stroke="#f4d99c", width=0.6, case="#c9a35f", case_width=0.85),
    "road_motorway": Look(stroke="#e8b765", width=0.8, case="#b5812f", case_width=1.1),
    "railway": Look(stroke="#7d7d7d", width=0.3, dash="1.6 0.8"),
}
REGION_EDGE = {
    1: Look(stroke="#6f5b7a", width=0.6, dash="4 0.8 0.6 0.8"),
    2: Look(stroke="#7c6a88", width=0.45, dash="3 0.8 0.6 0.8"),
    3: Look(stroke="#8d7c94", width=0.3, dash="2 0.8"),
    4: Look(stroke="#a597ab", width=0.2, dash="1 0.7"),
}
CONTROL = {
    "farmland": Look(fill="#c9a400", opacity=0.16, stroke="#9a7b00", width=0.25, dash="1.2 0.6"),
    "ecology": Look(fill="#2f9a57", opacity=0.16, stroke="#1e7d45", width=0.25, dash="1.2 0.6"),
    "urban": Look(stroke="#b23a6b", width=0.4, dash="2.4 0.8"),
}
PARCEL = Look(stroke="#8a6d1f", width=0.18)
SECTION = Look(stroke="#7a4b9a", width=0.3, dash="1.5 0.5")
STRUCTURE = Look(fill="#4d5a66", opacity=0.75, stroke="#2c363f", width=0.12)


RAMP = ("#e6eef0", "#c8dde2", "#a0c4cf", "#72a5b7", "#44809a", "#1f5a78")
"""The colours of the map's classes, faint to full."""


def region_class(index: int | None, classes: int) -> Look:
    """Return how a region of a class is drawn, the ramp spread over all classes; without one: no project."""
    if index is None:
        return Look(fill=PAPER, opacity=0.5)
    place = len(RAMP) - 1 if classes <= 1 else round(index / (classes - 1) * (len(RAMP) - 1))
    return Look(fill=RAMP[min(place, len(RAMP) - 1)], opacity=0.82)


def site(status: str) -> Look:
    """Return how a project's ground is drawn."""
    ink = STATUS_INK.get(status, INK)
    return Look(fill=ink, opacity=0.38, stroke=ink, width=0.5)
