"""Kinds of features, and which may stand under which."""

SITE, SECTION, STRUCTURE, PART = "site", "section", "structure", "part"
PARCEL, CONTROL_LINE = "parcel", "control_line"
KINDS = (
    SITE, SECTION, STRUCTURE, PART, PARCEL, "permit_extent", CONTROL_LINE,
    "node", "evidence", "issue", "service_area",
)  # fmt: skip
PUBLIC_KINDS = (SITE, SECTION, STRUCTURE, PART, CONTROL_LINE, "service_area")
"""What of a published tree the public may see: named one by one, so that a new kind stays inside."""
PARENTS: dict[str, tuple[str, ...]] = {
    SITE: (),
    SECTION: (SITE,),
    STRUCTURE: (SECTION, SITE),
    PART: (STRUCTURE,),
    PARCEL: (SITE,),
    "permit_extent": (SITE, PARCEL, "permit_extent"),
    CONTROL_LINE: (),
    "node": (SITE, SECTION, STRUCTURE),
    "evidence": (SITE, SECTION, STRUCTURE),
    "issue": (SITE, SECTION, STRUCTURE),
    "service_area": (SITE,),
}
PUBLIC_GRID_DEG = 0.0005
"""Grid of the coarsened public copy: 56 m north-south, 48 m east-west at 30° N."""


def may_stand_under(kind: str, parent_kind: str | None) -> bool:
    """Tell whether a feature of ``kind`` may have a parent of ``parent_kind`` (``None``: no parent)."""
    allowed = PARENTS[kind]
    return parent_kind in allowed if parent_kind else not allowed or kind == PARCEL
