"""Disciplines, states and stages of models, in pure Python."""

DISCIPLINES = (
    ("architecture", "建筑", "Architecture"), ("structure", "结构", "Structure"),
    ("mep", "机电", "Building services"), ("civil", "土建与市政", "Civil works"),
    ("landscape", "景观与场地", "Landscape and terrain"), ("other", "其他", "Other"),
)  # fmt: skip
DISCIPLINE_CODES = tuple(code for code, _zh, _en in DISCIPLINES)
RECEIVED, READING, PUBLISHED, REJECTED = "received", "reading", "published", "rejected"
STATES = (RECEIVED, READING, PUBLISHED, REJECTED)
OPEN_STATES = (RECEIVED, READING)
STAGES = ("open", "place", "mesh", "tiles", "outlines", "elements", "save", "check", "publish")
SCRATCH_REGION = "00"
SITE_FAR_M = 5_000.0
"""A site's latitude is often a template city's: farther from the structure it is not believed."""
