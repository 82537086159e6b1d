"""The rule table: every statutory number is a dated row with its legal basis."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.core.errors import NotFound
from portal.core.models import RuleVersion


class RuleNotInForce(NotFound):
    """No row of the rule table covers the day."""

    message = _("No version of rule {code} is in force on {on} for {jurisdiction}.")


def rule_version(code: str, *, on: date, jurisdiction: str = "*") -> RuleVersion:
    """Return the row in force on a day; a region's own row goes before the national one (``*``)."""
    rows = RuleVersion.objects.filter(code=code, effective_from__lte=on, jurisdiction__in=[jurisdiction, "*"])
    rows = rows.exclude(effective_to__lt=on)
    best = sorted(rows, key=lambda row: (row.jurisdiction != "*", row.effective_from))
    if not best:
        raise RuleNotInForce(code=code, on=on.isoformat(), jurisdiction=jurisdiction)
    return best[-1]


def rule(code: str, *, on: date, jurisdiction: str = "*") -> Decimal:
    """Return the number in force on a day, in the unit its row names."""
    return rule_version(code, on=on, jurisdiction=jurisdiction).value
