"""Which documents a project must hold at its stage, which it holds, which ran out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict
from portal.projects import names, selectors
from portal.projects.models import Project, ProjectApproval
from portal.projects.rules import required_kinds


class DocumentsMissing(Conflict):
    """A stage is not reached without its documents."""

    message = _("Before the stage “{stage}” these documents are due: {missing}.")

    def told(self) -> dict[str, object]:
        """Name the stage and the documents."""
        kinds = str(self.facts["missing"]).split(", ")
        missing = names.joined([names.term("approval", kind) for kind in kinds])
        return {"stage": names.term("stage", str(self.facts["stage"])), "missing": missing}


LASTING = frozenset({"A12"})
"""Kinds that must hold for as long as they are made use of, not only on the day work begins."""
Standing = Literal["valid", "used", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The documents due at a stage. ``expired``: held, but not valid on the day it is relied upon."""

    required: tuple[str, ...]
    held: tuple[str, ...]
    missing: tuple[str, ...]
    expired: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Return the part (0-1) of due documents that are held and valid; 1 when none is due."""
        return 1.0 if not self.required else 1 - len(self.missing + self.expired) / len(self.required)


def readiness_of(project: Project, *, stage: str, on: date) -> Readiness:
    """Return what is due for a stage on a day and what the project holds of it."""
    required = required_kinds(selectors.requirements_on(on=on), sector=project.sector, stage=stage)
    last_valid: dict[str, bool] = {}
    for approval in project.approvals.order_by("issued_on"):
        valid = standing(project, approval, on) != "expired"
        last_valid[approval.kind] = last_valid.get(approval.kind, False) or valid
    return Readiness(
        required=tuple(required),
        held=tuple(kind for kind in required if last_valid.get(kind)),
        missing=tuple(kind for kind in required if kind not in last_valid),
        expired=tuple(kind for kind in required if last_valid.get(kind) is False),
    )


def standing(project: Project, approval: ProjectApproval, on: date) -> Standing:
    """Return whether a document holds on a day. ``used``: it has run out since work began upon it, as it may.

    A document is judged on the day it is relied upon (domain reference, L09).
    """
    if approval.valid_to is None or approval.valid_to >= on:
        return "valid"
    return "used" if approval.valid_to >= _relied_on(project, approval, on) else "expired"


def _relied_on(project: Project, approval: ProjectApproval, on: date) -> date:
    """Return the day a document had to be valid: the start of work, for what work was started upon."""
    start = None if approval.kind in LASTING else project.actual_start
    return start if start and approval.issued_on <= start <= on else on


def check(project: Project, *, target: str, on: date) -> None:
    """Raise ``DocumentsMissing`` when a document due so far is not held, or one due for this stage ran out.

    A document counts on the day it is relied upon (domain reference, L09): one that served an earlier stage
    may have run out since.
    """
    kinds = lacking(project, target=target, on=on)
    if kinds:
        raise DocumentsMissing(stage=target, missing=", ".join(kinds))


def lacking(project: Project, *, target: str, on: date) -> tuple[str, ...]:
    """Return the documents that keep a project from a stage on a day."""
    state = readiness_of(project, stage=target, on=on)
    earlier = readiness_of(project, stage=project.stage, on=on).required
    return state.missing + tuple(kind for kind in state.expired if kind not in earlier)
