"""What the findings say, in the reader's language."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spatial.land.chain import BY_KIND, FOOTPRINT
from spatial.land.rules.facts import CITY, COUNTY, PROVINCE, STATE_COUNCIL
from spatial.land.rules.finding import Finding
from spatial.validity import REASONS

SENTENCES: dict[tuple[str, str], Promise] = {
    ("L01", "not_valid"): _("The boundary {subject} is not valid: {reason}."),
    ("L01", "outside_zones"): _("The boundary {subject} lies outside every zone of CGCS2000."),
    ("L01", "other_zone"): _(
        "The boundary {subject} declares EPSG:{declared}, but lies in the zone EPSG:{found}."
    ),
    ("L01", "leaves_zone"): _(
        "The boundary {subject} reaches beyond its zone EPSG:{srid}; its plane area is distorted there."
    ),
    ("L01", "outside_county"): _("{area_sqm} m² of the boundary {subject} lie outside the declared county."),
    ("L02", "declared_area"): _(
        "The declared area of {subject} is {declared_sqm} m², the measured one {plane_sqm} m²: "
        "{area_sqm} m² apart, {allowed_sqm} m² allowed."
    ),
    ("L03", "parcels_sum"): _(
        "The parcels of {subject} add up to {sum_sqm} m², but the document says {declared_sqm} m²."
    ),
    ("L03", "classes_sum"): _(
        "The land classes of {subject} add up to {sum_sqm} m², but the document says {declared_sqm} m²."
    ),
    ("L04", "beyond_siting"): _(
        "{inner} exceeds {outer} by {excess_ha} ha ({excess_pct} %), at most {distance_m} m beyond it."
    ),
    ("L04", "beyond_boundary"): _(
        "{inner} reaches out of {outer} by {area_sqm} m², at most {distance_m} m beyond it."
    ),
    ("L05", "footprint_outside"): _(
        "What is built reaches out of {outer} by {area_sqm} m², at most {distance_m} m beyond it, "
        "along {wall_m} m of its walls."
    ),
    ("L06", "state_council"): _(
        "{area_sqm} m² ({pct} %) of {subject} are {kind}: this needs the State Council, with proof of "
        "necessity and reason and land in exchange."
    ),
    ("L06", "blocking"): _(
        "{area_sqm} m² ({pct} %) of {subject} lie within the {kind}: only listed activities or national "
        "major projects may go on."
    ),
    ("L06", "separate_site"): _(
        "{area_sqm} m² of {subject} lie outside the {kind} and the project takes farmland: it is approved "
        "alone, by the province or above."
    ),
    ("L06", "consult"): _(
        "{area_sqm} m² ({pct} %) of {subject} lie on a control line, {kind}: its authority must be asked."
    ),
    ("L06", "no_layer"): _("No control line of the kind {kind} is loaded: it was not checked."),
    ("L06", "not_answered"): _(
        "{subject} lies outside your region: control lines and parcels you may not see were not checked."
    ),
    ("L07", "level_too_low"): _(
        "The areas call for approval by: {required}. {subject} {number} was granted by: {level} "
        "({authority})."
    ),
    ("L07", "level_required"): _("The areas call for approval by: {required}."),
    ("L07", "level_unknown"): _(
        "The areas call for approval by: {required}. The level of the authority ({authority}) that granted "
        "{subject} {number} is not recorded."
    ),
    ("L07", "classes_missing"): _(
        "Who must approve cannot be judged: of {total_ha} ha, {unclassified_ha} ha carry no land class in "
        "{subject} {number}. More than {cultivated_most_ha} ha of cultivated land or {other_most_ha} ha of "
        "other land need the State Council. To be entered: the areas by land class."
    ),
    ("L08", "out_of_order"): _(
        "{later} is dated {later_on}, before {earlier} of {earlier_on}, which must come first."
    ),
    ("L08", "basis_missing"): _("There is no {subject}, upon which these documents rest: {upon}."),
    ("L08", "started_before_permit"): _(
        "Work began on {start}, {days} days before the permit of {permit_on}."
    ),
    ("L08", "started_without_permit"): _("Work began on {start}, but no permit to build is recorded."),
    ("L09", "relied_on_expired"): _(
        "{subject} {number} ran out on {valid_to}, {days} days before {by} was granted upon it on {on}."
    ),
    ("L09", "expired"): _("{subject} {number} ran out on {valid_to}, {days} days ago."),
    ("L09", "expiring"): _("{subject} {number} runs out on {valid_to}, in {days} days."),
    ("L09", "started_after_window"): _(
        "The permit {number} could be used until {valid_to}; work began on {start}, {days} days later."
    ),
    ("L10", "other_applicant"): _(
        "{subject} {number} names {applicant}; the owner is {owner}, and no succession is recorded."
    ),
    ("L10", "applicant_unknown"): _("These documents carry no code of the applicant: {documents}."),
    ("L11", "other_project"): _(
        "{subject} {number} carries the project code {printed}; the project's is {project}."
    ),
    ("L12", "use_differs"): _("{subject} {number} permits the use {use}, which does not serve the sector."),
    ("L12", "no_use_table"): _("No table says which uses serve the sector {sector}: uses were not checked."),
    ("L13", "overlap"): _("{subject} shares {area_sqm} m² with the parcel {other} ({other_name})."),
    ("L13", "overlap_hidden"): _("{subject} shares {area_sqm} m² with parcels that you may not see."),
    ("L14", "edited"): _(
        "The ground was changed since {subject} was granted: {added_ha} ha added, {removed_ha} ha removed "
        "(version {granted_version}, now {current_version})."
    ),
    ("L14", "renumbered"): _(
        "{subject} was granted on version {granted_version} of the ground; version {current_version} is the "
        "same to the square metre."
    ),
    ("L15", "granted_too_long"): _(
        "The temporary land {subject} is given until {end}; from {since} the law allows no longer than "
        "{longest}."
    ),
    ("L15", "not_returned"): _("The temporary land {subject} was due back on {end}, {days} days ago."),
    ("L15", "returned_late"): _(
        "The temporary land {subject} was due back on {end} and came {days} days late."
    ),
    ("L15", "not_reclaimed"): _(
        "The temporary land {subject} was due to be reclaimed by {due}, {days} days ago."
    ),
    ("L15", "reclaimed_late"): _(
        "The temporary land {subject} was due to be reclaimed by {due}; it was done {days} days late."
    ),
    ("L16", "change_unapproved"): _("{what} was changed on {changed_on} after {subject}, without approval."),
    ("L16", "change_approved_late"): _(
        "{what} was changed on {changed_on} after {subject}, but approved only on {approved_on} ({number})."
    ),
    ("L17", "trace_before_permit"): _(
        "A trace of work ({what}) is dated {on}, {days} days before the permit of {permit_on}."
    ),
    ("L17", "trace_without_permit"): _("A trace of work ({what}) is dated {on}; no permit is recorded."),
    ("L18", "over_standard"): _(
        "{sqm_per_unit} m² of land for each unit ({measure}); the standard allows {standard} m²: "
        "{area_sqm} m² more in all."
    ),
    ("L18", "within_standard"): _(
        "{sqm_per_unit} m² of land for each unit ({measure}); the standard allows {standard} m²."
    ),
    ("L18", "no_standard"): _(
        "No land-use standard in force on {on} covers {units} units ({measure}) in the sector {sector}: not "
        "judged. To be entered: square metres for one unit ({measure}), for which sizes, from which day, by "
        "which document."
    ),
}
WORDS: dict[str, Promise] = {
    FOOTPRINT: _("the footprint"),
    STATE_COUNCIL: _("the State Council"),
    PROVINCE: _("the province"),
    CITY: _("the city"),
    COUNTY: _("the county"),
    "farmland": _("permanent basic farmland"),
    "ecology": _("ecological red line"),
    "urban": _("urban growth boundary"),
    "use": _("The use"),
    "boundary": _("The boundary"),
    "photo": _("a photo"),
    "progress": _("a progress report"),
    "bed": _("bed"),
    "pupil": _("pupil"),
    "km": _("kilometre"),
}
"""What codes in the facts are called."""
SPACED = re.compile(r" *([（）]) *")
"""A full-width bracket brings its own space."""
UNSAID: dict[str, Promise] = {
    "number": _("(without number)"), "authority": _("authority not named"), "other": _("(without code)"),
    "other_name": _("without name"),
}  # fmt: skip
"""What stands in a sentence where a document does not say it."""


THINNED = _("{said} Its shape is drawn to within {metres} m only; areas and distances are exact.")


def sentence(finding: Finding) -> str:
    """Return what a finding says, in the reader's language."""
    said = SPACED.sub(r"\1", str(SENTENCES[finding.rule, finding.code]).format(**_told(finding)))
    if finding.drawn_within_m is None:
        return said
    return str(THINNED).format(said=said, metres=_number(finding.drawn_within_m))


