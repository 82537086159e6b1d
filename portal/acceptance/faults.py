"""What stands against drawing up, inspecting and accepting, and against material tests."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from portal.acceptance import names
from portal.acceptance.rules import Hindrance
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound

RULE = "3.8"


class PieceNotFound(NotFound):
    """Absent, or hidden."""

    message = _("There is no piece of works {piece} here to accept.")


class MaterialTestNotFound(NotFound):
    """Absent, or hidden."""

    message = _("There is no material test {test}.")


class AcceptanceHindered(Conflict):
    """A guard holds the step. ``guard``: the first; ``hindrances``: all; ``rule``: what guards."""

    message = _("{sentence}")


class InspectionUnfit(Invalid):
    """The counts contradict the result. ``guard``: the first flaw; ``hindrances``: all."""

    message = _("{sentence}")


class AcceptanceStepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start at this state."""

    message = _("“{action}” is not possible while it is “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the step and the state."""
        action, state = str(self.facts["action"]), str(self.facts["state"])
        return {"action": names.word("ACTIONS", action), "state": names.word("STATES", state)}


class AcceptanceStepNotYours(lifecycle.ActionNotYours):
    """The step starts here, but others take it."""

    message = _("“{action}” is not for your role to take here.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return {"action": names.word("ACTIONS", str(self.facts["action"]))}


class AcceptanceReasonShort(Invalid):
    """A step that wants a reason got none, or a word."""

    message = _("Say why in at least {least} characters.")


class PieceChanged(Conflict):
    """Somebody else was faster."""

    message = _("It was changed meanwhile: you saw version {given}, it is {current}.")


class InspectionMissing(Invalid):
    """An inspection has a result, a day and somebody who looked."""

    message = _("Give the result, the day and the inspector.")


class PlanningNotYours(Forbidden):
    """Not for this role."""

    message = _("The tree of acceptance is drawn up by contractor, supervisor and engineer of the project.")


class PieceUnfit(Invalid):
    """What is to be drawn up cannot stand; ``field``: which part of it."""

    message = _("{field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field as forms do."""
        return {"field": names.word("FIELDS", str(self.facts["field"]))}


class PartOfAccepted(Conflict):
    """What is accepted takes up nothing more."""

    message = _("{piece} is accepted; open it again with a reason before something is added to it.")


class LotAccepted(Conflict):
    """An accepted lot rests on what it was accepted on."""

    message = _("Lot {lot} is accepted; open it again before a test that did not pass is linked to it.")


class SamplingNotYours(Forbidden):
    """Not for this role."""

    message = _("Samples are put on record by contractor, supervisor and engineer of the project.")


class ResultNotYours(Forbidden):
    """Not for this role."""

    message = _("Results are recorded by supervisor or engineer, not by who built.")


class SampleUnfit(Invalid):
    """What is said of a test cannot stand; ``field``: which part of it."""

    message = _("{field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field as forms do."""
        return {"field": names.word("FIELDS", str(self.facts["field"]))}


class ResultThere(Conflict):
    """A result stands; a failed sample is tested again as another."""

    message = _("Sample {number} has its result; a failed one is replaced by a new test.")


class ReportTooLarge(Invalid):
    """More than a report should have."""

    message = _("The report has {bytes} bytes; at most {limit} are taken.")


class ReportUnknown(Invalid):
    """Not a kind of file a report comes as."""

    message = _("A report is one of {known}.")


class ElementUnknown(Invalid):
    """No model of the structure has it; ``missing`` names all."""

    message = _("No model of {structure} has these elements: {first}.")


class ReportNotFound(NotFound):
    """No report was sent."""

    message = _("Test {number} has no report.")


def hindered(action: str, found: Sequence[Hindrance]) -> AcceptanceHindered:
    """Return the refusal of guards, with its rule and what they compared."""
    return AcceptanceHindered(action=action, **_told(found))


def unfit(found: Sequence[Hindrance]) -> InspectionUnfit:
    """Return the refusal of an inspection that contradicts itself."""
    return InspectionUnfit(**_told(found))


def _told(found: Sequence[Hindrance]) -> dict[str, object]:
    return {
        "sentence": " ".join(names.sentence(one) for one in found), "guard": found[0].code, "rule": RULE,
        "hindrances": [{"guard": one.code, **one.facts} for one in found],
    }  # fmt: skip
