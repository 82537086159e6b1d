"""One box finds projects, regions, places, units and pasted coordinates."""

from dataclasses import replace
from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import Q
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import actor_of_request
from api.door import Door
from api.projects import HEAVY
from api.rows import project_rows
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.projects.codes import check_uscc
from portal.projects.filters import ProjectFilter, parse_filter
from portal.projects.selectors import find_projects, list_projects
from spatial.basemap.models import BasemapShape
from spatial.coordinates.pasted import Candidate, Pasted, looks_like_coordinate, parse_coordinate
from spatial.coordinates.sentences import say
from spatial.fields import GEOGRAPHIC
from spatial.regions.models import Region
from spatial.regions.selectors import within_regions

PROJECTS, OTHERS = 10, 5
AROUND = 0.02
"""Half the side, in degrees, of the box around a pasted coordinate in which projects are offered."""


class Search(Door):
    """The search box."""

    takes = ("q",)

    @extend_schema(
        operation_id="search",
        parameters=[OpenApiParameter("q", OpenApiTypes.STR), OpenApiParameter("view", OpenApiTypes.STR)],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        """Return what a text may mean, a few of each kind, likeliest first."""
        actor = actor_of_request(request)
        text = parse_filter({"q": request.GET.get("q", "")}).text
        if looks_like_coordinate(text):
            return Response(_around(text, actor))
        return Response({"kind": "text", "coordinate": None, "candidates": []} | _named(text, actor))


def _around(text: str, actor: Actor) -> dict[str, Any]:
    pasted = parse_coordinate(text)
    likely = _likely(pasted)
    refusal = pasted.refusal if likely or pasted.refusal else "zone_unknown"
    candidates = [_candidate(candidate) for candidate in likely]
    near = _projects_near(likely[0], actor) if likely else []
    return {
        "kind": "coordinate", "coordinate": candidates[0] if len(candidates) == 1 else None,
        "candidates": candidates, "refusal": say(refusal, get_language() or "zh") if refusal else None,
        "projects": near, "regions": [], "places": [], "organisations": [],
    }  # fmt: skip


def _likely(pasted: Pasted) -> list[Candidate]:
    """Return the candidates; of those that differ only by a zone the text does not name, the ones that lie in
    the regions of this house, the one nearest to its zone's middle first.
    """
    if not any("zone_unknown" in one.reasons for one in pasted.candidates):
        return list(pasted.candidates)
    on = clock.today()
    here = [
        one for one in pasted.candidates if within_regions(Point(one.lon, one.lat, srid=GEOGRAPHIC), on=on)
    ]
    return [_proposed(one) for one in sorted(here, key=_from_meridian)]


def _proposed(place: Candidate) -> Candidate:
    """Return a candidate that says it is proposed for where it lies, rather than asks for a zone."""
    reasons = ("zone_near_place" if one == "zone_unknown" else one for one in place.reasons)
    return replace(place, reasons=tuple(reasons))


def _from_meridian(place: Candidate) -> float:
    return abs(place.lon - place.zone.central_meridian_deg) if place.zone else 0.0


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "lon": candidate.lon, "lat": candidate.lat, "srid": candidate.srid,
        "note": candidate.note(get_language() or "zh"),
    }  # fmt: skip


def _projects_near(place: Candidate, actor: Actor) -> list[dict[str, Any]]:
    box = Point(place.lon, place.lat, srid=GEOGRAPHIC).buffer(AROUND)
    criteria = ProjectFilter(polygon=box)
    rows = find_projects(actor=actor, criteria=criteria, on=clock.today()).select_related("owner", "site")
    return project_rows(rows.defer(*HEAVY).order_by("code")[:PROJECTS], actor=actor)


def _named(text: str, actor: Actor) -> dict[str, Any]:
    if not text:
        return {"projects": [], "regions": [], "places": [], "organisations": []}
    criteria = ProjectFilter(text=text)
    rows = find_projects(actor=actor, criteria=criteria, on=clock.today()).select_related("owner", "site")
    return {
        "projects": project_rows(
            rows.defer(*HEAVY).order_by("-investment_yuan", "pk")[:PROJECTS], actor=actor
        ),
        "regions": _regions(text),
        "places": _places(text),
        "organisations": _units(text, actor),
    }


def _regions(text: str) -> list[dict[str, Any]]:
    rows = Region.objects.filter(valid_to__isnull=True)
    rows = rows.filter(name__contains=text) | rows.filter(name_en__icontains=text) | rows.filter(code=text)
    rows = rows.only("code", "name", "name_en", "level", "label_point").order_by("level", "code")[:OTHERS]
    return [
        {
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "level": row.level,
            **_at(row.label_point),
        }
        for row in rows
    ]


def _places(text: str) -> list[dict[str, Any]]:
    rows = BasemapShape.objects.filter(name__contains=text) | BasemapShape.objects.filter(
        name_en__icontains=text
    )
    rows = rows.exclude(name="").order_by("rank", "name")[:OTHERS]
    return [
        {"name": row.name, "name_en": row.name_en, "kind": row.kind, **_at(row.geom.point_on_surface)}
        for row in rows
    ]


def _units(text: str, actor: Actor) -> list[dict[str, Any]]:
    """Return units that own a project the actor may see: a hidden project's unit stays hidden."""
    owners = list_projects(actor=actor).values("owner_id")
    named = Q(name__contains=text) | Q(name_en__icontains=text)
    if not actor.is_public:
        named |= Q(uscc=check_uscc(text).canonical or text)
    rows = Organisation.objects.filter(named, pk__in=owners).order_by("name")[:OTHERS]
    return [
        {"id": str(row.pk), "name": row.name, "name_en": row.name_en}
        | ({} if actor.is_public else {"uscc": row.uscc})
        for row in rows
    ]


def _at(point: Point) -> dict[str, float]:
    return {"lon": round(point.x, 6), "lat": round(point.y, 6)}
