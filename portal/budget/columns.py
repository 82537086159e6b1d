"""Columns that money tables share."""

from typing import Any

from django.db import models


def yuan(**options: Any) -> models.DecimalField:
    """Return a column of money: Decimal yuan with two places."""
    return models.DecimalField(max_digits=20, decimal_places=2, **options)


def choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return codes as choices; what they are called is told in ``names``."""
    return [(code, code) for code in codes]
