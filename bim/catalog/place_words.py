"""Why a model does not stand where its file says, as sentences."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, Promise] = {
    "no_georeference": _("The file says nothing of its place."),
    "crs_unnamed": _("The file has a map conversion, but its coordinate system has no name."),
    "crs_unknown": _("The file has a map conversion, but nobody knows its coordinate system."),
    "outside_area_of_use": _(
        "The file has a map conversion, but it leads out of the area its coordinate system is made for."
    ),
    "site_far_from_structure": _(
        "The file has only a site's latitude and longitude, {distance_km} km from the structure: not used."
    ),
    "decided": _("A person decided where the model stands; the file's own word is not used."),
    "lead": _("The model stands where the leading model of its federation stands."),
    "no_boundary": _("The project holds no approved boundary to hold the model against."),
    "boundary_not_measurable": _("The approved boundary is not valid or lies in no zone."),
    "coordinates_out_of_range": _("The model stands outside the area of this map."),
}


def sentence_of(code: str, facts: dict[str, Any]) -> str:
    """Return a code as a sentence in the reader's language, the code itself where there is none."""
    if code not in WHYS:
        return code
    return str(WHYS[code]).format(distance_km=_km(facts.get("distance_m")))


def _km(distance_m: Any) -> str:
    return f"{distance_m / 1000:,.0f}" if isinstance(distance_m, (int, float)) else "?"
