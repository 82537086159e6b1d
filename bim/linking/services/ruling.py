"""Rules and links by hand: written by a person, run at once, and taken back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from bim.linking import faults, policy, rules
from bim.linking.bodies import Bodies, bodies_of
from bim.linking.models import Link, LinkRule
from bim.linking.pairs import Pair, Target
from bim.linking.previewing import asked
from bim.linking.selectors import get_pair, get_rule
from bim.linking.services.claiming import Claim, Claimed, claim, end
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.sql import advisory_lock
from portal.projects.models import Project

SUBJECTS = {rules.TASK: "element_links", rules.ITEM: "bill_links"}
"""What the event log calls the links of a schedule, and those of a contract."""
RETIRED = "rule_retired"
LOCK = 7_305_170


def own_pair(*, actor: Actor, target: Target, revision_id: UUID) -> Pair:
    """Return a pair the actor may link, held until the transaction ends. Raises ``LinkingNotYours``."""
    pair = get_pair(actor=actor, target=target, revision_id=revision_id)
    check_rights(actor, pair.project)
    hold(target)
    return pair


def check_rights(actor: Actor, project: Project) -> None:
    """Raise ``LinkingNotYours`` unless the actor links elements of the project."""
    if not policy.may_link(actor, project):
        raise faults.LinkingNotYours(project=project.code)


def hold(target: Target) -> None:
    """Let one at a time link elements to a schedule or a bill."""
    advisory_lock(LOCK + target.pk.int % 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a rule says: which elements, of which task or item."""

    question: str
    key: str
    role: str = rules.OUTPUT
    note: str = ""


def write_rule(
    *, actor: Actor, target: Target, revision_id: UUID, question: str, key: str, at: datetime,
    role: str = rules.OUTPUT, note: str = "",
) -> tuple[LinkRule, Claimed]:  # fmt: skip
    """Write a rule and run it on this revision. What another task or item holds waits for a decision.

    Raises ``RuleFindsNothing``, ``RuleEmpty``, ``RuleThere``, and what hides either side.
    """
    wording = Wording(question=question.strip(), key=key, role=role, note=note.strip()[:500])
    return word_rule(actor=actor, target=target, revision_id=revision_id, wording=wording, at=at)


@transaction.atomic
def word_rule(
    *, actor: Actor, target: Target, revision_id: UUID, wording: Wording, at: datetime, ahead: bool = False
) -> tuple[LinkRule, Claimed]:
    """Write a rule as ``write_rule`` does. ``ahead``: it may find nothing yet."""
    pair = own_pair(actor=actor, target=target, revision_id=revision_id)
    wording = replace(wording, key=pair.key_of(wording.key))
    pair.check(wording.key)
    bodies = bodies_of(pair.revision)
    els, _bodiless = asked(pair, bodies, wording.question)
    words = said(wording.question, pair.names[wording.key], target.kind)
    if pair.rules.filter(question=wording.question, key=wording.key, role=wording.role).exists():
        raise faults.RuleThere(words=words)
    if not els and not ahead:
        raise faults.RuleFindsNothing(words=words)
    rows = LinkRule.objects.filter(**target.where, model_id=pair.revision.model_id)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    rule = LinkRule.objects.create(
        **target.where, model_id=pair.revision.model_id, position=last + 1, made_by=actor.user_id,
        made_by_name=actor.name, made_at=at, **asdict(wording),
    )  # fmt: skip
    done = claim(pair, bodies, els, claim_of(rule, by=actor.name, at=at))
    _record(actor, "write_rule", pair, question=wording.question, key=wording.key, linked=done.linked,
            conflicts=done.conflicts)  # fmt: skip
    return rule, done


def claim_of(rule: LinkRule, *, by: str, at: datetime) -> Claim:
    """Return what a rule claims."""
    return Claim(key=rule.key, role=rule.role, source=rules.RULE, rule=rule, by=by, at=at)


@transaction.atomic
def retire_rule(*, actor: Actor, target: Target, rule_id: UUID, at: datetime) -> LinkRule:
    """Take a rule back with all links it made; what others claimed stays to be decided."""
    rule = get_rule(actor=actor, target=target, rule_id=rule_id)
    check_rights(actor, rule.project)
    hold(target)
    if LinkRule.objects.select_for_update(no_key=True).get(pk=rule.pk).retired_at is not None:
        raise faults.RuleRetired(rule=str(rule_id))
    rule.retired_at, rule.retired_by_name = at, actor.name
    rule.save(update_fields=["retired_at", "retired_by_name"])
    open_links = Link.objects.filter(rule=rule).exclude(state=rules.ENDED)
    ended = end(open_links, why=RETIRED, by=actor.name, at=at)
    facts = {"rule": str(rule.pk), "question": rule.question, "ended": ended}
    record_event(
        actor=actor, verb="retire_rule", subject_type=SUBJECTS[target.kind], subject_id=str(target.pk),
        facts=facts,
    )  # fmt: skip
    return rule


@transaction.atomic
def link_by_hand(
    *, actor: Actor, target: Target, revision_id: UUID, global_ids: Iterable[str], key: str, at: datetime,
    role: str = rules.OUTPUT, take: bool = False,
) -> Claimed:  # fmt: skip
    """Link elements a person chose; with ``take`` from the tasks or items that hold them."""
    pair = own_pair(actor=actor, target=target, revision_id=revision_id)
    key = pair.key_of(key)
    pair.check(key)
    bodies = bodies_of(pair.revision)
    els = chosen(bodies, global_ids)
    by_hand = Claim(key=key, role=role, source=rules.HAND, rule=None, by=actor.name, at=at)
    done = claim(pair, bodies, els, by_hand, take=take)
    _record(actor, "link_by_hand", pair, key=key, linked=done.linked, conflicts=done.conflicts)
    return done


def chosen(bodies: Bodies, global_ids: Iterable[str]) -> list[int]:
    """Return the numbers of what is built of chosen elements. Raises ``ElementsUnknown``."""
    names = list(dict.fromkeys(global_ids))
    unknown = [
        name for name in names if name not in bodies.numbers or not bodies.under([bodies.numbers[name]])
    ]
    if unknown or not names:
        raise faults.ElementsUnknown(count=len(unknown), first=(unknown or ["–"])[0][:40])
    return bodies.under(bodies.numbers[name] for name in names)


@transaction.atomic
def run_rules(*, pair: Pair, bodies: Bodies, by: str, at: datetime) -> int:
    """Run the rules in force in their order, but of what is gone; return how many elements they linked."""
    linked = 0
    for rule in pair.rules.filter(key__in=pair.keys):
        els, _bodiless = asked(pair, bodies, rule.question)
        linked += claim(pair, bodies, els, claim_of(rule, by=by, at=at)).linked
    return linked


def _record(actor: Actor, verb: str, pair: Pair, *, key: str, **facts: object) -> None:
    facts |= {"revision": str(pair.revision.pk), pair.target.kind: key}
    record_event(
        actor=actor, verb=verb, subject_type=SUBJECTS[pair.target.kind], subject_id=str(pair.target.pk),
        facts=facts,
    )  # fmt: skip
