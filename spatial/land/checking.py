"""Check a case: measure its ground once, then let L01-L18 judge. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spatial.land.comparing import Versions, compare, contain
from spatial.land.grounds import Ground, Sight
from spatial.land.measuring import Measured, measure
from spatial.land.rules import cross_check
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts, Document, Parcel
from spatial.land.rules.finding import Finding, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case before it is measured.

    ``facts``: what documents say; its measured members are filled in. ``grounds``: the site's parcels and,
    with ``document`` set, those of documents. ``boundaries``: document kind or ``footprint`` → WKB, 4326.
    """

    facts: CaseFacts
    grounds: tuple[Ground, ...] = ()
    boundaries: Mapping[str, bytes] = field(default_factory=dict)
    versions: tuple[Versions, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The facts as measured and what the rules say of them."""

    facts: CaseFacts
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> str | None:
        """Return the gravest severity."""
        return worst(self.findings)


def check(*, sight: Sight, case: Case, book: Book) -> Report:
    """Measure and judge one case on the book's day."""
    facts = measured_facts(sight=sight, case=case, book=book)
    return Report(facts=facts, findings=cross_check(facts, book))


def measured_facts(*, sight: Sight, case: Case, book: Book) -> CaseFacts:
    """Return the facts of a case with all that is measured filled in."""
    least = book.number("land_overlap_tolerance_sqm")
    found = measure(sight=sight, grounds=case.grounds, on=book.on, least_sqm=least)
    parcels = _parcels(case, found)
    site = tuple(parcels.get("", ()))
    return replace(
        case.facts, parcels=site, hits=found.hits, overlaps=found.overlaps, kinds_known=found.kinds_known,
        unanswered=found.unanswered, containments=contain(case.boundaries), edits=compare(case.versions),
        documents=tuple(_with_parcels(document, parcels) for document in case.facts.documents),
        supply_sqm=case.facts.supply_sqm if case.facts.supply_sqm is not None else _taken(case, found),
    )  # fmt: skip


def _parcels(case: Case, found: Measured) -> dict[str, list[Parcel]]:
    """Return the parcels of each document, and under no name those of the site.

    Ground that is asked about is the site's where it is taken, or where nobody holds its document yet.
    """
    parcels: dict[str, list[Parcel]] = {}
    known = {document.kind for document in case.facts.documents}
    for ground, extent in zip(case.grounds, found.extents, strict=True):
        parcel = Parcel(key=ground.key, extent=extent, declared_sqm=ground.declared_sqm)
        if _is_taken(ground) or (ground.asked and ground.document not in known):
            parcels.setdefault("", []).append(parcel)
        if ground.document:
            parcels.setdefault(ground.document, []).append(parcel)
    return parcels


def _is_taken(ground: Ground) -> bool:
    return not ground.document or (ground.asked and ground.taken)


def _with_parcels(document: Document, parcels: Mapping[str, list[Parcel]]) -> Document:
    own = parcels.get(document.kind)
    return replace(document, parcels=tuple(own)) if own else document


def _taken(case: Case, found: Measured) -> float | None:
    pairs = zip(case.grounds, found.extents, strict=True)
    areas = [extent.plane_sqm for ground, extent in pairs if _is_taken(ground)]
    return sum(area or 0.0 for area in areas) if areas else None
