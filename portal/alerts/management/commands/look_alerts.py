"""``manage.py look_alerts [--on DATE] --json``: hold every project against N1-N7, as each night does."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actor import system_actor
from portal.alerts.services import look
from portal.core import clock
from portal.core.errors import DomainError
from portal.earned.asked import day_asked


class Command(BaseCommand):
    help = "Raise, pass on and end alerts N1-N7 of a day; run twice, it adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", help="the day, YYYY-MM-DD; today by default")
        parser.add_argument("--json", action="store_true", help="answer as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = day_asked(options["on"]) or clock.today()
            found = asdict(look(actor=system_actor("alerts"), on=on, at=clock.now()))
        except DomainError as error:
            if options["json"]:
                refused = {"code": error.code(), "message": str(error)}
                self.stdout.write(json.dumps(refused, ensure_ascii=False))
                raise SystemExit(1) from None
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"on": on.isoformat(), **found}))
        else:
            self.stdout.write(f"{on}: " + ", ".join(f"{name} {count}" for name, count in found.items()))
