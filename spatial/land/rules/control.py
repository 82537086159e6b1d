"""L06, L07, L12, L18: control lines, who must approve, use and thrift."""

from collections.abc import Iterator

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

    Classes come from the conversion approval, else from the siting opinion; permanent basic farmland is what
    they say or what was measured on the control line, whichever is more.
    """
    sums = {PERMANENT_FARMLAND: 0.0, CULTIVATED: 0.0, OTHER: 0.0}
    source = case.latest("A4") or case.latest("A2")
    for code, area in ((source.areas if source else None) or {}).items():
        sums[land_class_group(code)] += area
    measured = sum(hit.area_sqm for hit in case.hits if hit.kind == FARMLAND)
    if _beyond(measured, book):
        sums[PERMANENT_FARMLAND] = max(sums[PERMANENT_FARMLAND], measured)
    return sums


def required_level(areas: dict[str, float], book: Book) -> str:
    """Return who must approve expropriation: the State Council or the province (土地管理法 46)."""
    council = (
        areas[PERMANENT_FARMLAND] > 0
        or areas[CULTIVATED] > book.number("land_council_cultivated_ha") * SQM_PER_HA
        or areas[OTHER] > book.number("land_council_other_ha") * SQM_PER_HA
    )
    return STATE_COUNCIL if council else PROVINCE


def level_suffices(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L07: the authority that approved conversion and expropriation is the one the areas call for."""
    areas = taken_by_group(case, book)
    if not any(areas.values()):
        return
    needed, approval = required_level(areas, book), case.latest("A4")
    facts = {"required": needed, **{f"{group}_ha": area / SQM_PER_HA for group, area in areas.items()}}
    if approval is None:
        yield book.finding("L07", "level_required", INFO, subject="A4", facts=facts)
        return
    facts |= {"authority": approval.authority, "level": approval.authority_level, "number": approval.number}
    if approval.authority_level not in LEVELS:
        yield book.finding("L07", "level_unknown", WARN, subject="A4", facts=facts)
    elif LEVELS.index(approval.authority_level) < LEVELS.index(needed):
        yield book.finding("L07", "level_too_low", ERROR, subject="A4", facts=facts)


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
