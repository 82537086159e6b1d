"""The shapes of answers about models, as the published description tells them."""

from typing import Any

Shape = dict[str, Any]
TEXT, NUMBER, WHOLE, TRUTH = ({"type": name} for name in ("string", "number", "integer", "boolean"))
GEOMETRY = {"type": "object", "nullable": True, "description": "GeoJSON, EPSG:4326"}


def told(text: str, **members: Shape) -> Shape:
    """Return the shape of an object with its members."""
    return {"type": "object", "description": text, "properties": members}


def listed(of: Shape) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": of}


def answer(shape: Shape, media: str = "application/json") -> dict[tuple[int, str], Shape]:
    """Return a shape as the one good answer of an address."""
    return {(200, media): shape}


LINE = TEXT | {
    "enum": ["ground", "basement", "full"],
    "description": "ground: where it stands; basement: below the ground; full: all seen from above",
}
BEYOND = told(
    "One element that reaches beyond. The first are those of the rule's own line (ground).",
    el=WHOLE, global_id=TEXT, **{"class": TEXT}, name=TEXT, line=LINE, distance_m=NUMBER, area_sqm=NUMBER,
)  # fmt: skip
LINE_FIGURE = told("How far one outline reaches beyond the same boundary", distance_m=NUMBER, area_sqm=NUMBER)
CROSSING = told(
    "L04: beyond a boundary of the chain; L05: what is built beyond the approved boundary.",
    rule=TEXT, code=TEXT, severity=TEXT, sentence=TEXT, line=LINE, outer=TEXT, area_sqm=NUMBER,
    distance_m=NUMBER, wall_m=NUMBER, geometry=GEOMETRY, walls=GEOMETRY, legal_basis=TEXT,
)  # fmt: skip
CROSSINGS = told(
    "What of a revision stands beyond. ``unanswered``: a code with its sentence where it could not be held.",
    revision=TEXT, model=TEXT, line=LINE, outer=TEXT, boundary=GEOMETRY, unanswered=TEXT, sentence=TEXT,
    findings=listed(CROSSING), lines=told("by outline", ground=LINE_FIGURE, basement=LINE_FIGURE,
                                          full=LINE_FIGURE),
    elements=listed(BEYOND),
)  # fmt: skip
CROSSINGS_ON_MAP = told(
    "A FeatureCollection: one feature for each finding, its geometry what lies beyond. Properties: model, "
    "revision, name, discipline, feature, structure, project, rule, code, severity, sentence, line, outer, "
    "area_sqm, distance_m, wall_m, elements (how many).",
    type=TEXT, features=listed({"type": "object"}),
)  # fmt: skip
GEOREFERENCE = told(
    "What the file says of its place, and whether that is used. sentence: in the reader's language.",
    method=TEXT, level=WHOLE, used=TRUTH, why=TEXT, sentence=TEXT, distance_m=NUMBER | {"nullable": True},
)  # fmt: skip
MEMBER = told(
    "A model as the list of models gives it; scene: its address, null while nothing is published.",
    id=TEXT, name=TEXT, discipline=TEXT, revision=TEXT, placed=TRUTH, scene=TEXT | {"nullable": True},
    georeference=GEOREFERENCE,
)  # fmt: skip
FEDERATION = told(
    "Models of one structure in the same axes. lead: whose place the unplaced members take.",
    id=TEXT, name=TEXT, lead=TEXT | {"nullable": True}, models=WHOLE,
    feature=told("The structure", id=TEXT, name=TEXT, root=TEXT), created_at=TEXT,
)  # fmt: skip
FEDERATIONS = told("Federations the asker may see", federations=listed(FEDERATION))
FEDERATION_WHOLE = told(
    "One federation, the lead first; scenes: those of the published members, as each revision's scene.",
    **FEDERATION["properties"], members=listed(MEMBER), scenes=listed({"type": "object"}),
)  # fmt: skip
SUGGESTION = told("A question that finds something here", q=TEXT, label=TEXT, count=WHOLE)
SUGGESTED_COLOUR = told(
    "A field or property of this very model. by: what ``colours/?by=`` takes; values: how many differ.",
    by=TEXT, label=TEXT, values=WHOLE, count=WHOLE,
)  # fmt: skip
SUGGESTIONS = told(
    "What to ask and to colour by, from the model's own words.",
    searches=listed(SUGGESTION), colours=listed(SUGGESTED_COLOUR),
)  # fmt: skip
