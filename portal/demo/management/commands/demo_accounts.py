"""``manage.py demo_accounts --out FILE``: one sign-in per role, with fresh random passwords."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core import clock
from portal.core.errors import DomainError
from portal.demo.accounts import Account, make_accounts
from portal.demo.writing.survey import send_survey


class Command(BaseCommand):
    help = "Make one demo sign-in per role and write the passwords to a file only its owner may read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="the JSON file to write, mode 0600")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = make_accounts(on=clock.today())
            send_survey(username="land", on=clock.today())
        except DomainError as error:
            raise CommandError(str(error)) from None
        write_private(options["out"], accounts)
        self.stdout.write(f"{len(accounts)} → {options['out']}")


def write_private(path: Path, accounts: list[Account]) -> None:
    """Write the accounts as JSON with mode 0600 from the first byte, whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(account) for account in accounts], file, ensure_ascii=False, indent=1)
        file.write("\n")
    beside.replace(path)
