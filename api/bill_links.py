"""The doors of links to bill items: those of ``api.links``, and what each item's elements come to."""

from uuid import UUID

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import link_rows as rows
from api import links
from api.authentication import actor_of_request
from api.door import Door
from api.exact import exact_answer
from api.links import ON, asked_pair, links_told
from api.revisions import WordUnknown, published
from bim.linking import rules
from bim.linking.pairs import ItemPair, Target
from bim.linking.quantities import lines_of_element, lines_of_pair

ANSWER = OpenApiTypes.OBJECT


class BillRuleInput(links.RuleSaid):
    """A rule: which elements, of which bill item."""

    item = serializers.UUIDField()


class BillHandInput(links.HandSaid):
    """Elements by GlobalId, and their bill item."""

    item = serializers.UUIDField()


class BillPreviewInput(links.PreviewSaid):
    """A rule or elements, and their bill item, not saved."""

    item = serializers.UUIDField()


class BillLinks(Door):
    """Rules in force, how far links reach, and what the elements of each item come to."""

    takes = ("revision",)

    @extend_schema(operation_id="bill_links", parameters=ON, responses=ANSWER)
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return rules in words, coverage, and each item's quantity beside its elements' in all models."""
        pair = asked_pair(request, Target(contract_id=contract_id))
        assert isinstance(pair, ItemPair)  # noqa: S101  a contract's pair is one of items
        actor = actor_of_request(request)
        lines, told = lines_of_pair(actor=actor, pair=pair), links_told(pair, actor=actor)
        return exact_answer(told | {"bill": [rows.bill_line_row(line) for line in lines]})


class BillItemElements(Door):
    """The elements of one item."""

    takes = ("revision", "item")

    @extend_schema(
        operation_id="bill_item_elements", responses=ANSWER,
        parameters=[*ON, OpenApiParameter("item", OpenApiTypes.UUID, required=True)],
    )  # fmt: skip
    def get(self, request: Request, contract_id: UUID) -> Response:
        """Return the numbers of the elements of an item in a model's revision, rising."""
        pair = asked_pair(request, Target(contract_id=contract_id))
        text = request.GET.get("item", "")
        if text not in pair.names:
            raise WordUnknown(parameter="item", value=text[:40])
        found = pair.links.filter(key=text, state=rules.LIVE).order_by("el").values_list("el", flat=True)
        return Response({"item": text, "elements": list(found.distinct())})


class ElementItems(Door):
    """The bill items of one element."""

    @extend_schema(operation_id="revisions_element_items", responses=ANSWER)
    def get(self, request: Request, revision_id: UUID, global_id: str) -> Response:
        """Return the items the element belongs to, of the contracts the reader sees, and its own quantity."""
        revision = published(request, revision_id)
        lines = lines_of_element(
            actor=actor_of_request(request), revision=revision, global_id=global_id
        )
        return exact_answer({"items": [rows.bill_line_row(line) for line in lines]})


@extend_schema_view(
    post=extend_schema(operation_id="bill_rule_write", request=BillRuleInput, responses={201: ANSWER})
)
class BillRules(links.LinkRules):
    """A rule to be written."""

    given = BillRuleInput


@extend_schema_view(post=extend_schema(operation_id="bill_rule_retire"))
class BillRuleRetire(links.LinkRuleRetire):
    """A rule to be taken back."""


@extend_schema_view(post=extend_schema(operation_id="bill_link_preview", request=BillPreviewInput))
class BillLinkPreview(links.LinkPreview):
    """What would be linked."""

    given = BillPreviewInput


@extend_schema_view(
    post=extend_schema(operation_id="bill_links_by_hand", request=BillHandInput, responses={201: ANSWER})
)
class BillLinksByHand(links.LinksByHand):
    """Elements a person chose."""

    given = BillHandInput


@extend_schema_view(get=extend_schema(operation_id="bill_links_waiting"))
class BillLinksWaiting(links.LinksWaiting):
    """What waits for a person."""


@extend_schema_view(post=extend_schema(operation_id="bill_links_decide"))
class BillLinkVerdicts(links.LinkVerdicts):
    """A decision."""


@extend_schema_view(post=extend_schema(operation_id="bill_links_renew"))
class BillLinksRenewed(links.LinksRenewed):
    """Links to be renewed now."""


urlpatterns: list[URLPattern | URLResolver] = [
    path("", BillLinks.as_view(), name="bill-links"),
    path("elements/", BillItemElements.as_view(), name="bill-item-elements"),
    path("rules/", BillRules.as_view(), name="bill-rules"),
    path("rules/<uuid:rule_id>/retire/", BillRuleRetire.as_view(), name="bill-rule-retire"),
    path("preview/", BillLinkPreview.as_view(), name="bill-link-preview"),
    path("hand/", BillLinksByHand.as_view(), name="bill-links-hand"),
    path("waiting/", BillLinksWaiting.as_view(), name="bill-links-waiting"),
    path("verdicts/", BillLinkVerdicts.as_view(), name="bill-link-verdicts"),
    path("renew/", BillLinksRenewed.as_view(), name="bill-links-renew"),
]
