"""What each finding is called: its group, how much it weighs, and its sentence in the reader's language."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bim.checks.asked_words import requirement
from bim.checks.schema_words import plain

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = (ERROR, WARNING, INFO)
GROUPS = {
    "header": _("File header"), "schema": _("Schema"), "identity": _("Identities"), "units": _("Units"),
    "place": _("Georeference"), "tree": _("Spatial structure"), "kinds": _("Kinds and types"),
    "names": _("Names"), "geometry": _("Geometry"), "ids": _("Information requirements (IDS)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One code: where it belongs, how grave it is, and what is said."""

    group: str
    severity: str
    text: Promise


CODES: dict[str, Word] = {
    "header_author_missing": Word("header", INFO, _("The header names no author.")),
    "header_time_missing": Word("header", INFO, _("The header says no time of writing.")),
    "header_program_missing": Word("header", INFO, _("The header names no program that wrote the file.")),
    "label_rewritten": Word("header", INFO, _("The schema label {label} was read as {schema}.")),
    "instances_lost": Word("header", ERROR, _("The parser could not take {count} instances of the file.")),
    "schema_broken": Word("schema", ERROR, _("{where} breaks the schema {count} times: {message}")),
    "schema_more": Word("schema", ERROR, _("{kinds} further kinds of schema errors, {count} in all.")),
    "schema_unfinished": Word("schema", INFO, _("Checking the schema was ended after {seconds} s.")),
    "check_failed": Word("schema", WARNING, _("The check “{check}” failed on this file: {detail}")),
    "rule_broken": Word("schema", WARNING, _("The schema's rule {where} is broken {count} times: {message}")),
    "rule_more": Word("schema", WARNING, _("{kinds} further rules of the schema are broken, {count} times.")),
    "rules_kept": Word("schema", INFO, _("All rules of the schema are kept.")),
    "rules_unfinished": Word("schema", WARNING, _("The schema's rules could not be checked: {reason}.")),
    "global_id_missing": Word("identity", ERROR, _("{count} objects have no GlobalId.")),
    "global_id_malformed": Word(
        "identity", ERROR, _("{count} GlobalIds are malformed, such as “{example}”.")
    ),
    "global_id_repeated": Word(
        "identity", ERROR, _("{ids} GlobalIds are used by {count} objects, such as {example}.")
    ),
    "unit_length_missing": Word("units", ERROR, _("The project states no unit of length.")),
    "units_missing": Word("units", WARNING, _("The project states no unit for {kinds}.")),
    "units_mixed": Word(
        "units", WARNING, _("{imperial} in imperial units stands beside {metric} in metric.")
    ),
    "unit_without_factor": Word("units", ERROR, _("The unit “{name}” ({kind}) has no usable factor.")),
    "unit_unknown": Word("units", WARNING, _("The unit “{name}” ({kind}) is not in the standard's list.")),
    "unit_factor_wrong": Word(
        "units", ERROR, _("The unit “{name}” ({kind}) has the factor {factor}; right is {right}.")
    ),
    "unit_base_differs": Word("units", ERROR, _("The unit “{name}” ({kind}) is made from a unit of {base}.")),
    "unit_dimensions_wrong": Word("units", ERROR, _("The unit “{name}” ({kind}) has wrong dimensions.")),
    "not_placed": Word("place", WARNING, _("The file does not place the model: {why} (level {level}).")),
    "placed_by_site": Word(
        "place", WARNING, _("Only the site's latitude and longitude say where it stands (level {level}).")
    ),
    "site_not_used": Word(
        "place", WARNING,
        _("Only the site's latitude and longitude say where it stands, {distance_km} km from the structure: "
          "not used."),
    ),
    "place_mended": Word("place", INFO, _("The georeference was read with a correction: {remark}.")),
    "crs_not_by_code": Word("place", WARNING, _("The coordinate system “{name}” is not named by EPSG code.")),
    "contexts_differ": Word("place", ERROR, _("{contexts} geometric contexts state different places.")),
    "outside_tree": Word("tree", ERROR, _("{count} elements are in no storey, building or site.")),
    "held_twice": Word(
        "tree", WARNING, _("{count} parts of other elements are also put into the spatial structure.")
    ),
    "alignment_contained": Word(
        "tree", WARNING, _("{count} alignments are in the spatial structure, not the project's own.")
    ),
    "container_empty": Word("tree", WARNING, _("{count} of {kind} hold nothing.")),
    "sites_many": Word("tree", WARNING, _("The file has {count} sites; one is agreed.")),
    "building_missing": Word("tree", WARNING, _("The file has no building.")),
    "building_loose": Word("tree", ERROR, _("{count} buildings do not belong to the project.")),
    "building_misplaced": Word("tree", WARNING, _("{count} buildings are not part of the site.")),
    "own_kind_unnamed": Word("kinds", WARNING, _("{count} objects have a kind of their own without a name.")),
    "own_type_unnamed": Word("kinds", WARNING, _("{count} types have a kind of their own without a name.")),
    "kind_against_type": Word("kinds", WARNING, _("{count} objects state a kind although their type does.")),
    "names_in_code_page": Word("names", INFO, _("Names were written in {page} and have been put right.")),
    "names_damaged": Word("names", WARNING, _("{count} names look damaged, such as “{example}”.")),
    "geometry_missing": Word("geometry", WARNING, _("{count} elements have no geometry.")),
    "geometry_failed": Word(
        "geometry", ERROR, _("The geometry of {count} elements cannot be made; they are drawn as boxes.")
    ),
    "geometry_doubtful": Word(
        "geometry", WARNING, _("The geometry of {count} elements is doubtful: {doubt}.")
    ),
    "ids_requirement_failed": Word(
        "ids", ERROR, _("{file}, “{specification}”: {count} elements do not meet “{requirement}”.")
    ),
    "ids_required_missing": Word(
        "ids", ERROR, _("{file}, “{specification}”: the model holds nothing of what is required.")
    ),
    "ids_prohibited_found": Word(
        "ids", ERROR, _("{file}, “{specification}”: {count} elements that may not be there.")
    ),
    "ids_met": Word("ids", INFO, _("{file}: all {specifications} specifications that apply are met.")),
    "ids_other_schema": Word("ids", INFO, _("{file}: no specification is made for {schema}.")),
    "ids_unfinished": Word("ids", WARNING, _("{file} could not be checked: {reason}.")),
}  # fmt: skip
DOUBTS = {
    "open": _("the surface is not closed"), "no_volume": _("it has no volume"),
    "volume_above_box": _("its volume exceeds its box"),
    "against_declared": _("its volume differs from the one the file states"),
    "kernels_differ": _("geometry kernels disagree"),
    "no_kernel_reads_it": _("no geometry kernel reads it; it is drawn as written"),
}  # fmt: skip
REASONS = {
    "no_georeference": _("no statement"), "crs_unnamed": _("the coordinate system has no name"),
    "crs_unknown": _("the coordinate system is unknown"),
    "outside_area_of_use": _("the coordinates lie outside the system's area"),
    "site_far_from_structure": _("the site's latitude is far from the structure"),
    "map_unit_wrong": _("the map's unit is another than stated"), "scale_missing": _("the scale is missing"),
    "scale_without_units": _("the scale leaves out the units"),
    "scale_not_believed": _("the scale was not believed"),
    "longitude_first": _("longitude stands before latitude"),
    "zone_prefix_mended": _("the zone's number was put right"), "web_mercator": _("web Mercator"),
    "reader_out_of_time": _("it took too long"), "reader_slow": _("it took too long"),
    "reader_out_of_memory": _("it needs too much memory"),
    "not_installed": _("IDS checks are not installed"),
}  # fmt: skip


def severity_of(code: str) -> str:
    """Return how grave a code is; one that is not known is grave."""
    return CODES[code].severity if code in CODES else ERROR


def group_of(code: str) -> str:
    """Return the group of a code."""
    return CODES[code].group if code in CODES else "schema"


def sentence(code: str, facts: dict[str, Any], count: int = 0) -> str:
    """Return what was found as one sentence in the reader's language."""
    if code not in CODES:
        return code
    if code == "ids_requirement_failed":
        facts = facts | {"requirement": requirement(facts)}
    if code == "schema_broken":
        facts = facts | {"message": plain(str(facts.get("message", "")))}
    if code == "schema_broken" and facts.get("lines"):
        facts = facts | {"message": _("{message} (entities {lines})").format(**facts)}
    told = defaultdict(lambda: "?", {"count": count} | {name: _word(value) for name, value in facts.items()})
    return str(CODES[code].text).format_map(told)


def _word(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.10g}"
    found = DOUBTS.get(value) or REASONS.get(value) if isinstance(value, str) else None
    return str(found) if found else value
