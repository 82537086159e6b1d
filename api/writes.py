"""What programs may send, as shapes; what it means is for the services."""

from typing import Any
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core.errors import Forbidden, Invalid
from portal.projects.policy import may_file_for
from portal.projects.services import ProjectFacts
from spatial.features.geometry import read_geojson


class BodyInvalid(Invalid):
    """Fields are missing, unknown or of the wrong type."""

    message = _("The request's content is wrong in: {names}.")


class UnitUnknown(Forbidden):
    """No such organisation, or another's: both sound the same."""

    message = _("There is no unit {owner} you may file for.")


class ProjectFields(serializers.Serializer):
    """Facts of a project. Money in yuan as text or number with two decimals."""

    name = serializers.CharField(max_length=200)
    name_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    investment_code = serializers.CharField(max_length=24, required=False, allow_blank=True)
    sector = serializers.CharField(max_length=24)
    funding_source = serializers.CharField(max_length=24)
    nature = serializers.CharField(max_length=16)
    investment_yuan = serializers.DecimalField(max_digits=20, decimal_places=2)
    label = serializers.ChoiceField(  # type: ignore[assignment]
        ["public", "internal", "sensitive"], required=False
    )
    planned_start = serializers.DateField(required=False, allow_null=True)
    planned_end = serializers.DateField(required=False, allow_null=True)
    content = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ProjectInput(ProjectFields):
    """A new project. ``geometry``: GeoJSON, EPSG:4326."""

    geometry = serializers.JSONField()
    owner = serializers.UUIDField(required=False)


class ProjectChange(ProjectFields):
    """Some facts of a project, and the version the writer has seen."""

    version = serializers.IntegerField(min_value=1)
    geometry = serializers.JSONField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "version"


class ActionInput(serializers.Serializer):
    """A step of the lifecycle."""

    version = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


def read(shape: type[serializers.Serializer], data: Any) -> dict[str, Any]:
    """Return the fields of a body; raises ``BodyInvalid`` for missing, malformed and unknown ones."""
    form = shape(data=data)
    if not form.is_valid():
        raise BodyInvalid(names=", ".join(sorted(map(str, form.errors))), fields=form.errors)
    unknown = sorted(set(data) - set(form.fields))
    if unknown:
        raise BodyInvalid(names=", ".join(unknown), fields={name: ["unknown"] for name in unknown})
    return dict(form.validated_data)


def facts(given: dict[str, Any]) -> ProjectFacts:
    """Return the facts of a new project."""
    return ProjectFacts(**{name: value for name, value in given.items() if name not in {"geometry", "owner"}})


def geometry(value: object) -> GEOSGeometry:
    """Return the geometry of a body in EPSG:4326."""
    return read_geojson(value)


def unit(actor: Actor, owner: UUID | None) -> Organisation:
    """Return the unit to file for: the one named, else the actor's own."""
    wanted = owner or actor.organisation_id
    found = Organisation.objects.filter(pk=wanted).first() if wanted else None
    if found is None or not may_file_for(actor, found.path):
        raise UnitUnknown(owner=str(owner or "-"))
    return found
