"""Writes of alerts: the look, the steps people take, webhooks."""

from portal.alerts.services.hooking import add_webhook as add_webhook
from portal.alerts.services.hooking import end_webhook as end_webhook
from portal.alerts.services.hooking import send_again as send_again
from portal.alerts.services.hooking import try_webhook as try_webhook
from portal.alerts.services.looking import Looked as Looked
from portal.alerts.services.looking import look as look
from portal.alerts.services.steps import assign as assign
from portal.alerts.services.steps import take_step as take_step
