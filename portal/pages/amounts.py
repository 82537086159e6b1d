"""Fields for numbers of money pages: full-width digits are taken, 1e5 is refused with its sentence."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.core import money


class AmountField(forms.DecimalField):
    """A number as people write it. How many places an amount may have, the services say."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return what was typed. Raises ``ValidationError`` with the reason for what is no plain number."""
        if value in self.empty_values:
            return None
        try:
            return money.written(str(value))
        except money.AmountInvalid as error:
            raise forms.ValidationError(str(error), code=str(error.facts["reason"])) from error
