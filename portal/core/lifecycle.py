"""A state machine as a table: read it, test it, draw it, enforce it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden


class ActionNotAllowed(Conflict):
    """The step does not start here."""

    message = _("Cannot {action} while {state}.")


class ActionNotYours(Forbidden):
    """The step starts here, but others take it."""

    message = _("Your role does not allow this: {action}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: ``action`` leads from ``source`` to ``target`` when a holder of one of ``roles``
    takes it.
    """

    action: str
    source: str
    target: str
    roles: tuple[str, ...]
    needs_reason: bool = False


class Lifecycle:
    """All arrows of one kind of record."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps
        self.states = sorted({s.source for s in steps} | {s.target for s in steps})

    def find(self, *, state: str, action: str, roles: Collection[str]) -> Step:
        """Return the arrow; raise ``ActionNotAllowed`` where there is none, ``ActionNotYours`` for others."""
        steps = [step for step in self.steps if (step.action, step.source) == (action, state)]
        if not steps:
            raise ActionNotAllowed(action=action, state=state)
        for step in steps:
            if not set(step.roles).isdisjoint(roles):
                return step
        raise ActionNotYours(action=action)

    def next_state(self, *, state: str, action: str, roles: Collection[str]) -> str:
        """Return where the action leads."""
        return self.find(state=state, action=action, roles=roles).target

    def allowed_actions(self, *, state: str, roles: Collection[str]) -> list[str]:
        """Return the actions open to these roles, in table order."""
        return [s.action for s in self.steps if s.source == state and not set(s.roles).isdisjoint(roles)]
