"""Decimals leave as text, to the last digit: a number of JSON would come out as a float at the other end."""

from decimal import Decimal
from typing import Any

from rest_framework.response import Response

from api.rows import money


def exact(body: Any) -> Any:
    """Return a body with every Decimal in it as text with at least two decimals."""
    if isinstance(body, Decimal):
        return money(body)
    if isinstance(body, dict):
        return {name: exact(value) for name, value in body.items()}
    return [exact(one) for one in body] if isinstance(body, list | tuple) else body


def exact_answer(body: Any, status: int = 200) -> Response:
    """Return an answer in which no amount is a float."""
    return Response(exact(body), status=status)
