"""What can be wrong with links, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid, NotFound


class LinkingNotYours(Forbidden):
    """The project is seen, but others link its elements."""

    message = _("Your role does not link elements of this project to tasks or bill items.")


class ExportNotYours(Forbidden):
    """The original model goes out with it."""

    message = _("Your role does not take models of this project out with a schedule in them.")


class OtherProject(Invalid):
    """A schedule or contract makes what stands in its own project."""

    message = _("The model is of another project than the schedule or contract.")


class TaskNotThere(Invalid):
    """No such task."""

    message = _("The schedule's latest revision has no task “{task}”.")


class ItemNotThere(Invalid):
    """No such item, or one of other ground than the model's."""

    message = _("The bill has no item “{item}” on the ground of this model.")


class NoTasksYet(Conflict):
    """A schedule without a revision."""

    message = _("The schedule has no revision yet.")


class RuleEmpty(Invalid):
    """A rule that asks for nothing would take everything."""

    message = _("The rule asks for nothing; say which elements it means.")


class RuleFindsNothing(Conflict):
    """A slip, more often than not. ``words``: the rule as it was understood."""

    message = _("The rule finds no element of this model: {words}. Write it ahead only if it is meant.")


class RuleThere(Conflict):
    """Once is enough."""

    message = _("There is this very rule already: {words}.")


class RuleNotFound(NotFound):
    """No such rule, or one the actor may not see."""

    message = _("There is no link rule {rule}.")


class RuleRetired(Conflict):
    """It is over."""

    message = _("The rule was retired already.")


class ElementsUnknown(Invalid):
    """Elements the revision does not have, or that nobody builds."""

    message = _("{count} of the elements are not in this revision or have no body, the first: {first}.")


class LinksUnknown(NotFound):
    """No such links, or ones that were decided already."""

    message = _("{count} of the links are not there or were decided already.")


class ElementHeld(Conflict):
    """Meanwhile another task or item has it."""

    message = _("{count} of the elements belong to another task or item meanwhile.")


class NoScheduleLinked(NotFound):
    """Nothing to play."""

    message = _("No schedule of the project is linked to this model.")
