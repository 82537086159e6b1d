"""``manage.py grant_role USER ROLE``: give somebody a role at the machine's own console."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actor import system_actor
from portal.accounts.models import Organisation, User
from portal.accounts.rules import INTERNAL, LABELS, ROLE_CODES
from portal.accounts.services import GrantFacts, grant_role
from portal.core import clock
from portal.core.errors import DomainError


class Command(BaseCommand):
    """Grant one role within one scope; the separation of administrators holds here, too."""

    help = "Give somebody a role."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("role", choices=[code for code in ROLE_CODES if code != "pub"])
        parser.add_argument("--organisation", required=True, help="its path, e.g. /1/14/")
        parser.add_argument("--region", required=True, help="code of the region, * for all")
        parser.add_argument("--clearance", choices=LABELS, default=INTERNAL)
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, default=None)
        parser.add_argument("--to", dest="valid_to", type=date.fromisoformat, default=None)

    def handle(self, *, username, role, organisation, region, clearance, valid_from, valid_to, **_given):
        """Grant it, or say why not."""
        user = User.objects.filter(username=username).first()
        body = Organisation.objects.filter(path=organisation).first()
        if user is None or body is None:
            raise CommandError(f"There is no {'user ' + username if user is None else organisation}.")
        facts = GrantFacts(
            role=role, organisation=body, region_code=region, clearance=clearance,
            valid_from=valid_from or clock.today(), valid_to=valid_to,
        )  # fmt: skip
        try:
            grant = grant_role(actor=system_actor("console"), user_id=user.pk, facts=facts)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{grant} {grant.valid_from} – {grant.valid_to or ''}".rstrip())
