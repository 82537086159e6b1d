"""What can be wrong with money and with a step of its review, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.budget import names
from portal.budget.faults_ledger import AdjustmentEndMissing as AdjustmentEndMissing
from portal.budget.faults_ledger import AdjustmentEnds as AdjustmentEnds
from portal.budget.faults_ledger import CarriedTooLong as CarriedTooLong
from portal.budget.faults_ledger import CommittedLeft as CommittedLeft
from portal.budget.faults_ledger import CostLineExceeded as CostLineExceeded
from portal.budget.faults_ledger import IndicatorClosed as IndicatorClosed
from portal.budget.faults_ledger import IndicatorsOpen as IndicatorsOpen
from portal.budget.faults_ledger import MonthUnknown as MonthUnknown
from portal.budget.faults_ledger import NotEnough as NotEnough
from portal.budget.faults_ledger import NotReserved as NotReserved
from portal.budget.faults_ledger import PlanAboveAuthority as PlanAboveAuthority
from portal.budget.faults_ledger import PlanBelowPaid as PlanBelowPaid
from portal.budget.faults_ledger import PlanTooSmall as PlanTooSmall
from portal.budget.faults_ledger import ReservedLeft as ReservedLeft
from portal.budget.faults_ledger import WrongYear as WrongYear
from portal.budget.faults_ledger import YearNotOver as YearNotOver
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound


class PaperNotFound(NotFound):
    """The request carries no such paper, or is one the actor may not see."""

    message = _("There is no such paper with this request.")


class RequestNotFound(NotFound):
    """No such request, or one of a project the actor may not see."""

    message = _("There is no budget request {request}.")


class IndicatorNotFound(NotFound):
    """No such indicator, or one of a project the actor may not see."""

    message = _("There is no budget indicator {indicator}.")


class AdjustmentNotFound(NotFound):
    """No such adjustment, or one the actor may not see."""

    message = _("There is no adjustment {adjustment}.")


class CostLineNotFound(NotFound):
    """No such cost line, or one of a project the actor may not see."""

    message = _("There is no cost line {line}.")


class StageUnknown(NotFound):
    """The stage was not recorded for the project."""

    message = _("The project has no {stage} on record.")

    def told(self) -> dict[str, object]:
        """Name the stage."""
        return {"stage": names.stage(str(self.facts["stage"]))}


class StepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the request is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        facts = self.facts
        return {"action": names.verb(str(facts["action"])), "state": names.state(str(facts["state"]))}


class StepNotYours(lifecycle.ActionNotYours):
    """The step starts here, but others take it."""

    message = _("“{action}” is not for your role to take on this project.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class RequestChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The request was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class SamePerson(Forbidden):
    """No person takes two levels of one case."""

    message = _("You already took the step “{action}” of this request; another person must judge it.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return {"action": names.verb(str(self.facts["action"]))}


class SameOrganisation(Forbidden):
    """Each level is of another organisation."""

    message = _("{organisation} already judged this request at another level; another body must judge it.")


class ProjectPaused(Conflict):
    """No money moves for a project that stands still or has ended."""

    message = _("The project is suspended or ended: nothing is requested or issued for it.")


class LinesMissing(Conflict):
    """A request without a line asks for nothing."""

    message = _("The request has no line.")


class TargetsMissing(Conflict):
    """Money is given for targets that can be measured."""

    message = _("The performance targets are missing or cannot be measured: {targets}.")


class PapersMissing(Conflict):
    """A request comes with its papers."""

    message = _("Attach the papers the request rests on.")


class LineInvalid(Invalid):
    """One field of one line is wrong."""

    message = _("Line {position}, {field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field and the reason."""
        facts = self.facts
        reason = names.line_reason(str(facts["reason"]))
        return facts | {"field": names.field(str(facts["field"])), "reason": reason}


class FeatureElsewhere(Invalid):
    """Money hangs on the project's own ground."""

    message = _("The place {feature} is not one of this project.")


class AmountRaised(Conflict):
    """A level cuts or passes; it never raises."""

    message = _("Line {position}: {given} yuan is more than the {before} yuan of the level before.")


class CutUnexplained(Conflict):
    """Whoever cuts says why, line by line."""

    message = _("Line {position} is cut by {cut} yuan: give a reason of at least {least} characters.")


class LineUnknown(Invalid):
    """An amount for a line the request does not have."""

    message = _("The request has no line {position}.")


class CeilingMissing(Conflict):
    """What no ceiling names is not unlimited: it is nothing."""

    message = _("No ceiling is set for {source} of {year}: nothing can be given from it.")

    def told(self) -> dict[str, object]:
        """Name the source."""
        return self.facts | {"source": names.source(str(self.facts["source"]))}


class CeilingExceeded(Conflict):
    """More than the source, or the department, has."""

    message = _("{source} of {year}: {asked} yuan is asked, {room} yuan of the ceiling {ceiling} are left.")

    def told(self) -> dict[str, object]:
        """Name the source."""
        return self.facts | {"source": names.source(str(self.facts["source"]))}


class ApproxExceeded(Conflict):
    """All years together stay under the 概算."""

    message = _("All years ask {asked} yuan; the approved estimate leaves {room} yuan.")


class CostOver(Conflict):
    """A stage above the one that limits it (三超)."""

    message = _("{stage} {yuan} is {over} yuan ({pct} %) above {ceiling} {ceiling_yuan}.")

    def told(self) -> dict[str, object]:
        """Name both stages."""
        facts = self.facts
        stages = {name: names.stage(str(facts[name])) for name in ("stage", "ceiling")}
        return facts | stages


class LinesDoNotAddUp(Invalid):
    """Lines are the stage, to the cent."""

    message = _("The lines sum to {lines} yuan, the stage says {stage_yuan} yuan.")


class StageKnown(Conflict):
    """A stage is recorded once and revised afterwards."""

    message = _("{stage} is already on record; change it by a revision.")

    def told(self) -> dict[str, object]:
        """Name the stage."""
        return {"stage": names.stage(str(self.facts["stage"]))}


class RaiseNotAllowed(Conflict):
    """Only policy, price and geology raise a 概算, and the money must come from somewhere."""

    message = _("The approved estimate is raised only for policy, prices or geology, its money named.")


class AuditMissing(Conflict):
    """Beyond the limit an audit goes first."""

    message = _("All raises together pass {limit} % of the original: give the number of the audit report.")


class BelowSpent(Conflict):
    """Nothing is lowered beneath what it already bore."""

    message = _("It cannot go down to {after} yuan: {bound} yuan are already paid or promised.")


class CallUnnamed(Invalid):
    """Every step names the call it came with."""

    message = _("Name the call by a request id of 1 to {most} characters.")


class CallKnown(Conflict):
    """The same request id for another thing."""

    message = _("The request id {request_id} was already used for something else.")


class NotAdopted(Invalid):
    """Money is issued once the budget is law."""

    message = _("Name the resolution that adopted the budget, and its day, which must not lie ahead.")


class AuthorityDiffers(Conflict):
    """Who approved a 概算 approves its change."""

    message = _("The stage was approved by {authority}: its change is approved there too.")
