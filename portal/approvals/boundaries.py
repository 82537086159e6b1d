"""The boundary a document comes with: there, surveyed, valid, in its zone and its county."""

from datetime import date

from portal.approvals import faults, rules
from portal.approvals.ground import county_of, of_parcels
from portal.approvals.models import LandDocument
from spatial.land.grounds import Ground
from spatial.land.measuring import extents_of
from spatial.land.rules.facts import CaseFacts, Parcel
from spatial.land.rules.finding import ERROR
from spatial.land.rules.ground import shapes_hold
from spatial.land.selectors import book_on
from spatial.land.sentences import sentence

KINDS = ("parcel", "permit_extent")


def check(document: LandDocument, *, on: date) -> None:
    """Raise ``BoundaryMissing`` or ``BoundaryWrong``; kinds that carry no boundary need none."""
    extent, survey = document.extent, document.survey
    if document.kind not in rules.POLYGON_KINDS and extent is None:
        return
    if extent is None or survey is None:
        raise faults.BoundaryMissing(kind=document.kind)
    county = county_of(document.project)
    whole = Ground(key=document.kind, shape=bytes(extent.geom.ewkb), srid=survey.srid, county=county)
    grounds = of_parcels(document, county=county) or [whole]
    measured = zip(grounds, extents_of(grounds, on=on), strict=True)
    found = tuple(Parcel(key=ground.key, extent=extent) for ground, extent in measured)
    facts = CaseFacts(on=on, sector="", parcels=found)
    book = book_on(on=on, jurisdiction=document.project.region_code[:2] or "*")
    wrong = [finding for finding in shapes_hold(facts, book) if finding.severity == ERROR]
    if wrong:
        raise faults.BoundaryWrong(faults=" ".join(sentence(finding) for finding in wrong))
