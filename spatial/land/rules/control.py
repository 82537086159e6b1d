"""L06, L07, L12, L18: control lines, who must approve, use and thrift."""

from collections.abc import Iterator
from typing import Any

from spatial.land.rules.book import Book, ControlEffect, Standard
from spatial.land.rules.facts import (
    CULTIVATED,
    LEVELS,
    OTHER,
    PERMANENT_FARMLAND,
    PROVINCE,
    STATE_COUNCIL,
    CaseFacts,
    ControlHit,
    Document,
    land_class_group,
)
from spatial.land.rules.finding import ERROR, INFO, WARN, Finding

FARMLAND, URBAN = "farmland", "urban"
THREE_LINES = (FARMLAND, "ecology", URBAN)
SQM_PER_HA = 10_000


def control_lines_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L06: what lies on control lines, per parcel and kind, with what follows from it."""
    for kind in THREE_LINES:
        if kind not in case.kinds_known and case.parcels:
            yield book.finding("L06", "no_layer", INFO, subject=kind)
    for key in case.unanswered:
        yield book.finding("L06", "not_answered", INFO, subject=key)
    for hit in case.hits:
        effect = book.controls.get(hit.kind)
        if effect and effect.effect != "separate_site" and _beyond(hit.area_sqm, book):
            yield _touched(hit, effect, book)
    yield from _outside_town(case, book)


def _touched(hit: ControlHit, effect: ControlEffect, book: Book) -> Finding:
    return book.finding(
        "L06", effect.effect, effect.severity, basis=effect.basis, subject=hit.parcel, area_sqm=hit.area_sqm,
        geometry=hit.geometry,
        facts={"kind": hit.kind, "kind_zh": effect.zh, "kind_en": effect.en, "pct": hit.pct,
               "lines": list(hit.lines), "hidden": hit.hidden},
    )  # fmt: skip


def _outside_town(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """Ground outside the town's growth boundary that takes farmland is approved alone (单独选址)."""
    effect = book.controls.get(URBAN)
    if effect is None or URBAN not in case.kinds_known or not _takes_farmland(case, book):
        return
    inside: dict[str, float] = {}
    for hit in case.hits:
        if hit.kind == URBAN:
            inside[hit.parcel] = inside.get(hit.parcel, 0.0) + hit.area_sqm
    for parcel in case.parcels:
        outside = (parcel.extent.plane_sqm or 0.0) - inside.get(parcel.key, 0.0)
        if _beyond(outside, book):
            yield book.finding("L06", effect.effect, effect.severity, basis=effect.basis, subject=parcel.key,
                               area_sqm=outside, facts={"kind": URBAN})  # fmt: skip


def _beyond(area_sqm: float, book: Book) -> bool:
    return area_sqm > book.number("land_overlap_tolerance_sqm")


def _takes_farmland(case: CaseFacts, book: Book) -> bool:
    areas = taken_by_group(case, book)
    return areas[PERMANENT_FARMLAND] > 0 or areas[CULTIVATED] > 0


def taken_by_group(case: CaseFacts, book: Book) -> dict[str, float]:
    """Return the area taken by each group of 土地管理法 46, in square metres.

    Classes come from the conversion approval, else (also where it names none) from the siting opinion;
    permanent basic farmland is what they say or what was measured on the control line, whichever is more.
    """
    sums = {PERMANENT_FARMLAND: 0.0, CULTIVATED: 0.0, OTHER: 0.0}
    papers = (case.latest(kind) for kind in ("A4", "A2"))
    source = next((paper.areas for paper in papers if paper is not None and paper.areas), {})
    for code, area in source.items():
        sums[land_class_group(code)] += area
    measured = sum(hit.area_sqm for hit in case.hits if hit.kind == FARMLAND and hit.taken)
    if _beyond(measured, book):
        sums[PERMANENT_FARMLAND] = max(sums[PERMANENT_FARMLAND], measured)
    return sums


def required_level(areas: dict[str, float], book: Book) -> str:
    """Return who must approve expropriation: the State Council or the province (土地管理法 46)."""
    return STATE_COUNCIL if _council_decides(areas, book) else PROVINCE


def _council_decides(areas: dict[str, float], book: Book) -> bool:
    most = _most_of_province(book)
    return areas[PERMANENT_FARMLAND] > 0 or any(areas[group] > limit for group, limit in most.items())


def _most_of_province(book: Book) -> dict[str, float]:
    """Return how many square metres of a group the province may approve."""
    return {
        CULTIVATED: book.number("land_council_cultivated_ha") * SQM_PER_HA,
        OTHER: book.number("land_council_other_ha") * SQM_PER_HA,
    }


