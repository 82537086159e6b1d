"""The doors of links to tasks: rules, what they would do, links by hand, decisions, coverage."""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count, Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import link_rows as rows
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.parsing import BoundedJSON
from api.revisions import WordUnknown
from api.writes import read
from bim.linking import rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.pairs import Pair, Target
from bim.linking.previewing import asked, preview
from bim.linking.selectors import get_pair
from bim.linking.services.carrying import lost_of, renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import Wording, chosen, link_by_hand, retire_rule, word_rule
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.core import clock

MOST_WAITING, MOST_ELEMENTS = 500, 20_000
ON = [OpenApiParameter("revision", OpenApiTypes.UUID, required=True)]


class RuleSaid(serializers.Serializer):
    """A rule: which elements. ``finds_nothing``: it may find none yet."""

    revision = serializers.UUIDField()
    question = serializers.CharField(max_length=1000)
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    finds_nothing = serializers.BooleanField(default=False)


class RuleInput(RuleSaid):
    """A rule: which elements, of which task."""

    task = serializers.CharField(max_length=64)


class HandSaid(serializers.Serializer):
    """Elements by GlobalId. ``take``: from the tasks or items that hold them."""

    revision = serializers.UUIDField()
    elements = serializers.ListField(child=serializers.CharField(max_length=64), max_length=MOST_ELEMENTS)
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)
    take = serializers.BooleanField(default=False)


class HandInput(HandSaid):
    """Elements by GlobalId, and their task."""

    task = serializers.CharField(max_length=64)


class PreviewSaid(serializers.Serializer):
    """A rule or elements, not saved."""

    revision = serializers.UUIDField()
    question = serializers.CharField(max_length=1000, required=False)
    elements = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, max_length=MOST_ELEMENTS
    )
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)


class PreviewInput(PreviewSaid):
    """A rule or elements, and their task, not saved."""

    task = serializers.CharField(max_length=64)


class LinkVerdictInput(serializers.Serializer):
    """One verdict on some links."""

    links = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=MOST_ELEMENTS)
    verdict = serializers.ChoiceField(list(rules.VERDICTS))


class RenewInput(serializers.Serializer):
    """The revision whose links are to be renewed."""

    revision = serializers.UUIDField()


class LinkDoor(Door):
    """Links of a schedule; ``api.bill_links`` has those of a bill. ``given``: what a body says."""

    given: ClassVar[type[serializers.Serializer]] = RuleInput

    def read(self, request: Request) -> dict[str, Any]:
        """Return the body; the task or item it names under ``key``."""
        found = read(self.given, request.data)
        return found | {"key": str(found.get(rules.TASK) or found.get(rules.ITEM))}


def asked_pair(request: Request, target: Target) -> Pair:
    """Return the schedule or contract with the revision the address names."""
    return get_pair(actor=actor_of_request(request), target=target, revision_id=asked_revision(request))


def asked_revision(request: Request) -> UUID:
    """Return which revision of a model the address names. Raises ``WordUnknown``."""
    text = request.GET.get("revision", "")
    try:
        return UUID(text)
    except ValueError:
        raise WordUnknown(parameter="revision", value=text[:40]) from None


def links_told(pair: Pair, *, actor: Actor) -> dict[str, Any]:
    """Return the rules in force and the coverage of a pair."""
    own = Q(links__state=rules.LIVE, links__revision=pair.revision)
    found = pair.rules.annotate(linked=Count("links", filter=own))
    told = coverage(pair, bodies_of(pair.revision))
    return rows.pair_row(pair, actor=actor) | {
        "rules": rows.rule_rows(found, pair), "coverage": rows.coverage_row(told, pair.target.kind),
    }  # fmt: skip


class ScheduleLinks(LinkDoor):
    """Rules in force, and how far links reach."""

    takes = ("revision",)

    @extend_schema(operation_id="schedule_links", parameters=ON, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, schedule_id: UUID) -> Response:
        """Return the rules in force, read back in words, and the coverage of a model's revision."""
        pair = asked_pair(request, Target(schedule_id=schedule_id))
        return Response(links_told(pair, actor=actor_of_request(request)))


