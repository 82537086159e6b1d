"""L01-L05, L13, L14, L16: shapes, areas, containment, neighbours, versions."""

from collections.abc import Iterator

from spatial.land.chain import BY_KIND, FOOTPRINT
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts, Containment, Document, Overlap, Parcel
from spatial.land.rules.finding import ERROR, INFO, WARN, Finding


def _all_parcels(case: CaseFacts) -> Iterator[Parcel]:
    """Yield every boundary once: one that is the site's ground and a document's, too, is one."""
    yield from case.parcels
    known = {id(parcel) for parcel in case.parcels}
    for document in case.documents:
        yield from (parcel for parcel in document.parcels if id(parcel) not in known)


def shapes_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L01: every boundary is valid, lies in the zone it declares and in the county it declares."""
    for parcel in _all_parcels(case):
        yield from _shape(parcel, book)


def _shape(parcel: Parcel, book: Book) -> Iterator[Finding]:
    extent, key = parcel.extent, parcel.key
    if not extent.valid:
        yield book.finding("L01", "not_valid", ERROR, subject=key, geometry=extent.where,
                           facts={"reason": extent.reason})  # fmt: skip
        return
    if extent.srid is None:
        yield book.finding("L01", "outside_zones", ERROR, subject=key)
        return
    if extent.declared_srid not in (None, extent.srid):
        yield book.finding("L01", "other_zone", ERROR, subject=key,
                           facts={"declared": extent.declared_srid, "found": extent.srid})  # fmt: skip
    elif extent.leaves_zone:
        yield book.finding("L01", "leaves_zone", INFO, subject=key, facts={"srid": extent.srid})
    outside = extent.outside_sqm or 0.0
    if outside > book.number("land_area_tolerance_sqm"):
        yield book.finding("L01", "outside_county", ERROR, subject=key, area_sqm=outside,
                           geometry=extent.outside_geometry)  # fmt: skip


def declared_areas_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L02: a declared area differs from the plane area by no more than 0.07 % or 1 m², whichever is more."""
    for parcel in _all_parcels(case):
        plane, declared = parcel.extent.plane_sqm, parcel.declared_sqm
        if plane is None or declared is None:
            continue
        allowed = max(
            plane * book.number("land_area_tolerance_pct") / 100, book.number("land_area_tolerance_sqm")
        )
        if abs(declared - plane) > allowed:
            yield book.finding(
                "L02", "declared_area", WARN, subject=parcel.key, area_sqm=abs(declared - plane),
                facts={
                    "declared_sqm": declared, "plane_sqm": plane, "allowed_sqm": allowed,
                    "ellipsoid_sqm": parcel.extent.ellipsoid_sqm,
                },
            )  # fmt: skip


def sums_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L03: parcels, and land classes, add up to the total. Each figure may be rounded by half of 1 m²."""
    for document in case.documents:
        if document.declared_sqm is None:
            continue
        parts = [p.declared_sqm for p in document.parcels]
        if parts and all(part is not None for part in parts):
            yield from _sum(document, "parcels_sum", [part or 0.0 for part in parts], book)
        if document.areas:
            yield from _sum(document, "classes_sum", list(document.areas.values()), book)


def rounding_sqm(parts: int, tolerance_sqm: float) -> float:
    """Return by how much parts and total may differ: each figure is rounded by half of the tolerance."""
    return tolerance_sqm * (parts + 1) / 2 + 1e-6


def _sum(document: Document, code: str, parts: list[float], book: Book) -> Iterator[Finding]:
    total, declared = sum(parts), document.declared_sqm or 0.0
    if abs(total - declared) > rounding_sqm(len(parts), book.number("land_area_tolerance_sqm")):
        yield book.finding(
            "L03", code, ERROR, subject=document.kind, area_sqm=abs(total - declared),
            facts={"sum_sqm": total, "declared_sqm": declared, "number": document.number},
        )  # fmt: skip


def chain_holds(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L04: each boundary lies within the one before it; beyond A2 only the excess is reported."""
    yield from (_in_chain(pair, book) for pair in _reaching(case, book) if pair.inner != FOOTPRINT)


