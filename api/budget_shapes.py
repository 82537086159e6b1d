"""What programs may send about budgets, as shapes; what it means is for the services. Money in yuan."""

from typing import Any

from rest_framework import serializers

from portal.budget import ladder
from portal.budget.services.costing import CostLineFacts, Revision, StageFacts
from portal.budget.services.drafting import LineFacts, RequestFacts


def yuan(**options: Any) -> serializers.DecimalField:
    """Return a field of money; what is no amount is refused by the service, with its reason."""
    return serializers.DecimalField(max_digits=40, decimal_places=None, **options)


class LineFields(serializers.Serializer):
    """One line. ``functional``: seven digits; ``economic``: five; ``feature``: a place of the project."""

    name = serializers.CharField(max_length=200)
    functional = serializers.CharField(max_length=16)
    economic = serializers.CharField(max_length=16)
    source = serializers.CharField(max_length=24)  # type: ignore[assignment]
    year = serializers.IntegerField(min_value=1949, max_value=2999)
    requested_yuan = yuan()
    feature = serializers.UUIDField(required=False, allow_null=True, default=None)


class TargetFields(serializers.Serializer):
    """One performance target."""

    name = serializers.CharField(max_length=100)
    value = serializers.CharField(max_length=40)
    unit = serializers.CharField(max_length=40)


class RequestFields(serializers.Serializer):
    """What a request says."""

    title = serializers.CharField(max_length=200)
    year = serializers.IntegerField(min_value=1949, max_value=2999)
    purpose = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    targets = TargetFields(many=True, required=False, default=list)
    lines = LineFields(many=True)


class RequestInput(RequestFields):
    """A new request for a project."""

    project = serializers.CharField(max_length=32)


class RequestChange(RequestFields):
    """A draft or a returned request written anew, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)


class CutFields(serializers.Serializer):
    """What a level leaves of one line, and why."""

    position = serializers.IntegerField(min_value=1)
    amount_yuan = yuan()
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class StepInput(serializers.Serializer):
    """One step. ``request_id``: names this call, so that repeating it does nothing twice."""

    version = serializers.IntegerField(min_value=1)
    request_id = serializers.CharField(max_length=64)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    cuts = CutFields(many=True, required=False)
    priority = serializers.IntegerField(min_value=1, max_value=999, required=False, allow_null=True)
    adopted_no = serializers.CharField(max_length=100, required=False, allow_blank=True)
    adopted_on = serializers.DateField(required=False)
    kind = serializers.CharField(max_length=10, required=False)
    amount_yuan = yuan(required=False)
    giver = serializers.UUIDField(required=False, allow_null=True)
    taker = serializers.UUIDField(required=False, allow_null=True)
    basis_no = serializers.CharField(max_length=100, required=False, allow_blank=True)


class MonthFields(serializers.Serializer):
    """What is planned for one month."""

    month = serializers.IntegerField()
    amount_yuan = yuan()


class PlanInput(serializers.Serializer):
    """A plan, or a change of one with its reason."""

    request_id = serializers.CharField(max_length=64)
    months = MonthFields(many=True)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class CloseInput(serializers.Serializer):
    """What becomes of what is left."""

    request_id = serializers.CharField(max_length=64)
    way = serializers.ChoiceField(["carry", "lapse"])
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class CostLineFields(serializers.Serializer):
    """One line of a stage."""

    code = serializers.CharField(max_length=32)
    name = serializers.CharField(max_length=200)
    category = serializers.ChoiceField(ladder.CATEGORIES)
    yuan = yuan()
    feature = serializers.UUIDField(required=False, allow_null=True, default=None)


class StageInput(serializers.Serializer):
    """A stage of cost as it was approved."""

    stage = serializers.ChoiceField(ladder.STAGES)
    yuan = yuan()
    approved_on = serializers.DateField()
    number = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    authority = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    decision_no = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    lines = CostLineFields(many=True, required=False, default=list)


class RevisionInput(serializers.Serializer):
    """A signed change of a stage, and of the line ``line_code`` where it has lines."""

    request_id = serializers.CharField(max_length=64)
    delta_yuan = yuan()
    ground = serializers.ChoiceField(ladder.GROUNDS)
    basis_no = serializers.CharField(max_length=100)
    authority = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=2000)
    approved_on = serializers.DateField()
    money_from = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    audit_no = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    line_code = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")


class CeilingInput(serializers.Serializer):
    """A signed change of a ceiling."""

    request_id = serializers.CharField(max_length=64)
    region_code = serializers.CharField(max_length=12)
    source = serializers.CharField(max_length=24)  # type: ignore[assignment]
    year = serializers.IntegerField(min_value=1949, max_value=2999)
    delta_yuan = yuan()
    basis_no = serializers.CharField(max_length=100)
    department = serializers.UUIDField(required=False, allow_null=True, default=None)


def request_facts(given: dict[str, Any]) -> RequestFacts:
    """Return what a request says beside its lines."""
    said = {name: given[name] for name in ("title", "year", "purpose")}
    return RequestFacts(**said, targets=tuple(dict(one) for one in given["targets"]))


def line_facts(given: dict[str, Any]) -> list[LineFacts]:
    """Return the lines."""
    return [
        LineFacts(feature_id=one["feature"], **{k: v for k, v in one.items() if k != "feature"})
        for one in given["lines"]
    ]


def stage_facts(given: dict[str, Any]) -> StageFacts:
    """Return a stage."""
    return StageFacts(**{name: value for name, value in given.items() if name != "lines"})


def cost_lines(given: dict[str, Any]) -> list[CostLineFacts]:
    """Return the lines of a stage."""
    return [
        CostLineFacts(feature_id=one["feature"], **{k: v for k, v in one.items() if k != "feature"})
        for one in given["lines"]
    ]


def revision(given: dict[str, Any]) -> Revision:
    """Return a revision."""
    return Revision(**{name: value for name, value in given.items() if name != "request_id"})
