"""What the land part of a project's record shows."""

from typing import Any

from bim.catalog.crossings import crossing_models, crossings_of, elements_beyond
from bim.catalog.selectors import models_of_project
from portal.accounts.actor import Actor
from portal.approvals.attaching import attachable
from portal.approvals.caseview import CaseView
from portal.pages.asking import reads_english
from portal.pages.forms_land import DocumentForm
from spatial.land.classes import CLASSES


def land_context(actor: Actor, view: CaseView) -> dict[str, Any]:
    """Return what the land part of the record reads."""
    bounded = [line for kind in view.kinds for line in kind.lines if line.held.extent is not None]
    return {
        "land": view, "project": view.project, "document_form": DocumentForm(), "today": view.on,
        "beyond": _beyond(actor, view), "may_compare": len(bounded) > 1,
        "grounds": attachable(actor=actor, project=view.project) if view.may_prepare else (),
        "land_classes": [(code, name[reads_english()]) for code, name in CLASSES.items() if len(code) < 5],
    }  # fmt: skip


def _beyond(actor: Actor, view: CaseView) -> list[dict[str, Any]]:
    """Return the models that stand beyond what was approved, as held when last published or placed."""
    rows = models_of_project(actor=actor, project=view.project)
    return [
        {"model": model, "found": crossings_of(current), "elements": elements_beyond(current)}
        for model, current in crossing_models(rows)
    ]