def unclassified_sqm(approval: Document, areas: dict[str, float], book: Book) -> float:
    """Return the area of a conversion approval that no land class names.

    The whole is what was measured; where classes are entered, what the document declares they make up.
    """
    measured = [parcel.extent.plane_sqm for parcel in approval.parcels]
    by_paper = approval.declared_sqm is not None and (approval.areas or not measured)
    whole = approval.declared_sqm if by_paper else sum(area or 0.0 for area in measured)
    whole = whole or 0.0
    rest = whole - sum(areas.values())
    rounding = max(whole * book.number("land_area_tolerance_pct") / 100, 1.0)
    return rest if rest > rounding else 0.0


def council_by_rest(areas: dict[str, float], rest: float, book: Book) -> bool | None:
    """Tell whether the State Council decides, whatever classes the rest has; ``None``: it depends on them."""
    if _council_decides(areas, book):
        return True
    room = {group: limit - areas[group] for group, limit in _most_of_province(book).items()}
    if rest > sum(room.values()):
        return True
    return None if rest > min(room.values()) else False


def level_suffices(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L07: the authority that approved conversion and expropriation is the one the areas call for."""
    areas, approval = taken_by_group(case, book), case.latest("A4")
    if approval is None:
        if any(areas.values()):
            facts = _level_facts(areas, 0.0, required_level(areas, book))
            yield book.finding("L07", "level_required", INFO, subject="A4", facts=facts)
        return
    rest = unclassified_sqm(approval, areas, book)
    council = council_by_rest(areas, rest, book)
    facts = _level_facts(areas, rest, STATE_COUNCIL if council else PROVINCE) | {
        "authority": approval.authority, "level": approval.authority_level, "number": approval.number,
        **{f"{group}_most_ha": most / SQM_PER_HA for group, most in _most_of_province(book).items()},
    }  # fmt: skip
    if (hit := _level_hit(approval, classified=any(areas.values()), rest=rest, council=council)) is not None:
        yield book.finding("L07", hit[0], hit[1], subject="A4", facts=facts)


def _level_facts(areas: dict[str, float], rest: float, needed: str) -> dict[str, Any]:
    hectares = {f"{group}_ha": area / SQM_PER_HA for group, area in areas.items()}
    total = (sum(areas.values()) + rest) / SQM_PER_HA
    return {"required": needed, **hectares, "unclassified_ha": rest / SQM_PER_HA, "total_ha": total}


def _level_hit(
    approval: Document, *, classified: bool, rest: float, council: bool | None
) -> tuple[str, str] | None:
    """Return which finding it is and how grave; of a paper that was only recorded, nothing is asked."""
    asked = INFO if approval.recorded and not classified else WARN
    known = approval.authority_level in LEVELS
    least = LEVELS.index(STATE_COUNCIL if council else PROVINCE)
    if known and LEVELS.index(approval.authority_level) < least:
        return "level_too_low", ERROR
    if council is None and approval.authority_level != STATE_COUNCIL:
        return "classes_missing", asked
    if known or not (classified or rest) or (asked == INFO and not council):
        return None
    return "level_unknown", asked


def use_fits(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L12: the use printed on a permit may serve the project's sector."""
    allowed = [row.class_prefix for row in book.uses if row.sector == case.sector]
    printed = [(document, use) for document in case.documents for use in document.uses]
    if printed and not allowed:
        yield book.finding("L12", "no_use_table", INFO, facts={"sector": case.sector})
        return
    for document, use in printed:
        if not any(use.startswith(prefix) for prefix in allowed):
            yield book.finding("L12", "use_differs", WARN, subject=document.kind,
                               facts={"use": use, "sector": case.sector, "number": document.number,
                                      "allowed": allowed})  # fmt: skip


def land_is_used_sparingly(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L18: square metres per unit of capacity against the land-use standard; says so where there is none."""
    if case.supply_sqm is None:
        return
    for measure, units in (case.capacity or {}).items():
        row = _standard(case.sector, measure, units, book)
        if row is None:
            yield book.finding("L18", "no_standard", INFO,
                               facts={"sector": case.sector, "measure": measure, "units": units,
                                      "on": case.on.isoformat()})  # fmt: skip
            continue
        used = case.supply_sqm / units
        code = "over_standard" if used > row.sqm_per_unit else "within_standard"
        yield book.finding(
            "L18", code, INFO, basis=row.basis,
            area_sqm=max(case.supply_sqm - row.sqm_per_unit * units, 0.0),
            facts={"measure": measure, "units": units, "sqm_per_unit": used, "standard": row.sqm_per_unit},
        )  # fmt: skip


def _standard(sector: str, measure: str, units: float, book: Book) -> Standard | None:
    if units <= 0:
        return None
    fitting = (
        row for row in book.standards
        if (row.sector, row.measure) == (sector, measure) and row.least <= units
        and (row.most is None or units <= row.most)
    )  # fmt: skip
    return next(fitting, None)