def _told(finding: Finding) -> dict[str, object]:
    facts: dict[str, Any] = {name: _said(name, value) for name, value in finding.facts.items()}
    facts |= {"subject": _word(finding.subject), "area_sqm": _number(finding.area_sqm or 0.0)}
    facts["distance_m"] = _number(finding.distance_m or 0.0)
    if finding.rule == "L06":
        facts["kind"] = _control(finding)
    if finding.code == "not_valid":
        facts["reason"] = _reason(finding)
    return facts


def _said(name: str, value: object) -> object:
    return str(UNSAID[name]) if name in UNSAID and not value else _word(value)


def _word(value: object) -> object:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return (", " if _english() else "、").join(str(_word(item)) for item in value)
    paper = BY_KIND.get(str(value))
    if paper is not None:
        return f"{paper.number} {paper.en if _english() else paper.zh}"
    return str(WORDS.get(str(value), value))


def _number(value: float) -> str:
    """Return a number as people write it: two decimals, four below one."""
    text = f"{value:,.2f}" if abs(value) >= 1 or value == 0 else f"{value:.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _control(finding: Finding) -> str:
    facts: Mapping[str, Any] = finding.facts
    name = facts.get("kind_en" if _english() else "kind_zh")
    return str(name or _word(facts.get("kind", finding.subject)))


def _reason(finding: Finding) -> str:
    said = str(finding.facts["reason"])
    point = (finding.geometry or {}).get("coordinates") or []
    place = ", ".join(f"{value:.6f}" for value in point) or "—"
    return str(REASONS.get(said, said)).format(place=place)


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
