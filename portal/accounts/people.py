"""Make the people who sign in, and the bodies they work for."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation, User
from portal.accounts.services import GrantFacts, grant_role
from portal.core.errors import Conflict, Invalid
from portal.core.events import record_event


class AccountTaken(Conflict):
    """Somebody has this user name already."""

    message = _("There is already an account {username}; nothing was changed.")


class RegionCodeInvalid(Invalid):
    """A scope must name a region."""

    message = _("A region code has 2, 4, 6 or 9 digits, not “{value}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Who is to sign in. ``organisation``: its name; one that is not there yet is made, of ``kind``."""

    username: str
    role: str
    organisation: str
    region_code: str
    display_name: str = ""
    kind: str = "government"
    clearance: str = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeAccount:
    """A sign-in as it is told once. ``made_organisation``: the body is new."""

    username: str
    password: str = field(repr=False)
    organisation: str
    made_organisation: bool


@transaction.atomic
def make_account(*, actor: Actor, wanted: NewAccount, on: date) -> MadeAccount:
    """Make a person with one grant that holds from a day, and a password nobody else knows."""
    code = wanted.region_code
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9}):
        raise RegionCodeInvalid(value=code[:40])
    if User.objects.filter(username=wanted.username).exists():
        raise AccountTaken(username=wanted.username)
    office = Organisation.objects.filter(name=wanted.organisation).first()
    made = office is None
    office = office or _make_organisation(wanted)
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(
        username=wanted.username, password=password, organisation=office, display_name=wanted.display_name
    )
    facts = GrantFacts(
        role=wanted.role, organisation=office, region_code=code, clearance=wanted.clearance, valid_from=on
    )
    grant_role(actor=actor, user_id=user.pk, facts=facts)
    told = {"role": wanted.role, "region": code, "clearance": wanted.clearance, "organisation": office.name}
    record_event(
        actor=actor, verb="account.made", subject_type="user", subject_id=wanted.username, facts=told
    )
    return MadeAccount(
        username=user.username, password=password, organisation=office.name, made_organisation=made
    )


def _make_organisation(wanted: NewAccount) -> Organisation:
    """Make the body below the oldest one, or as the root of the tree where there is none."""
    root = Organisation.objects.select_for_update(no_key=True).filter(parent=None).order_by("path").first()
    above, sisters = (root.path, root.children) if root else ("/", Organisation.objects.none())
    taken = {int(path.strip("/").rpartition("/")[2]) for path in sisters.values_list("path", flat=True)}
    return Organisation.objects.create(
        name=wanted.organisation, kind=wanted.kind, parent=root, path=f"{above}{max(taken, default=0) + 1}/",
        region_code=wanted.region_code,
    )  # fmt: skip
