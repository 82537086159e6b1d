"""Reads of the dated tables."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.errors import NotFound
from portal.core.rulebook import rule_versions
from spatial.land.models import ControlRule, LandStandard, RuleBasis, UseRule
from spatial.land.rules.book import NUMBERS, Basis, Book, ControlEffect, Standard, UseRow


class ControlKindUnknown(NotFound):
    """No kind of control line has the code."""

    message = _("There is no kind of control line “{kind}”; there are: {known}.")


def book_on(*, on: date, jurisdiction: str = "*") -> Book:
    """Return the rows in force on a day; a region's own numbers go before the nation's.

    Raises ``RuleNotInForce`` where a number is missing: nothing is judged without its basis.
    """
    numbers = rule_versions(NUMBERS, on=on, jurisdiction=jurisdiction)
    return Book(
        on=on, numbers={code: float(row.value) for code, row in numbers.items()},
        bases={row.rule: _basis(row) for row in _in_force(RuleBasis.objects.all(), on)},
        controls=control_effects(on=on),
        uses=tuple(UseRow(sector=row.sector, class_prefix=row.class_prefix)
                   for row in _in_force(UseRule.objects.all(), on)),
        standards=tuple(_standard(row) for row in _in_force(LandStandard.objects.all(), on)),
    )  # fmt: skip


def control_effects(*, on: date) -> dict[str, ControlEffect]:
    """Return the kinds of control lines known on a day."""
    return {
        row.kind: ControlEffect(
            kind=row.kind, zh=row.name, en=row.name_en, severity=row.severity, effect=row.effect,
            label=row.label, basis=_basis(row),
        )
        for row in _in_force(ControlRule.objects.all(), on)
    }  # fmt: skip


def control_effect(*, kind: str, on: date) -> ControlEffect:
    """Return one kind of control line. Raises ``ControlKindUnknown``."""
    known = control_effects(on=on)
    if kind not in known:
        raise ControlKindUnknown(kind=kind[:32], known=", ".join(sorted(known)))
    return known[kind]


def _in_force(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Return the rows of a day, earlier versions first, so that the newest wins where keys repeat."""
    current = rows.filter(effective_from__lte=on).filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on)
    )
    return current.order_by("effective_from", "pk")


def _basis(row: Any) -> Basis:
    return Basis(legal_basis=row.legal_basis, effective_from=row.effective_from)


def _standard(row: LandStandard) -> Standard:
    return Standard(
        sector=row.sector, measure=row.measure, least=float(row.least),
        most=None if row.most is None else float(row.most), sqm_per_unit=float(row.sqm_per_unit),
        basis=_basis(row),
    )  # fmt: skip
