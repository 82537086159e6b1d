"""Which models a request asks for: those of a project, or of what lies in a box, else all one may see."""

from django.db.models import QuerySet
from rest_framework.request import Request

from api.authentication import actor_of_request
from bim.catalog import selectors
from bim.catalog.models import Model
from portal.projects.filters import parse_filter
from portal.projects.selectors import get_project


def asked_models(request: Request) -> QuerySet[Model]:
    """Return the models by ``project`` (a code) and ``bbox`` (degrees, EPSG:4326) of the address."""
    actor = actor_of_request(request)
    rows = selectors.list_models(actor=actor)
    if code := request.GET.get("project", ""):
        rows = selectors.models_of_project(actor=actor, project=get_project(actor=actor, code=code))
    if box := parse_filter({"bbox": request.GET.get("bbox", "")}).polygon:
        rows = selectors.within(rows, box)
    return rows
