"""What the performance part of a project's record shows."""

from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.performance import names, selectors
from portal.performance.policy import may_begin
from portal.performance.rules.weights import MODES
from portal.projects.models import Project


def evaluations_shown(*, actor: Actor, project: Project, on: date) -> dict[str, Any]:
    """Return a project's evaluations, and whether the asker may begin one."""
    return {
        "evaluations": selectors.of_project(actor=actor, project=project, on=on),
        "may_evaluate": may_begin(actor, project),
        "evaluation_modes": [(code, names.word("mode", code)) for code in MODES],
    }
