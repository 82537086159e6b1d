"""The colours in which the main map draws on light ground (``static/app/map/palette.js``)."""

STATUSES = {
    "cancelled": "#5b5b5b",
    "done": "#51708f",
    "not_started": "#5aa9dd",
    "on_track": "#00846b",
    "late_start": "#e0a100",
    "late_finish": "#d0480c",
    "suspended": "#8c4f9e",
}
CONTROL_LINES = {"farmland": "#9a7b00", "ecology": "#1e7d45", "urban": "#b23a6b"}
SITE, SECTION, STRUCTURE, PARCEL = "#0f5ea8", "#7a4b9a", "#4d5a66", "#8a6d1f"
BOUNDARY, PAPER = "#8d7c94", "#ffffff"
