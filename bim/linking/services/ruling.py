"""Rules and links by hand: written by a person, run at once, and taken back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from bim.linking import faults, policy, rules
from bim.linking.bodies import Bodies, bodies_of
from bim.linking.models import Link, LinkRule
from bim.linking.previewing import asked
from bim.linking.selectors import Pair, get_pair, get_rule, task_of
from bim.linking.services.claiming import Claim, Claimed, claim, end
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.sql import advisory_lock
from portal.progress.models import Schedule

SUBJECT = "element_links"
RETIRED = "rule_retired"
LOCK = 7_305_170


def own_pair(*, actor: Actor, schedule_id: UUID, revision_id: UUID) -> Pair:
    """Return a pair the actor may link, held until the transaction ends. Raises ``LinkingNotYours``."""
    pair = get_pair(actor=actor, schedule_id=schedule_id, revision_id=revision_id)
    check_rights(actor, pair.schedule)
    hold(pair.schedule)
    return pair


def check_rights(actor: Actor, schedule: Schedule) -> None:
    """Raise ``LinkingNotYours`` unless the actor links elements of the schedule's project."""
    if not policy.may_link(actor, schedule.project):
        raise faults.LinkingNotYours(project=schedule.project.code)


def hold(schedule: Schedule) -> None:
    """Let one at a time link elements of a schedule."""
    advisory_lock(LOCK + schedule.pk.int % 1_000_000)


@transaction.atomic
def write_rule(
    *, actor: Actor, schedule_id: UUID, revision_id: UUID, question: str, task_key: str, at: datetime,
    role: str = rules.OUTPUT, note: str = "",
) -> tuple[LinkRule, Claimed]:  # fmt: skip
    """Write a rule and run it on this revision. What another task holds waits for a decision."""
    pair = own_pair(actor=actor, schedule_id=schedule_id, revision_id=revision_id)
    task = task_of(pair, task_key)
    question = question.strip()
    bodies = bodies_of(pair.revision)
    els, _bodiless = asked(pair, bodies, question)
    if pair.rules.filter(question=question, task_key=task_key, role=role).exists():
        raise faults.RuleThere(words=said(question, task.code or task.key))
    rows = LinkRule.objects.filter(schedule=pair.schedule, model_id=pair.revision.model_id)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    rule = LinkRule.objects.create(
        schedule=pair.schedule, model_id=pair.revision.model_id, position=last + 1, question=question,
        task_key=task_key, role=role, note=note.strip()[:500], made_by=actor.user_id,
        made_by_name=actor.name, made_at=at,
    )  # fmt: skip
    done = claim(pair, bodies, els, claim_of(rule, by=actor.name, at=at))
    _record(actor, "write_rule", pair, question=question, task=task_key, linked=done.linked,
            conflicts=done.conflicts)  # fmt: skip
    return rule, done


def claim_of(rule: LinkRule, *, by: str, at: datetime) -> Claim:
    """Return what a rule claims."""
    return Claim(task_key=rule.task_key, role=rule.role, source=rules.RULE, rule=rule, by=by, at=at)


@transaction.atomic
def retire_rule(*, actor: Actor, schedule_id: UUID, rule_id: UUID, at: datetime) -> LinkRule:
    """Take a rule back with all links it made; what others claimed stays to be decided."""
    rule = get_rule(actor=actor, schedule_id=schedule_id, rule_id=rule_id)
    check_rights(actor, rule.schedule)
    hold(rule.schedule)
    if LinkRule.objects.select_for_update(no_key=True).get(pk=rule.pk).retired_at is not None:
        raise faults.RuleRetired(rule=str(rule_id))
    rule.retired_at, rule.retired_by_name = at, actor.name
    rule.save(update_fields=["retired_at", "retired_by_name"])
    open_links = Link.objects.filter(rule=rule).exclude(state=rules.ENDED)
    ended = end(open_links, why=RETIRED, by=actor.name, at=at)
    record_event(actor=actor, verb="retire_rule", subject_type=SUBJECT, subject_id=str(rule.schedule_id),
                 facts={"rule": str(rule.pk), "question": rule.question, "ended": ended})  # fmt: skip
    return rule


@transaction.atomic
def link_by_hand(
    *, actor: Actor, schedule_id: UUID, revision_id: UUID, global_ids: Iterable[str], task_key: str,
    at: datetime, role: str = rules.OUTPUT, take: bool = False,
) -> Claimed:  # fmt: skip
    """Link elements a person chose; with ``take`` from the tasks that hold them."""
    pair = own_pair(actor=actor, schedule_id=schedule_id, revision_id=revision_id)
    task_of(pair, task_key)
    bodies = bodies_of(pair.revision)
    els = chosen(bodies, global_ids)
    by_hand = Claim(task_key=task_key, role=role, source=rules.HAND, rule=None, by=actor.name, at=at)
    done = claim(pair, bodies, els, by_hand, take=take)
    _record(actor, "link_by_hand", pair, task=task_key, linked=done.linked, conflicts=done.conflicts)
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
    """Run the rules in force in their order; return how many elements they linked."""
    linked = 0
    for rule in pair.rules:
        els, _bodiless = asked(pair, bodies, rule.question)
        linked += claim(pair, bodies, els, claim_of(rule, by=by, at=at)).linked
    return linked


def _record(actor: Actor, verb: str, pair: Pair, **facts: object) -> None:
    record_event(
        actor=actor, verb=verb, subject_type=SUBJECT, subject_id=str(pair.schedule.pk),
        facts={"revision": str(pair.revision.pk), **facts},
    )  # fmt: skip
