"""Whether a body had a contract on a project: the floor of contracts registers how to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import Organisation
from portal.projects.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One contract of a body on a project. ``ended_on``: its last day, nothing while it runs."""

    number: str
    signed_on: date
    ended_on: date | None


Register = Callable[[Project, Organisation], list[Engagement]]
_registers: dict[str, Register] = {}


def register(name: str, function: Register) -> None:
    """Let a register of contracts be asked."""
    _registers[name] = function


def withdraw(name: str) -> None:
    """Ask it no longer."""
    _registers.pop(name, None)


def engagements_since(project: Project, body: Organisation, *, since: date) -> list[Engagement]:
    """Return the contracts of a body on a project that ran on or after a day."""
    found = (one for function in _registers.values() for one in function(project, body))
    return [one for one in found if one.ended_on is None or one.ended_on >= since]
