"""What pages tell and do of links, to tasks and to bill items alike: rules in words, coverage, decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from bim.catalog.models import Revision
from bim.catalog.selectors import list_revisions
from bim.linking import policy, rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.models import Link
from bim.linking.pairs import Pair, Target
from bim.linking.quantities import BillLine, bill_lines, models_of_items, revisions_of
from bim.linking.selectors import get_pair, standing
from bim.linking.services.carrying import lost_of, renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import retire_rule, write_rule
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.contracts.models import Contract
from portal.core import clock
from portal.core.errors import Invalid
from portal.pages.views_twin import read_id
from portal.projects.models import Project

MOST_WAITING = 200


class DeedUnknown(Invalid):
    """A form of another page."""

    message = gettext_lazy("The form cannot be read.")


def models_for(actor: Actor, project: Project) -> list[Revision]:
    """Return the revisions of the project's models that the actor may look into."""
    found = standing(project)
    seen = set(
        list_revisions(actor=actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [one for one in found if one.pk in seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelled:
    """An item with what its elements come to; ``model``: where most of them are drawn."""

    line: BillLine
    model: UUID


def modelled(actor: Actor, contract: Contract) -> dict[UUID, Modelled]:
    """Return the items of a contract that have elements in models that stand and the actor may see."""
    revisions = revisions_of(actor=actor, contract=contract)
    models = models_of_items(contract, revisions)
    items = list(contract.items.filter(pk__in=models))
    lines = bill_lines(contract, items, revisions) if items else []
    return {line.item.pk: Modelled(line=line, model=models[line.item.pk]) for line in lines}


def revision_for(target: Target, models: list[Revision], asked: UUID | None) -> Revision | None:
    """Return the revision asked for, else the one with most links."""
    if asked is not None:
        return next((one for one in models if one.pk == asked), None)
    live = Link.objects.filter(**target.where, state=rules.LIVE)
    return max(models, key=lambda one: live.filter(revision=one).count(), default=None)


def linked_view(actor: Actor, pair: Pair) -> dict[str, Any]:
    """Return what a page tells of the links to one revision of a model."""
    live = Q(links__state=rules.LIVE, links__revision=pair.revision)
    own = list(pair.rules.annotate(linked=Count("links", filter=live)))
    counts = pair.links.filter(state=rules.LIVE).values_list("key").annotate(n=Count("pk"))
    kind, names = pair.target.kind, pair.names
    return {
        "revision": pair.revision, "coverage": coverage(pair, bodies_of(pair.revision)), "kind": kind,
        "rules": [(row, said(row.question, names.get(row.key, row.key), kind)) for row in own],
        "conflicts": [(one, names.get(one.key, one.key), names.get(holder.key, holder.key) if holder else "")
                      for one, holder in _conflicts(pair)],
        "lost": [(one, names.get(one.key, one.key)) for one in lost_of(pair)[:MOST_WAITING]],
        "not_renewed": not pair.links.exists(),
        "unsure": [(one, names.get(one.key, one.key)) for one in _waiting(pair, rules.UNSURE)],
        "may_link": policy.may_link(actor, pair.project), "counts": dict(counts),
    }  # fmt: skip


def _waiting(pair: Pair, state: str) -> list[Link]:
    return list(pair.links.filter(state=state).order_by("key", "el")[:MOST_WAITING])


def _conflicts(pair: Pair) -> list[tuple[Link, Link | None]]:
    """Return each claim with who holds its element now."""
    claims = _waiting(pair, rules.CLAIMED)
    held = pair.links.filter(state=rules.LIVE, el__in=[one.el for one in claims])
    holders = {(one.el, one.role): one for one in held}
    return [(one, holders.get((one.el, one.role))) for one in claims]


def do(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    """Do what a form on the page asks for. Raises ``DeedUnknown`` and what the deed itself raises."""
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise DeedUnknown()
    deed(request, actor, target, revision)


def _write(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    given = request.POST
    write_rule(
        actor=actor, target=target, revision_id=revision, question=given.get("question", "")[:1000],
        key=given.get("key", "")[:64], note=given.get("note", "")[:500], at=clock.now(),
    )  # fmt: skip


def _retire(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    rule = read_id(request.POST.get("rule", ""))
    retire_rule(actor=actor, target=target, rule_id=rule, at=clock.now())


def _decide(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    links = [int(text) for text in request.POST.getlist("link") if text.isascii() and text.isdigit()]
    verdict = request.POST.get("verdict", "")
    if verdict not in rules.VERDICTS:
        raise DeedUnknown()
    decide(actor=actor, target=target, links=links, verdict=verdict, at=clock.now())


def _renew(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    pair = get_pair(actor=actor, target=target, revision_id=revision)
    renew_links(actor=actor, pair=pair, at=clock.now())


DEEDS: dict[str, Callable[[HttpRequest, Actor, Target, UUID], None]] = {
    "rule": _write, "retire": _retire, "decide": _decide, "renew": _renew,
}  # fmt: skip
