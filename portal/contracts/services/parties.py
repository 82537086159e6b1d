"""Writes of parties and the accounts money may be sent to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.contracts import faults, policy, selectors
from portal.contracts.models import Party, PartyAccount
from portal.core import clock
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.projects import codes
from portal.projects.selectors import get_project


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """A bank account. ``project``: code of the project whose wages it pays, empty for an ordinary one."""

    bank: str
    number: str
    holder: str
    project: str = ""


@kept_refusals("party", names=("uscc",))
@transaction.atomic
def register_party(*, actor: Actor, uscc: str, name: str, name_en: str = "") -> Party:
    """Record who contracts are made with; the code must bear its check digit. One known already stays."""
    if policy.PARTY_KEEPERS.isdisjoint(actor.roles):
        raise faults.PartyForbidden()
    code = _checked(uscc)
    known = Party.objects.filter(uscc=code).first()
    if known is not None:
        return known
    if not name.strip():
        raise faults.FieldNeeded(fields="name")
    body = Organisation.objects.filter(uscc=code).first()
    party = Party.objects.create(
        uscc=code, name=name.strip(), name_en=name_en, organisation=body, created_at=clock.now()
    )
    _record(actor, "party.registered", party, {"uscc": code, "name": party.name})
    return party


@kept_refusals("party", names=("party_id",))
@transaction.atomic
def register_account(*, actor: Actor, party_id: UUID, facts: AccountFacts) -> PartyAccount:
    """Record an account of a party; money goes there once the treasury has confirmed it."""
    if policy.PARTY_KEEPERS.isdisjoint(actor.roles):
        raise faults.PartyForbidden()
    party = selectors.get_party(actor=actor, party_id=party_id)
    project = get_project(actor=actor, code=facts.project) if facts.project else None
    number = facts.number.replace(" ", "")
    for field, value in (("bank", facts.bank), ("number", number), ("holder", facts.holder)):
        if not value.strip():
            raise faults.FieldNeeded(fields=field)
    if PartyAccount.objects.filter(number=number).exists():
        raise faults.AccountTaken(number=number)
    account = PartyAccount.objects.create(
        party=party, bank=facts.bank, number=number, holder=facts.holder, wage=project is not None,
        project=project, registered_by=actor.user_id, created_at=clock.now(),
    )  # fmt: skip
    _record(actor, "account.registered", party, {"account": number, "wage": account.wage})
    return account


@kept_refusals("party", names=("account_id",))
@transaction.atomic
def confirm_account(*, actor: Actor, account_id: UUID) -> PartyAccount:
    """Confirm an account another person registered, as the treasury."""
    account = _account(actor, account_id)
    if account.registered_by == actor.user_id:
        raise faults.AccountByTwo()
    if account.confirmed_by is None:
        account.confirmed_by, account.confirmed_at = actor.user_id, clock.now()
        account.save(update_fields=["confirmed_by", "confirmed_at"])
        _record(actor, "account.confirmed", account.party, {"account": account.number})
    return account


@kept_refusals("party", names=("account_id",))
@transaction.atomic
def close_account(*, actor: Actor, account_id: UUID, on: date) -> PartyAccount:
    """Let nothing go to an account any more, from a day on."""
    account = _account(actor, account_id)
    account.closed_on = account.closed_on or on
    account.save(update_fields=["closed_on"])
    _record(actor, "account.closed", account.party, {"account": account.number})
    return account


def take_step(*, actor: Actor, account_id: UUID, action: str, on: date) -> PartyAccount:
    """Confirm or close an account; unknown steps are not open."""
    if action == "confirm":
        return confirm_account(actor=actor, account_id=account_id)
    if action == "close":
        return close_account(actor=actor, account_id=account_id, on=on)
    raise faults.StepNotOpen(action=action[:24], state="")


def _account(actor: Actor, account_id: UUID) -> PartyAccount:
    if policy.ACCOUNT_CONFIRMERS.isdisjoint(actor.roles):
        raise faults.PartyForbidden()
    rows = PartyAccount.objects.select_for_update(of=("self",), no_key=True).select_related("party")
    account = rows.filter(pk=account_id).first()
    if account is None:
        raise faults.PartyNotFound(party=str(account_id))
    return account


def _checked(uscc: str) -> str:
    verdict = codes.check_uscc(uscc)
    if verdict.canonical is None:
        reason = verdict.faults[0].sentence(get_language() or "zh")
        raise faults.FieldWrong(field="uscc", reason=reason)
    return verdict.canonical


def _record(actor: Actor, verb: str, party: Party, told: dict[str, object]) -> None:
    record_event(actor=actor, verb=verb, subject_type="party", subject_id=party.pk, facts=told)
