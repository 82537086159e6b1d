"""``manage.py land_calendar``: what ran out, what runs out; for every night."""

from datetime import date

from django.core.management.base import BaseCommand

from portal.accounts.actor import system_actor
from portal.approvals.nightly import step_calendar
from portal.core import clock


class Command(BaseCommand):
    """Step land documents by the calendar and raise alerts 90, 30 and 7 days before they run out."""

    help = "Step land documents by the calendar and raise alerts; safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day, today by default")

    def handle(self, *, on, **_given):
        """Do one night's work and say what was done."""
        done = step_calendar(actor=system_actor("land_calendar"), on=on or clock.today())
        self.stdout.write(
            f"{done.expiring} begin to run out, {done.expired} ran out, {done.alerts} alerts raised."
        )
