"""One sign-in per role in the demo province, each with a scope that shows what the role is for; two where a
deed takes two people.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from bim.catalog.models import Model
from portal.accounts.actor import system_actor
from portal.accounts.models import Grant, Organisation, User
from portal.accounts.rules import INTERNAL, ROLES, SENSITIVE, Role
from portal.accounts.services import GrantFacts, grant_role
from portal.contracts.models import Contract
from portal.core.errors import Conflict
from portal.core.events import record_event
from portal.projects.models import Project

PROVINCE = "97"
MODELLED = frozenset({"eng", "pu_head"})
"""Roles that also look after the works with a model, whoever owns them: they confirm and publish reports."""
MARK = "demo.invalid"
SITES_OF_A_FIRM = 3
ADMIN_OFFICE = "government"
# Role → kind of the organisation the person works in.
OFFICE = {
    "pu_clerk": "unit", "pu_head": "unit", "eng": "unit", "dept_reviewer": "department",
    "dept_head": "department", "fin_budget": "finance", "fin_treasury": "finance", "land": "land",
    "plan": "planning", "sup": "supervisor", "con": "contractor", "proc": "unit", "expert": "planning",
    "tp": "evaluator", "aud": "audit", "lead": "government",
}  # fmt: skip
OWN_WORK = frozenset({"pu_clerk", "pu_head", "eng", "proc", "dept_reviewer", "dept_head"})
NAMED_PROJECTS = frozenset({"sup", "con", "expert", "tp"})
SECONDS = {"land": "land2", "fin_treasury": "fin_treasury2"}
"""Role → the name of a second person: an error is overridden by two, money is cleared and released by two."""
BUILDERS = {"con": "works", "sup": "supervision"}
"""Role → the kind of contract that its firm has on the works whose payments the demo's people can walk."""
FULL_SIGHT = frozenset({"lead", "aud", "plan", "land", "fin_budget"})


class NoDemo(Conflict):
    """Accounts are made only where the demo province is."""

    message = _("There is no demo province here; run seed_demo first.")


class NameTaken(Conflict):
    """A person of the operator's own bears the name."""

    message = _("The user name {username} belongs to somebody who is no demo account; nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One sign-in. ``scope``: what it opens, in words."""

    username: str
    password: str
    role: str
    role_en: str
    organisation: str
    scope: str


@transaction.atomic
def make_accounts(*, on: date) -> list[Account]:
    """Make the sign-ins, or give those already there new passwords. Raises ``NoDemo`` or ``NameTaken``."""
    if not Organisation.objects.filter(region_code=PROVINCE, kind=ADMIN_OFFICE).exists():
        raise NoDemo()
    people = [(role, role.code) for role in ROLES if role.code != "pub"]
    people += [(role, SECONDS[role.code]) for role in ROLES if role.code in SECONDS]
    accounts = [_account(role, username, on) for role, username in people]
    record_event(
        actor=system_actor("demo"), verb="accounts.demo_made", subject_type="user", subject_id="demo",
        facts={"usernames": [account.username for account in accounts]},
    )  # fmt: skip
    return accounts


def _account(role: Role, username: str, on: date) -> Account:
    office, password = _office(role.code), secrets.token_urlsafe(12)
    user = _user(role, username, office)
    user.set_password(password)
    user.save()
    Grant.objects.filter(user=user).delete()
    grants = [
        grant_role(actor=system_actor("demo"), user_id=user.pk, facts=facts)
        for facts in _facts(role.code, office, on)
    ]
    return Account(
        username=user.username, password=password, role=role.zh, role_en=role.en,
        organisation=office.name, scope=" + ".join(map(_scope_in_words, grants)),
    )  # fmt: skip


def _user(role: Role, username: str, office: Organisation) -> User:
    email = f"{username}@{MARK}"
    user = User.objects.filter(username=username).first() or User(username=username, email=email)
    if user.email != email:
        raise NameTaken(username=username)
    which = "" if username == role.code else "二"
    user.organisation, user.display_name = office, f"{role.zh}{which}（演示）"
    return user


def _office(role: str) -> Organisation:
    """Return where a person of this role works: the unit with most projects, else the first of its kind."""
    kind = OFFICE.get(role, ADMIN_OFFICE)
    if (firm := _firm(role)) is not None:
        return firm
    if kind in {"unit", "department"}:
        unit = _busiest_unit()
        return unit if kind == "unit" or unit.parent is None else unit.parent
    found = Organisation.objects.filter(kind=kind, region_code=PROVINCE).order_by("path").first()
    if found is None:
        raise NoDemo()
    return found


def _busiest_unit() -> Organisation:
    units = Organisation.objects.filter(kind="unit", region_code=PROVINCE).select_related("parent")
    busiest = units.annotate(works=Count("projects")).order_by("-works", "path").first()
    if busiest is None:
        raise NoDemo()
    return busiest


def _facts(role: str, office: Organisation, on: date) -> list[GrantFacts]:
    """Return what a person is granted; engineer and head also look after the works that have a model."""
    root = Organisation.objects.filter(kind=ADMIN_OFFICE, region_code=PROVINCE).order_by("path")[0]
    first = GrantFacts(
        role=role,
        organisation=office if role in OWN_WORK else root,
        region_code=PROVINCE,
        clearance=SENSITIVE if role in FULL_SIGHT else INTERNAL,
        projects=_named() if role in NAMED_PROJECTS else (),
        valid_from=on,
    )
    if role not in MODELLED or not (modelled := _modelled()):
        return [first]
    return [first, replace(first, organisation=root, projects=modelled)]


def _named() -> list[UUID]:
    """Return the works that firms and experts see."""
    walked = _walked()
    return list(dict.fromkeys([*_modelled(), *_sites_of_a_firm(), *([walked.project_id] if walked else [])]))


def _walked() -> Contract | None:
    """Return the works contract whose payments can be taken from hand to hand by the demo's people."""
    rows = Contract.objects.filter(
        project__owner=_busiest_unit(), project__stage="construction", kind="works", state="performing",
        party__organisation__isnull=False, track="tender",
    ).exclude(project__label=SENSITIVE)  # fmt: skip
    return rows.select_related("party__organisation").order_by("number").first()


def _firm(role: str) -> Organisation | None:
    """Return the builder, or the supervisor, of the works whose payments can be walked."""
    walked = _walked() if role in BUILDERS else None
    if walked is None:
        return None
    rows = Contract.objects.filter(project=walked.project_id, kind=BUILDERS[role])
    found = rows.select_related("party__organisation").order_by("number").first()
    return found.party.organisation if found else None


def _modelled() -> list[UUID]:
    """Return the works whose buildings the demo draws."""
    sites = Model.objects.filter(created_by=None).values("feature__root_id")
    return list(Project.objects.filter(site_id__in=sites).order_by("code").values_list("pk", flat=True))


def _sites_of_a_firm() -> list[UUID]:
    rows = Project.objects.filter(stage="construction", label="public").order_by("code")
    return list(rows.values_list("pk", flat=True)[:SITES_OF_A_FIRM])


def _scope_in_words(grant: Grant) -> str:
    if grant.projects:
        return f"{len(grant.projects)} 个项目 projects"
    return f"{grant.organisation.name} · {grant.clearance}"
