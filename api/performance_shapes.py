"""What programs may send about evaluations, as shapes; what it means is for the services."""

from typing import Any

from rest_framework import serializers

from portal.performance.models_case import SELECTIONS
from portal.performance.rules import grades, weights
from portal.performance.rules.surveys import Component
from portal.performance.services.scoring import Entry
from portal.performance.services.targets import NewLine

VERSION: dict[str, Any] = {"min_value": 1}
NUMBER: dict[str, Any] = {"max_digits": 26, "decimal_places": 6, "required": False, "allow_null": True}


class BeginInput(serializers.Serializer):
    """A new evaluation of a project's site (left out), section or structure."""

    year = serializers.IntegerField(min_value=2000, max_value=2100)
    mode = serializers.ChoiceField(list(weights.MODES))
    feature = serializers.UUIDField(required=False, allow_null=True)


class ComponentFields(serializers.Serializer):
    """One measure of an index. ``low``: what is nothing, ``high``: what is all; ``source``: a live figure."""

    name = serializers.CharField(max_length=60)
    weight = serializers.DecimalField(max_digits=5, decimal_places=2)
    low = serializers.DecimalField(max_digits=26, decimal_places=6)
    high = serializers.DecimalField(max_digits=26, decimal_places=6)
    source = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")  # type: ignore[assignment]


class IndicatorLineFields(serializers.Serializer):
    """One indicator of a set. Fractions of 1, not percent."""

    code = serializers.CharField(max_length=24)
    weight = serializers.DecimalField(max_digits=5, decimal_places=2)
    target = serializers.DecimalField(**NUMBER)
    zero = serializers.DecimalField(**NUMBER)
    planned = serializers.DecimalField(**NUMBER)
    unit = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")
    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    name_en = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    components = ComponentFields(many=True, required=False, default=list)


class TargetsInput(serializers.Serializer):
    """The whole set of indicators, in order."""

    version = serializers.IntegerField(**VERSION)
    lines = IndicatorLineFields(many=True, allow_empty=True)


class TargetChangeInput(TargetsInput):
    """Another set, with the reason."""

    reason = serializers.CharField(max_length=2000)


class VerdictInput(serializers.Serializer):
    """What the department says to a change."""

    version = serializers.IntegerField(**VERSION)
    reason = serializers.CharField(max_length=2000)


class EntryFields(serializers.Serializer):
    """One judge's raw figures of one indicator; figures left out are read from the live records."""

    position = serializers.IntegerField(min_value=1, max_value=999)
    figures = serializers.DictField(
        child=serializers.DecimalField(max_digits=26, decimal_places=6), required=False, default=dict
    )
    remark = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class ScoresInput(serializers.Serializer):
    """Scores of one party."""

    version = serializers.IntegerField(**VERSION)
    entries = EntryFields(many=True, allow_empty=False)


class ReviewInput(serializers.Serializer):
    """A joint review. ``present``: the bodies that took part."""

    version = serializers.IntegerField(**VERSION)
    held_on = serializers.DateField()
    present = serializers.ListField(child=serializers.UUIDField(), max_length=20)
    conclusion = serializers.CharField(max_length=4000)


class EvaluationStepInput(serializers.Serializer):
    """A step of the life. ``request_id``: the same step sent again with it is taken once.

    ``assign`` needs person, selection and valid_to; ``accept`` a declaration; ``apply`` a decision.
    """

    version = serializers.IntegerField(**VERSION)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    request_id = serializers.UUIDField(required=False, allow_null=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    person = serializers.CharField(max_length=150, required=False)
    selection = serializers.ChoiceField(list(SELECTIONS), required=False)
    selected_by = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=20)
    valid_to = serializers.DateField(required=False)
    declaration = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    explanation = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    decision = serializers.ChoiceField(list(grades.DECISIONS), required=False)


def new_lines(given: list[dict[str, Any]]) -> list[NewLine]:
    """Return the lines of a body."""
    return [
        NewLine(**{**one, "components": tuple(Component(**part) for part in one.get("components", ()))})
        for one in given
    ]


def new_entries(given: list[dict[str, Any]]) -> list[Entry]:
    """Return the entries of a body."""
    return [Entry(**one) for one in given]
