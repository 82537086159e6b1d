"""``manage.py seed_demo --size S|M|L``: fill an empty database with the invented province."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.errors import DomainError
from portal.demo.province.controls import build_controls
from portal.demo.works.accepting import STANDS_ON
from portal.demo.works.programme import SIZES
from portal.demo.writing import seeding
from portal.demo.writing.accepting import accept_works
from portal.demo.writing.alerting import raise_alerts
from portal.demo.writing.examining import examine
from portal.demo.writing.models import send_models
from portal.demo.writing.refusing import try_invoice_again


class Command(BaseCommand):
    help = "Fill an empty database with the invented demo province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size", choices=sorted(SIZES), default="S", help="S: 600, M: 10 000, L: 100 000 projects"
        )
        parser.add_argument("--replace", action="store_true", help="throw away an earlier demo (only a demo)")

    def handle(self, *args: Any, **options: Any) -> None:
        size, replace = options["size"], options["replace"]
        self.began = time.monotonic()
        try:
            self._seed(size, replace=replace)
        except DomainError as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError(_("Interrupted: nothing was written."), returncode=130) from None

    def _seed(self, size: str, *, replace: bool) -> None:
        if not replace and seeding.already_there(size):
            self._say(_("The demo province, size {size}, is already there.").format(size=size))
            self._finish()
            return
        seeding.check_room(replace=replace)
        self._say(_("Drawing the land …"))
        build_controls()
        written = seeding.seed(size=size, replace=replace, tell=self._tell)
        self._say(_("Letting the planner look …"))
        seeding.settle()
        self._finish()
        counts = ", ".join(f"{name.removesuffix('Row')} {count}" for name, count in written.items())
        self._say(_("Done: {counts}.").format(counts=counts))

    def _finish(self) -> None:
        """Do what goes through services: an officer's checks, a refused payment, alerts, acceptance."""
        examine(on=clock.today())
        try_invoice_again()
        raise_alerts(on=clock.today())
        accept_works(on=STANDS_ON)
        sent = send_models(on=clock.today())
        if sent:
            self._say(_("Drew {sent} building models; a worker reads them now.").format(sent=sent))

    def _tell(self, step: str, done: int, of: int) -> None:
        words = {
            "regions": _("Regions …"), "basemap": _("Coast, rivers, roads, towns, control lines …"),
            "checks": _("Checking every reference …"),
        }  # fmt: skip
        self._say(words.get(step) or _("Projects {done} of {of}").format(done=done, of=of))

    def _say(self, text: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.began:6.1f} s] {text}")
        self.stdout.flush()
