"""What programs may send about land documents, as shapes; what it means is for the services."""

from typing import Any

from rest_framework import serializers

from portal.approvals import areas
from portal.approvals.services import DocumentFacts


class CoverFields(serializers.Serializer):
    """What a cover says. ``areas``: land class code → m²; ``uses``: land class codes."""

    number = serializers.CharField(max_length=100, required=False, allow_blank=True)
    authority = serializers.CharField(max_length=200, required=False, allow_blank=True)
    authority_level = serializers.ChoiceField(
        ["", "county", "city", "province", "state_council"], required=False
    )
    issued_on = serializers.DateField(required=False, allow_null=True)
    valid_to = serializers.DateField(required=False, allow_null=True)


class AreaLineFields(serializers.Serializer):
    """The area of one land class, in hectares to four decimals; without a name, the listed one is meant."""

    code = serializers.CharField(max_length=16)
    name = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    hectares = serializers.DecimalField(max_digits=13, decimal_places=4, min_value=0)


class DocumentFields(CoverFields):
    """All facts of a document. Areas by class come as lines in hectares, or in m²: not both."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse two tellings of the same."""
        if "areas" in attrs and "area_lines" in attrs:
            raise serializers.ValidationError({"area_lines": ["instead of areas, not beside them"]})
        return attrs

    applicant_uscc = serializers.CharField(max_length=18, required=False, allow_blank=True)
    project_code = serializers.CharField(max_length=24, required=False, allow_blank=True)
    uses = serializers.ListField(child=serializers.CharField(max_length=16), required=False, max_length=50)
    areas = serializers.DictField(
        child=serializers.FloatField(min_value=0), required=False,
        help_text="地类代码 → 平方米。Land class code → square metres.",
    )  # fmt: skip
    area_lines = AreaLineFields(
        many=True, required=False, help_text="分地类面积，公顷。Areas by land class, in hectares."
    )
    declared_sqm = serializers.DecimalField(
        max_digits=16, decimal_places=2, min_value=0, required=False, allow_null=True,
        help_text="文件所载总面积，平方米。The whole area the document declares, in square metres.",
    )  # fmt: skip


class DocumentInput(DocumentFields):
    """A new document of one kind."""

    kind = serializers.CharField(max_length=16)
    supersedes = serializers.UUIDField(required=False)


class DocumentChange(DocumentFields):
    """Some facts of a document, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)


class DocumentStep(CoverFields):
    """One step. ``feature`` and ``survey`` are for ``attach``, ``by`` is for ``supersede``.

    ``returned_on`` is for ``give_back``, ``reclaimed_on`` for ``reclaim``: of temporary land.
    """

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    feature = serializers.UUIDField(required=False)
    survey = serializers.IntegerField(required=False, min_value=1)
    by = serializers.UUIDField(required=False)
    returned_on = serializers.DateField(required=False)
    reclaimed_on = serializers.DateField(required=False)


class SignInput(serializers.Serializer):
    """A signature under a finding. ``seen``: the finding's ``mark`` as it was read."""

    seen = serializers.CharField(max_length=16)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


def content(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent as a document keeps it."""
    rest = {name: value for name, value in given.items() if name != "area_lines"}
    return rest | areas.as_kept(given["area_lines"]) if "area_lines" in given else rest


def facts(sent: dict[str, Any]) -> DocumentFacts:
    """Return the facts of a new document."""
    given = content(sent)
    known = {name: value for name, value in given.items() if name in DocumentFacts.__slots__}
    if "uses" in known:
        known["uses"] = tuple(known["uses"])
    return DocumentFacts(**known)
