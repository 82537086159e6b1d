"""What pages tell and do of links, to tasks and to bill items alike: rules in words, coverage, decisions."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy, ngettext

from bim.catalog.models import Revision
from bim.catalog.selectors import list_revisions
from bim.linking import faults, policy, rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.models import Link
from bim.linking.pairs import Pair, Target
from bim.linking.previewing import asked, preview
from bim.linking.quantities import BillLine, bill_lines, models_of_items, revisions_of
from bim.linking.selectors import get_pair, standing
from bim.linking.services.carrying import renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import Wording, retire_rule, word_rule
from bim.linking.waiting import claims_of, disputes_of, keys_ruled, missing_of, unsure_of
from bim.linking.words import elements_said, said
from portal.accounts.actor import Actor
from portal.contracts.models import Contract
from portal.core import clock
from portal.core.errors import Conflict, DomainError, Invalid
from portal.pages.views_twin import read_id
from portal.projects.models import Project

MOST_WAITING = 200
COUNT = "count"
"""The deed that saves nothing: what a rule would find."""
MILESTONE_TOLD = gettext_lazy(
    "This task is a milestone or a summary: it makes nothing itself and does not count among tasks with "
    "elements."
)


class DeedUnknown(Invalid):
    """A form of another page."""

    message = gettext_lazy("The form cannot be read.")


class NothingTicked(Invalid):
    """A verdict on nothing."""

    message = gettext_lazy("Tick a group or an element first.")


class DecidedMeanwhile(Conflict):
    """Somebody else was faster; the page that comes with this shows what is left."""

    message = faults.LinksUnknown.message


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
    """Return the revision asked for, or the one that came after it, else the one with most links."""
    if asked is not None:
        model = Revision.objects.filter(pk=asked).values_list("model_id", flat=True).first()
        return next((one for one in models if one.model_id == model), None)
    live = Link.objects.filter(**target.where, state=rules.LIVE)
    return max(models, key=lambda one: live.filter(revision=one).count(), default=None)


def linked_view(actor: Actor, pair: Pair, beside: Sequence[Revision] = ()) -> dict[str, Any]:
    """Return what a page tells of the links to one revision of a model, and to those ``beside`` it."""
    live = Q(links__state=rules.LIVE, links__revision=pair.revision)
    own = list(pair.rules.annotate(linked=Count("links", filter=live)))
    counts = pair.links.filter(state=rules.LIVE).values_list("key").annotate(n=Count("pk"))
    lost, anew = missing_of(pair), keys_ruled(pair)
    ruled = sum(one.link.key in anew for one in lost)
    kind, names, told = pair.target.kind, pair.names, coverage(pair, bodies_of(pair.revision))
    others = Link.objects.filter(**pair.target.where, revision__in=beside, state=rules.LIVE)
    elsewhere = dict(others.exclude(revision=pair.revision).values_list("key").annotate(n=Count("pk")))
    return {
        "revision": pair.revision, "coverage": told, "kind": kind,
        "bare": [(one, elsewhere.get(one.key, 0)) for one in told.bare[:MOST_WAITING]],
        "bare_more": max(len(told.bare) - MOST_WAITING, 0), "elsewhere": elsewhere,
        "rules": [(row, said(row.question, names.get(row.key, row.key), kind)) for row in own],
        "conflicts": disputes_of(pair), "lost": lost[:MOST_WAITING], "lost_count": len(lost),
        "lost_ruled": ruled, "lost_bare": len(lost) - ruled,
        "not_renewed": not pair.links.exists(),
        "unsure": unsure_of(pair),
        "classes": sorted({one.ifc_class for one in told.groups}),
        "storeys": [one for one in told.storeys if '"' not in one],
        "may_link": policy.may_link(actor, pair.project), "counts": dict(counts),
    }  # fmt: skip


def do(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> None:
    """Do what a form on the page asks for, and tell it. Raises ``DeedUnknown`` and what the deed raises.

    A deed returns what it did, and then what else there is to know.
    """
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise DeedUnknown()
    told, *more = deed(request, actor, target, revision)
    messages.success(request, told)
    for one in more:
        messages.warning(request, one)


def _write(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> list[str]:
    given = request.POST
    wording = Wording(
        question=question_of(request), key=given.get("key", "")[:64], note=given.get("note", "").strip()[:500]
    )
    rule, done = word_rule(
        actor=actor, target=target, revision_id=revision, wording=wording, at=clock.now(),
        ahead=given.get("ahead", "") == "1",
    )  # fmt: skip
    nothing = get_pair(actor=actor, target=target, revision_id=revision).makes_nothing(rule.key)
    more = [_waiting(done.conflicts)] if done.conflicts else []
    return [_linked(done.linked), *more, *([str(MILESTONE_TOLD)] if nothing else [])]


def _linked(n: int) -> str:
    return ngettext("{n} element is linked.", "{n} elements are linked.", n).format(n=n)


def _waiting(n: int) -> str:
    return ngettext(
        "{n} more belongs to another and is claimed: decide below.",
        "{n} more belong to others and are claimed: decide below.", n,
    ).format(n=n)  # fmt: skip


def refused(request: HttpRequest, error: DomainError | None) -> dict[str, Any]:
    """Return what a page tells of a refusal: the sentence, what was typed, and whether it may be meant."""
    typed = request.POST if error is not None and request.POST.get("deed") == "rule" else {}
    return {"trouble": error, "typed": typed, "nothing_found": isinstance(error, faults.RuleFindsNothing)}


def question_of(request: HttpRequest) -> str:
    """Return the question a form puts together: a class and a storey that were picked, and what was typed."""
    picked = {"class": request.POST.get("class", ""), "storey": request.POST.get("storey", "")}
    parts = [f'{name}="{value}"' for name, value in picked.items() if value and '"' not in value]
    return " ".join([*parts, request.POST.get("question", "").strip()]).strip()[:1000]


def counted(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> HttpResponse:
    """Answer the part of the page that tells what a rule would find; nothing is saved."""
    found: dict[str, Any] = {}
    question, typed = question_of(request), request.POST.get("key", "")[:64]
    try:
        pair = get_pair(actor=actor, target=target, revision_id=revision)
        if question:
            els, bodiless = asked(pair, bodies_of(pair.revision), question)
            key = pair.key_of(typed)
            known, kind = key in pair.names, pair.target.kind
            found = {
                "found": preview(pair, els, key=key, role=rules.OUTPUT, bodiless=bodiless), "known": known,
                "words": said(question, pair.names[key], kind) if known else elements_said(question),
                "milestone": pair.makes_nothing(key),
            }  # fmt: skip
    except DomainError as error:
        found = {"trouble": str(error)}
    return render(request, "linking/_counted.html", found)


def _retire(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> list[str]:
    rule = read_id(request.POST.get("rule", ""))
    retire_rule(actor=actor, target=target, rule_id=rule, at=clock.now())
    return [gettext("The rule is taken back.")]


def _decide(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> list[str]:
    links = [int(text) for text in request.POST.getlist("link") if text.isascii() and text.isdigit()]
    verdict = request.POST.get("verdict", "")
    if verdict not in rules.VERDICTS:
        raise DeedUnknown()
    pair = get_pair(actor=actor, target=target, revision_id=revision)
    for claim, holder in filter(None, map(_group, request.POST.getlist("group"))):
        links += claims_of(pair, claim, holder)
    if not links and not request.POST.getlist("group"):
        raise NothingTicked()
    try:
        n = decide(actor=actor, target=target, links=set(links), verdict=verdict, at=clock.now())
    except faults.LinksUnknown as error:
        raise DecidedMeanwhile(**error.facts) from error
    return [ngettext("{n} element is decided.", "{n} elements are decided.", n).format(n=n)]


def _group(text: str) -> tuple[str, str] | None:
    """Return claim and holder of a whole group; nothing for what no form of ours says."""
    try:
        claim, holder = json.loads(text[:400])
    except (TypeError, ValueError):
        return None
    return str(claim), str(holder)


def _renew(request: HttpRequest, actor: Actor, target: Target, revision: UUID) -> list[str]:
    pair = get_pair(actor=actor, target=target, revision_id=revision)
    done = renew_links(actor=actor, pair=pair, at=clock.now())
    return [_linked(done.from_file + done.carried + done.by_rules)]


DEEDS: dict[str, Callable[[HttpRequest, Actor, Target, UUID], list[str]]] = {
    "rule": _write, "retire": _retire, "decide": _decide, "renew": _renew,
}  # fmt: skip
