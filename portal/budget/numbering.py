"""Running numbers of requests and indicators, without a gap and without a twin."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from portal.budget.models import BudgetRequest, Indicator
from portal.core.sql import advisory_lock

REQUEST_LOCK, INDICATOR_LOCK = 7_306_001, 7_306_002


def next_request(year: int) -> str:
    """Return the next request number of a year; the series is held until the transaction ends."""
    advisory_lock(REQUEST_LOCK)
    return _next(f"YS{year}-", BudgetRequest.objects.all(), 5)


def next_indicator(year: int) -> str:
    """Return the next indicator number of a year."""
    advisory_lock(INDICATOR_LOCK)
    return _next(f"ZB{year}-", Indicator.objects.all(), 6)


def _next(prefix: str, rows: QuerySet[Any], digits: int) -> str:
    """The number after the greatest of the series; numbers of other series do not count."""
    own = rows.filter(number__regex=rf"^{prefix}\d+$").annotate(length=Length("number"))
    last = own.order_by("-length", "-number").values_list("number", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:0{digits}d}"
