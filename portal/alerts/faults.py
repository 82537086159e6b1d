"""What can be wrong with alerts and with sending them, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.alerts import names
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound

SUBJECT, HOOK_SUBJECT = "alert", "alert_webhook"


class AlertNotFound(NotFound):
    """No such alert, or one the actor may not see."""

    message = _("There is no alert {alert}.")


class AlertChanged(Conflict):
    """Somebody else was faster."""

    message = _("The alert was changed meanwhile: you hold version {given}, it is at version {current}.")


class AlertStepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the alert is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        return {
            "action": names.word(names.ACTIONS, str(self.facts["action"])),
            "state": names.word(names.STATES, str(self.facts["state"])),
        }


class AlertStepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for you to do on this alert.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word(names.ACTIONS, str(self.facts["action"]))}


class OwnAlert(Conflict):
    """Nobody judges what they reported as resolved themselves."""

    message = _("You reported this alert as resolved; another person must take “{action}”.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word(names.ACTIONS, str(self.facts["action"]))}


class AssigneeUnfit(Invalid):
    """Nobody, or somebody who may not see the project: both sound the same."""

    message = _("{person} cannot be given this alert.")


class DueInThePast(Invalid):
    """A last day that is over."""

    message = _("The last day {due} is over already.")


class RequestReused(Conflict):
    """One request, one step."""

    message = _("The request {request_id} was another step.")


class LookBack(Conflict):
    """Alerts are a story told forward."""

    message = _("Alerts were looked at for {seen} already; a day before it, {on}, cannot be looked at again.")


class FilterUnreadable(Invalid):
    """A value that the list of alerts does not know."""

    message = _("The parameter {parameter} does not accept “{value}”; it takes: {known}.")


class HookForbidden(Forbidden):
    """Sending data out of the house is for few."""

    message = _("Your role does not have alerts sent to other programs.")


class HookNotFound(NotFound):
    """No such address, or another person's."""

    message = _("There is no webhook {webhook}.")


class HookThere(Conflict):
    """Once is enough."""

    message = _("You have a webhook to {url} already.")


class HookTargetRefused(Invalid):
    """The address cannot be sent to. ``reason``: see ``hooks.REASONS``."""

    message = _("Nothing is sent to {url}: {reason}.")

    def told(self) -> dict[str, object]:
        """Say the reason."""
        return self.facts | {"reason": names.word(names.TARGETS, str(self.facts["reason"]))}