class LinkRules(LinkDoor):
    """A rule to be written."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="link_rule_write", request=RuleInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, **of: UUID) -> Response:
        """Write a rule and run it; what another task holds becomes a conflict to be decided.

        One that finds nothing is refused unless that is said. ``milestone``: the task makes nothing.
        """
        actor, given, target = signed_in(request), self.read(request), Target(**of)
        wording = Wording(
            question=given["question"].strip(), key=given["key"], role=given["role"],
            note=given["note"].strip(),
        )  # fmt: skip
        rule, done = word_rule(
            actor=actor, target=target, revision_id=given["revision"], wording=wording, at=clock.now(),
            ahead=given["finds_nothing"],
        )  # fmt: skip
        pair = get_pair(actor=actor, target=target, revision_id=given["revision"])
        told = rows.rule_rows([rule], pair)[0] | asdict(done)
        return Response(told | {"milestone": pair.makes_nothing(rule.key)}, status=201)


class LinkRuleRetire(LinkDoor):
    """A rule to be taken back."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="link_rule_retire", request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, rule_id: UUID, **of: UUID) -> Response:
        """Take a rule back with the links it made."""
        retired = retire_rule(actor=signed_in(request), target=Target(**of), rule_id=rule_id, at=clock.now())
        return Response({"id": str(retired.pk), "retired_at": retired.retired_at})


class LinkPreview(LinkDoor):
    """What would be linked."""

    parser_classes = (BoundedJSON,)
    given: ClassVar[type[serializers.Serializer]] = PreviewInput

    @extend_schema(operation_id="link_preview", request=PreviewInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, **of: UUID) -> Response:
        """Count and list what a rule, or a choice by hand, would link; nothing is saved."""
        actor, given = actor_of_request(request), self.read(request)
        pair = get_pair(actor=actor, target=Target(**of), revision_id=given["revision"])
        key = pair.key_of(given["key"])
        pair.check(key)
        bodies, question = bodies_of(pair.revision), given.get("question", "")
        if given.get("elements"):
            els, bodiless = chosen(bodies, given["elements"]), 0
        else:
            els, bodiless = asked(pair, bodies, question)
        found = preview(pair, els, key=key, role=given["role"], bodiless=bodiless)
        words = said(question, pair.names[key], pair.target.kind) if question else ""
        return Response(rows.preview_row(found, words, pair, milestone=pair.makes_nothing(key)))


class LinksByHand(LinkDoor):
    """Elements a person chose."""

    parser_classes = (BoundedJSON,)
    given: ClassVar[type[serializers.Serializer]] = HandInput

    @extend_schema(operation_id="links_by_hand", request=HandInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, **of: UUID) -> Response:
        """Link chosen elements to a task; with take from the tasks that hold them."""
        actor, given = signed_in(request), self.read(request)
        done = link_by_hand(
            actor=actor, target=Target(**of), revision_id=given["revision"], take=given["take"],
            global_ids=given["elements"], key=given["key"], role=given["role"], at=clock.now(),
        )  # fmt: skip
        return Response(asdict(done), status=201)


class LinksWaiting(LinkDoor):
    """What waits for a person."""

    takes = ("revision",)

    @extend_schema(operation_id="links_waiting", parameters=ON, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, **of: UUID) -> Response:
        """Return conflicts with both sides, elements found again but not surely, and those lost."""
        pair = asked_pair(request, Target(**of))
        claims, unsure = (
            pair.waiting(state).select_related("rule").order_by("key", "el")[:MOST_WAITING]
            for state in (rules.CLAIMED, rules.UNSURE)
        )
        held = pair.links.filter(state=rules.LIVE, el__in=[one.el for one in claims]).select_related("rule")
        by_role = {(one.el, one.role): one for one in held}
        holders = {one.el: by_role[one.el, one.role] for one in claims if (one.el, one.role) in by_role}
        lost = lost_of(pair)
        return Response({
            "conflicts": rows.link_rows(claims, pair, holders),
            "unsure": rows.link_rows(unsure, pair),
            "lost": rows.link_rows(lost[:MOST_WAITING], pair), "lost_count": len(lost),
        })  # fmt: skip


class LinkVerdicts(LinkDoor):
    """A decision."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="links_decide", request=LinkVerdictInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, **of: UUID) -> Response:
        """Decide: take or keep a conflict, confirm or decline what was found again, unlink."""
        given: dict[str, Any] = read(LinkVerdictInput, request.data)
        done = decide(
            actor=signed_in(request), target=Target(**of), links=given["links"],
            verdict=given["verdict"], at=clock.now(),
        )  # fmt: skip
        return Response({"decided": done})


class LinksRenewed(LinkDoor):
    """Links to be renewed now."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="links_renew", request=RenewInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, **of: UUID) -> Response:
        """Take over links of the revision before and of the file, and run the rules."""
        actor, given = signed_in(request), read(RenewInput, request.data)
        pair = get_pair(actor=actor, target=Target(**of), revision_id=given["revision"])
        return Response(asdict(renew_links(actor=actor, pair=pair, at=clock.now())))
