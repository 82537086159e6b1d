"""``manage.py make_account NAME``: a sign-in with one role; the first one, or any later one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actor import system_actor
from portal.accounts.models import Organisation
from portal.accounts.people import NewAccount, make_account
from portal.accounts.rules import LABELS, ROLES
from portal.core import clock
from portal.core.errors import DomainError


class Command(BaseCommand):
    """Make a sign-in and print its password, once."""

    help = "Make a sign-in with one role; its password is printed once. Roles: " + ", ".join(
        f"{role.code} ({role.en} {role.zh})" for role in ROLES if role.code != "pub"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=[r.code for r in ROLES if r.code != "pub"])
        parser.add_argument("--organisation", required=True, help="its name; made when it is not there yet")
        parser.add_argument("--kind", default="government", choices=[str(one) for one in Organisation.Kind])
        parser.add_argument("--region", required=True, help="code of the region it holds in: 33, 3301")
        parser.add_argument("--clearance", default="internal", choices=LABELS)
        parser.add_argument("--name", default="", help="name that is shown")

    def handle(self, *args: Any, **given: Any) -> None:
        """Make it, or say why not."""
        wanted = NewAccount(
            username=given["username"], role=given["role"], organisation=given["organisation"],
            region_code=given["region"], display_name=given["name"], kind=given["kind"],
            clearance=given["clearance"],
        )  # fmt: skip
        try:
            made = make_account(actor=system_actor("make_account"), wanted=wanted, on=clock.today())
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.username}  {made.password}  {given['role']}  {made.organisation}")
