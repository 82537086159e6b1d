"""The five kinds of refusal. Every error a caller may see derives from one of them."""

import re
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AMOUNT = re.compile(r"-?\d+(\.\d+)?")


class DomainError(Exception):
    """Base of all anticipated errors. ``facts`` are the machine-readable details."""

    message: str | Promise = _("The request could not be completed.")
    kept = False
    """Whether the event log holds this refusal already: who passes it on writes it no second time."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__()

    def __str__(self) -> str:
        """Return the sentence in the reader's language."""
        told = self.facts | self.told()
        return str(self.message).format(**{name: _divided(name, fact) for name, fact in told.items()})

    def told(self) -> dict[str, object]:
        """Return facts as the sentence tells them, where they are codes; the others it tells as they are."""
        return self.facts

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.facts)

    @classmethod
    def code(cls) -> str:
        """Stable identifier for clients, e.g. ``boundary_overlap``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def _divided(name: str, fact: object) -> object:
    """Return an amount with its thousands divided, anything else as it is."""
    if isinstance(fact, str) and name.endswith("yuan") and AMOUNT.fullmatch(fact):
        fact = Decimal(fact)
    return f"{fact:,f}" if isinstance(fact, Decimal) and fact.is_finite() else fact


def _rebuild(cls: type[DomainError], facts: dict[str, object]) -> DomainError:
    return cls(**facts)


class NotFound(DomainError):
    """The thing is absent, or hidden from the asker."""


class Forbidden(DomainError):
    """The asker may not do this, and may know that it exists."""


class Invalid(DomainError):
    """The request's content is wrong; ``facts`` say where."""


class Conflict(DomainError):
    """The request is right, but not in the present state."""


class Unavailable(DomainError):
    """Something needed is not there right now."""
