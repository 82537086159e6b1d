"""Links in a revision: those the file brings, those carried from the one before, then rules."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bim.catalog import rules as catalog
from bim.catalog.models import Element, Revision
from bim.linking import rules
from bim.linking.bodies import AIRY, SPATIAL, Bodies, bodies_of
from bim.linking.matching import Match, Thing, match
from bim.linking.models import Link
from bim.linking.pairs import Pair
from bim.linking.services.claiming import BATCH, DECLINED, GONE, Claim, claim, end
from bim.linking.services.ruling import SUBJECTS, check_rights, hold, run_rules
from portal.accounts.actor import Actor
from portal.core.events import record_event

COLUMNS = (
    "el", "global_id", "ifc_class", "type_name", "name", "tag", "storey_name", "shape", "box",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What became of the links in a revision. ``lost``: those of the one before without a match."""

    from_file: int
    carried: int
    unsure: int
    lost: int
    by_rules: int


@transaction.atomic
def renew_links(*, actor: Actor, pair: Pair, at: datetime) -> Renewed:
    """Take over the links of the revision before, then those of the file, then run the rules.

    What waits for a task or item that is gone waits no more.
    """
    check_rights(actor, pair.project)
    hold(pair.target)
    bodies = bodies_of(pair.revision)
    _settle_gone(pair, actor.name, at)
    carried, unsure, lost = _carry(pair, bodies, at)
    from_file = _from_file(pair, bodies, actor.name, at)
    by_rules = run_rules(pair=pair, bodies=bodies, by=actor.name, at=at)
    done = Renewed(from_file=from_file, carried=carried, unsure=unsure, lost=lost, by_rules=by_rules)
    facts = {"revision": str(pair.revision.pk), "carried": carried, "unsure": unsure, "lost": lost,
             "file": from_file, "rules": by_rules}  # fmt: skip
    record_event(
        actor=actor, verb="renew", subject_type=SUBJECTS[pair.target.kind], subject_id=str(pair.target.pk),
        facts=facts,
    )  # fmt: skip
    return done


def _settle_gone(pair: Pair, by: str, at: datetime) -> None:
    """End claims for what is gone, and what a file linked to it; give back what has come back.

    Links by hand and by rule to what is gone stay until another claims the element. What an earlier file
    linked comes back unless the file that stands links for itself.
    """
    end(pair.gone.filter(state=rules.CLAIMED), why=GONE, by=by, at=at)
    end(pair.gone.filter(state=rules.LIVE, source=rules.FILE), why=GONE, by=by, at=at)
    held = set(pair.links.filter(state=rules.LIVE).values_list("el", "role"))
    sources = (rules.HAND,) if pair.file_speaks else (rules.HAND, rules.FILE)
    let_go = pair.links.filter(state=rules.ENDED, why=GONE, source__in=sources, key__in=pair.keys)
    back = {(one.el, one.role): one.pk for one in let_go.order_by("decided_at", "pk")}
    free = [pk for place, pk in back.items() if place not in held]
    Link.objects.filter(pk__in=free).update(state=rules.LIVE, why="", decided_by_name="", decided_at=None)


def _from_file(pair: Pair, bodies: Bodies, by: str, at: datetime) -> int:
    """Link what a file itself links: the schedule's its tasks, the model's its cost items."""
    linked = 0
    for key, role, els in pair.named_by_file(bodies):
        of = Claim(key=key, role=role, source=rules.FILE, rule=None, by=by, at=at)
        linked += claim(pair, bodies, bodies.under(els), of).linked
    return linked


def before(pair: Pair) -> Revision | None:
    """Return the revision of the same model before this one that has links of the same kind."""
    older = Revision.objects.filter(
        model_id=pair.revision.model_id, number__lt=pair.revision.number, state=catalog.PUBLISHED,
        pk__in=Link.objects.filter(**pair.target.where).values("revision"),
    )  # fmt: skip
    return older.order_by("-number").first()


def _carry(pair: Pair, bodies: Bodies, at: datetime) -> tuple[int, int, int]:
    earlier = before(pair)
    if earlier is None or pair.links.exists():
        return 0, 0, 0
    old = list(_carried(pair, earlier).order_by("pk"))
    tasks = {one.el: one.key for one in old if one.state == rules.LIVE and one.role == rules.OUTPUT}
    found = {one.old: one for one in match(things_of(earlier, tasks), things_of(pair.revision, {}))}
    made = [_again(one, found[one.el], pair, bodies, at) for one in old if one.el in found]
    kept = [one for one in made if one is not None]
    Link.objects.bulk_create(kept, batch_size=BATCH)
    states = [one.state for one in kept]
    lost = sum(one.state == rules.LIVE and one.el not in found for one in old)
    return states.count(rules.LIVE), states.count(rules.UNSURE), lost


def _carried(pair: Pair, earlier: Revision) -> QuerySet[Link]:
    rows = Link.objects.filter(**pair.target.where, revision=earlier)
    return rows.exclude(state=rules.UNSURE).exclude(state=rules.ENDED) | rows.filter(
        state=rules.ENDED, why=DECLINED
    )


def _again(one: Link, found: Match, pair: Pair, bodies: Bodies, at: datetime) -> Link | None:
    """Return the link in the new revision; a claim or a refusal is carried only where its element is sure."""
    if not found.sure and one.state != rules.LIVE:
        return None
    return Link(
        **pair.target.where, revision=pair.revision, el=found.new,
        global_id=bodies.by_el[found.new].global_id, key=one.key, role=one.role,
        source=one.source, rule=one.rule, state=one.state if found.sure else rules.UNSURE, before=one,
        how=found.how, cost_m=found.cost_m, made_by_name=one.made_by_name, made_at=at, why=one.why,
        decided_by_name=one.decided_by_name, decided_at=one.decided_at,
    )  # fmt: skip


def things_of(revision: Revision, tasks: dict[int, str]) -> list[Thing]:
    """Return what of a revision is built, as matching compares it."""
    rows = Element.objects.filter(revision_id=revision.pk, triangles__gt=0, box__isnull=False)
    rows = rows.exclude(ifc_class__in=AIRY | SPATIAL).order_by("el")
    x, y, z = revision.origin
    return [
        Thing(
            el=el, global_id=global_id, ifc_class=kind, type_name=type_name, name=name, tag=tag,
            storey=storey, shape=shape, task=tasks.get(el, ""),
            centre=((box[0] + box[3]) / 2 + x, (box[1] + box[4]) / 2 + y, (box[2] + box[5]) / 2 + z),
            size=(box[3] - box[0], box[4] - box[1], box[5] - box[2]),
        )
        for el, global_id, kind, type_name, name, tag, storey, shape, box
        in rows.values_list(*COLUMNS).iterator(chunk_size=10_000)
    ]  # fmt: skip


def lost_of(pair: Pair) -> list[Link]:
    """Return the links of the revision before that found no element in this one."""
    earlier = before(pair)
    if earlier is None:
        return []
    rows = Link.objects.filter(**pair.target.where, revision=earlier, state=rules.LIVE)
    return list(rows.exclude(after__revision=pair.revision).order_by("key", "el"))
