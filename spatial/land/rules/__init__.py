"""What a land official cross-checks: L01-L18 (domain reference, 2.8) over measured facts. No Django."""

from collections.abc import Callable, Iterator

from spatial.land.rules import control, dates, ground, identity
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts
from spatial.land.rules.finding import SEVERITIES, Finding

Rule = Callable[[CaseFacts, Book], Iterator[Finding]]
RULES: dict[str, Rule] = {
    "L01": ground.shapes_hold,
    "L02": ground.declared_areas_hold,
    "L03": ground.sums_hold,
    "L04": ground.chain_holds,
    "L05": ground.footprint_holds,
    "L06": control.control_lines_hold,
    "L07": control.level_suffices,
    "L08": dates.order_holds,
    "L09": dates.validity_holds,
    "L10": identity.holder_is_one,
    "L11": identity.project_code_is_one,
    "L12": control.use_fits,
    "L13": ground.neighbours_hold,
    "L14": ground.versions_hold,
    "L15": dates.temporary_land_is_given_back,
    "L16": ground.changes_are_approved,
    "L17": dates.no_trace_before_permit,
    "L18": control.land_is_used_sparingly,
}


def cross_check(case: CaseFacts, book: Book) -> tuple[Finding, ...]:
    """Return what all rules say of a case, the gravest first, then by rule."""
    found = [finding for rule in RULES.values() for finding in rule(case, book)]
    return tuple(sorted(found, key=lambda f: (-SEVERITIES.index(f.severity), f.rule)))
