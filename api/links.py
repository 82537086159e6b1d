"""The doors of links: rules, what they would do, links by hand, decisions, coverage."""

from dataclasses import asdict
from typing import Any
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
from bim.linking.previewing import asked, preview
from bim.linking.selectors import Pair, get_pair, task_of
from bim.linking.services.carrying import lost_of, renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import chosen, link_by_hand, retire_rule, write_rule
from bim.linking.words import said
from portal.core import clock

MOST_WAITING, MOST_ELEMENTS = 500, 20_000
ON = [OpenApiParameter("revision", OpenApiTypes.UUID, required=True)]


class RuleInput(serializers.Serializer):
    """A rule: which elements, of which task."""

    revision = serializers.UUIDField()
    question = serializers.CharField(max_length=1000)
    task = serializers.CharField(max_length=64)
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class HandInput(serializers.Serializer):
    """Elements by GlobalId. ``take``: from the tasks that hold them."""

    revision = serializers.UUIDField()
    elements = serializers.ListField(child=serializers.CharField(max_length=64), max_length=MOST_ELEMENTS)
    task = serializers.CharField(max_length=64)
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)
    take = serializers.BooleanField(default=False)


class PreviewInput(serializers.Serializer):
    """A rule or elements, not saved."""

    revision = serializers.UUIDField()
    question = serializers.CharField(max_length=1000, required=False)
    elements = serializers.ListField(
        child=serializers.CharField(max_length=64), required=False, max_length=MOST_ELEMENTS
    )
    task = serializers.CharField(max_length=64)
    role = serializers.ChoiceField(list(rules.ROLES), default=rules.OUTPUT)


class LinkVerdictInput(serializers.Serializer):
    """One verdict on some links."""

    links = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=MOST_ELEMENTS)
    verdict = serializers.ChoiceField(list(rules.VERDICTS))


class RenewInput(serializers.Serializer):
    """The revision whose links are to be renewed."""

    revision = serializers.UUIDField()


def asked_pair(request: Request, schedule_id: UUID) -> Pair:
    """Return the schedule with the revision the address names."""
    text = request.GET.get("revision", "")
    try:
        revision = UUID(text)
    except ValueError:
        raise WordUnknown(parameter="revision", value=text[:40]) from None
    return get_pair(actor=actor_of_request(request), schedule_id=schedule_id, revision_id=revision)


class ScheduleLinks(Door):
    """Rules in force, and how far links reach."""

    takes = ("revision",)

    @extend_schema(operation_id="schedule_links", parameters=ON, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, schedule_id: UUID) -> Response:
        """Return the rules in force, read back in words, and the coverage of a model's revision."""
        pair = asked_pair(request, schedule_id)
        own = Q(links__state=rules.LIVE, links__revision=pair.revision)
        found = pair.rules.annotate(linked=Count("links", filter=own))
        return Response(
            rows.pair_row(pair, actor=actor_of_request(request))
            | {"rules": rows.rule_rows(found, rows.names_of(pair))}
            | {"coverage": rows.coverage_row(coverage(pair, bodies_of(pair.revision)))}
        )


class LinkRules(Door):
    """A rule to be written."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="link_rule_write", request=RuleInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Write a rule and run it; what another task holds becomes a conflict to be decided."""
        actor, given = signed_in(request), read(RuleInput, request.data)
        rule, done = write_rule(
            actor=actor, schedule_id=schedule_id, revision_id=given["revision"], question=given["question"],
            task_key=given["task"], role=given["role"], note=given["note"], at=clock.now(),
        )  # fmt: skip
        pair = get_pair(actor=actor, schedule_id=schedule_id, revision_id=given["revision"])
        return Response(rows.rule_rows([rule], rows.names_of(pair))[0] | asdict(done), status=201)


class LinkRuleRetire(Door):
    """A rule to be taken back."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="link_rule_retire", request=None, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, schedule_id: UUID, rule_id: UUID) -> Response:
        """Take a rule back with the links it made."""
        retired = retire_rule(
            actor=signed_in(request), schedule_id=schedule_id, rule_id=rule_id, at=clock.now()
        )
        return Response({"id": str(retired.pk), "retired_at": retired.retired_at})


class LinkPreview(Door):
    """What would be linked."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="link_preview", request=PreviewInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Count and list what a rule, or a choice by hand, would link; nothing is saved."""
        actor, given = actor_of_request(request), read(PreviewInput, request.data)
        pair = get_pair(actor=actor, schedule_id=schedule_id, revision_id=given["revision"])
        task, bodies = task_of(pair, given["task"]), bodies_of(pair.revision)
        question = given.get("question", "")
        if given.get("elements"):
            els, bodiless = chosen(bodies, given["elements"]), 0
        else:
            els, bodiless = asked(pair, bodies, question)
        found = preview(pair, els, task_key=task.key, role=given["role"], bodiless=bodiless)
        words = said(question, f"{task.code or task.key} {task.name}".strip()) if question else ""
        return Response(rows.preview_row(found, words))


class LinksByHand(Door):
    """Elements a person chose."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="links_by_hand", request=HandInput, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Link chosen elements to a task; with take from the tasks that hold them."""
        actor, given = signed_in(request), read(HandInput, request.data)
        done = link_by_hand(
            actor=actor, schedule_id=schedule_id, revision_id=given["revision"], take=given["take"],
            global_ids=given["elements"], task_key=given["task"], role=given["role"], at=clock.now(),
        )  # fmt: skip
        return Response(asdict(done), status=201)


class LinksWaiting(Door):
    """What waits for a person."""

    takes = ("revision",)

    @extend_schema(operation_id="links_waiting", parameters=ON, responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, schedule_id: UUID) -> Response:
        """Return conflicts with both sides, elements found again but not surely, and those lost."""
        pair = asked_pair(request, schedule_id)
        names = rows.names_of(pair)
        waiting = pair.links.select_related("rule").order_by("task_key", "el")
        claims = list(waiting.filter(state=rules.CLAIMED)[:MOST_WAITING])
        held = pair.links.filter(state=rules.LIVE, el__in=[one.el for one in claims]).select_related("rule")
        by_role = {(one.el, one.role): one for one in held}
        holders = {one.el: by_role[one.el, one.role] for one in claims if (one.el, one.role) in by_role}
        lost = lost_of(pair)
        return Response({
            "conflicts": rows.link_rows(claims, names, holders),
            "unsure": rows.link_rows(waiting.filter(state=rules.UNSURE)[:MOST_WAITING], names),
            "lost": rows.link_rows(lost[:MOST_WAITING], names), "lost_count": len(lost),
        })  # fmt: skip


class LinkVerdicts(Door):
    """A decision."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="links_decide", request=LinkVerdictInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Decide: take or keep a conflict, confirm or decline what was found again, unlink."""
        given: dict[str, Any] = read(LinkVerdictInput, request.data)
        done = decide(
            actor=signed_in(request), schedule_id=schedule_id, links=given["links"],
            verdict=given["verdict"], at=clock.now(),
        )  # fmt: skip
        return Response({"decided": done})


class LinksRenewed(Door):
    """Links to be renewed now."""

    parser_classes = (BoundedJSON,)

    @extend_schema(operation_id="links_renew", request=RenewInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Take over links of the revision before and of the schedule's file, and run the rules."""
        actor, given = signed_in(request), read(RenewInput, request.data)
        pair = get_pair(actor=actor, schedule_id=schedule_id, revision_id=given["revision"])
        return Response(asdict(renew_links(actor=actor, pair=pair, at=clock.now())))
