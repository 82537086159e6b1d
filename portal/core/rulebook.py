"""The rule table: every statutory number is a dated row with its legal basis."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.core.errors import NotFound
from portal.core.models import RuleVersion


class RuleNotInForce(NotFound):
    """No row of the rule table covers the day."""

    message = _("No version of rule {code} is in force on {on} for {jurisdiction}.")


def rule_versions(
    codes: Collection[str], *, on: date, jurisdiction: str = "*"
) -> dict[str, RuleVersion]:
    """Return the rows in force on a day, by code; a region's own row goes before the national one (``*``).

    Raises ``RuleNotInForce`` where a code has none.
    """
    rows = RuleVersion.objects.filter(
        code__in=codes, effective_from__lte=on, jurisdiction__in=[jurisdiction, "*"]
    )
    rows = rows.exclude(effective_to__lt=on)
    by_code = rows.order_by("code", "pk")
    ordered = sorted(by_code, key=lambda row: (row.jurisdiction != "*", row.effective_from))
    best = {row.code: row for row in ordered}
    for code in codes:
        if code not in best:
            raise RuleNotInForce(code=code, on=on.isoformat(), jurisdiction=jurisdiction)
    return best


def rule_version(code: str, *, on: date, jurisdiction: str = "*") -> RuleVersion:
    """Return the row in force on a day; a region's own row goes before the national one (``*``)."""
    return rule_versions([code], on=on, jurisdiction=jurisdiction)[code]


def rule(code: str, *, on: date, jurisdiction: str = "*") -> Decimal:
    """Return the number in force on a day, in the unit its row names."""
    return rule_version(code, on=on, jurisdiction=jurisdiction).value
