"""What stands against a step of a quality issue."""

from django.utils.translation import gettext_lazy as _

from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.quality import names
from portal.quality.rules import Hindrance

RULE = "3.8"


class StepHindered(Conflict):
    """A guard holds the step. ``guard``: which; ``rule``: of the domain reference."""

    message = _("{sentence}")


class QualityStepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start at this state."""

    message = _("“{action}” is not possible while the issue is “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the step and the state."""
        action, state = str(self.facts["action"]), str(self.facts["state"])
        return {"action": names.word(names.ACTIONS, action), "state": names.word(names.STATES, state)}


class QualityStepNotYours(lifecycle.ActionNotYours):
    """The step starts here, but others take it."""

    message = _("“{action}” is not for your role to take on this issue.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return {"action": names.word(names.ACTIONS, str(self.facts["action"]))}


class QualityReasonShort(Invalid):
    """A step that wants a reason got none, or a word."""

    message = _("Say why in at least {least} characters: this step wants a reason.")


class OrderNumberMissing(Invalid):
    """An order to stop work, or to go on, has a number."""

    message = _("Give the number of the order.")


class AssigneeMissing(Invalid):
    """Nobody is named."""

    message = _("Name who mends it, and until when.")


class DueInPast(Invalid):
    """Nobody can mend it by a day that is over."""

    message = _("It is to be mended until {due_on}, but that day is over.")


class MendingBodyMissing(Invalid):
    """Who builds a place is known: one of them mends it."""

    message = _("Name which of the bodies that build “{place}” mends it: {known}.")


class MendsElsewhere(Conflict):
    """Nobody mends what others build."""

    message = _("{body} does not build “{place}” under a works contract in force; these do: {known}.")

    def told(self) -> dict[str, object]:
        """Tell that nobody does."""
        return self.facts | {"known": self.facts["known"] or "–"}


class DegreeMissing(Invalid):
    """A quality issue has one of three degrees."""

    message = _("Name the degree: {known}.")


class QualityPhotoForbidden(Forbidden):
    """Not for this role."""

    message = _("Photos of a quality issue are added by who builds, supervises or owns it.")


class QualityPhotoNotFound(NotFound):
    """No such photo of this issue."""

    message = _("There is no photo {photo} of this issue.")


class AfterPhotoUntimely(Conflict):
    """Mended is shown while it is mended."""

    message = _("A photo of the fix is added while it is being fixed, not while the issue is {state}.")

    def told(self) -> dict[str, object]:
        """Return the state by its name."""
        return {"state": names.word(names.STATES, str(self.facts["state"]))}


class GuardedField(Conflict):
    """Kind and priority of a quality issue follow its severity."""

    message = _("The {field} of a quality issue is its severity and is not edited.")


class GraveIssuesOpen(Conflict):
    """Works are not accepted over a grave fault."""

    message = _("Works are not accepted while major or critical quality issues are open: {numbers}.")


def hindered(action: str, found: Hindrance) -> StepHindered:
    """Return the refusal of a guard, with its rule and what it compared."""
    sentence = names.sentence(found)
    return StepHindered(sentence=sentence, guard=found.code, rule=RULE, action=action, **found.facts)
