"""Ask the sandbox treasury how it stands, and tell it how to behave."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.treasury.interface import REASONS, TreasuryRefused, TreasuryUnreachable
from portal.treasury.over_http import sandbox_in
from portal.treasury.sandbox.modes import DELAY_SECONDS, MODES


class Command(BaseCommand):
    help = "Show the sandbox treasury, or switch how it behaves 查看或切换沙箱国库"

    def add_arguments(self, parser: CommandParser) -> None:
        told = "; ".join(f"{mode}: {text}" for mode, text in MODES.items())
        parser.add_argument("--mode", choices=sorted(MODES), help=told)
        parser.add_argument("--reason", choices=REASONS, default="account_closed", help="the bank's reason")
        parser.add_argument("--seconds", type=float, default=DELAY_SECONDS, help="length of the delay")
        parser.add_argument("--give-back", metavar="KEY", help="let the bank return a paid instruction")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.TREASURY_URL:
            raise CommandError(f"Payments go to {settings.TREASURY_URL}; no sandbox is run.")
        try:
            said = _tell(options)
        except TreasuryUnreachable as error:
            raise CommandError(f"The sandbox treasury does not answer ({error}).") from None
        except TreasuryRefused as error:
            raise CommandError(f"The sandbox treasury refused: {error.code}.") from None
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def _tell(options: dict[str, Any]) -> dict[str, Any]:
    sandbox = sandbox_in(settings.TREASURY_DIR)
    if options["give_back"]:
        reason = "returned_by_payee"
        return sandbox.operate("/bounce", {"key": options["give_back"], "reason": reason})
    if options["mode"]:
        words = {name: options[name] for name in ("mode", "reason", "seconds")}
        return sandbox.operate("/mode", words)
    return sandbox.health()