def ground_line_holds(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L04 of a model: its ground line lies within each boundary of the chain, not within the last alone."""
    yield from (_in_chain(pair, book) for pair in _reaching(case, book) if pair.inner == FOOTPRINT)


def _reaching(case: CaseFacts, book: Book) -> Iterator[Containment]:
    least = book.number("land_boundary_warn_m")
    return (pair for pair in case.containments if pair.distance_m > least)


def _in_chain(pair: Containment, book: Book) -> Finding:
    if pair.outer == "A2":
        return _reaches_out("L04", "beyond_siting", WARN, pair, book)
    far = pair.distance_m > book.number("land_boundary_error_m")
    return _reaches_out("L04", "beyond_boundary", ERROR if far else WARN, pair, book)


def footprint_holds(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L05: what is built stays inside the approved boundary, to the width of a survey mark."""
    for pair in _reaching(case, book):
        if pair.inner == FOOTPRINT:
            yield _reaches_out("L05", "footprint_outside", ERROR, pair, book)


def _reaches_out(rule: str, code: str, severity: str, pair: Containment, book: Book) -> Finding:
    return book.finding(
        rule, code, severity, subject=pair.inner, area_sqm=pair.excess_sqm, distance_m=pair.distance_m,
        geometry=pair.geometry,
        facts={
            "outer": pair.outer, "inner": pair.inner, "excess_ha": pair.excess_sqm / 10_000,
            "excess_pct": pair.excess_pct, "wall_m": pair.wall_m, "walls": pair.walls,
        },
    )  # fmt: skip


def neighbours_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L13: no ground is shared with another project's live parcel by more than 1 m²."""
    for overlap in case.overlaps:
        if overlap.area_sqm > book.number("land_overlap_tolerance_sqm"):
            yield _shared(overlap, book)


def _shared(overlap: Overlap, book: Book) -> Finding:
    both = overlap.permanent and overlap.other_permanent
    code = "overlap_hidden" if overlap.hidden else "overlap"
    return book.finding(
        "L13", code, ERROR if both else WARN, subject=overlap.parcel, area_sqm=overlap.area_sqm,
        geometry=overlap.geometry,
        facts={
            "other": overlap.other, "other_name": overlap.other_name, "permanent": overlap.permanent,
            "other_permanent": overlap.other_permanent,
        },
    )  # fmt: skip


def versions_hold(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L14: the ground a document was granted on is the ground now on the map."""
    for edit in case.edits:
        if edit.granted_version == edit.current_version:
            continue
        moved = edit.added_sqm + edit.removed_sqm
        same = moved <= book.number("land_area_tolerance_sqm")
        yield book.finding(
            "L14", "renumbered" if same else "edited", INFO if same else ERROR, subject=edit.document,
            area_sqm=moved, geometry=edit.added or edit.removed,
            facts={
                "granted_version": edit.granted_version, "current_version": edit.current_version,
                "added_ha": edit.added_sqm / 10_000, "removed_ha": edit.removed_sqm / 10_000,
                "added": edit.added, "removed": edit.removed,
            },
        )  # fmt: skip


def changes_are_approved(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L16: a change of use or boundary after approval has an approval of its own, not later than it."""
    for change in case.changes:
        if change.approved_on is not None and change.approved_on <= change.changed_on:
            continue
        code = "change_unapproved" if change.approved_on is None else "change_approved_late"
        yield book.finding(
            "L16", code, ERROR, subject=change.document,
            facts={
                "what": change.what, "changed_on": change.changed_on.isoformat(),
                "number": change.approval_number,
                "approved_on": change.approved_on.isoformat() if change.approved_on else "",
            },
        )  # fmt: skip


def name_of(kind: str, *, english: bool = False) -> str:
    """Return a document kind's name, the kind itself where the chain does not know it."""
    paper = BY_KIND.get(kind)
    return kind if paper is None else paper.en if english else paper.zh
