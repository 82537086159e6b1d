"""The doors of the site: who one is, what is to be done today, and what was written down there."""

from uuid import UUID

from django.contrib.gis.geos import Point
from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import site_rows as rows
from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from api.paging import PAGE, page_of
from api.performance_files import FileDoor
from api.photo_files import SMALL, small_answer, whole_answer
from bim.issues.services.capturing import keep_from_site, keep_photo_from_site
from portal.accounts.rules import ROLES
from portal.accounts.sessions import ends_at
from portal.capture import rules, selectors
from portal.capture.today import todays
from portal.core import clock
from portal.core.errors import Invalid

NEAR = ("lon", "lat")
MOST = {"lon": 180, "lat": 90}


class NearUnreadable(Invalid):
    """A place that is none."""

    message = _("“{name}” must be degrees, and come with its other half: {value}.")


class SiteSession(Door):
    """Whose phone it is now."""

    @extend_schema(operation_id="site_session", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return who is signed in and until when; nobody, when nobody is."""
        actor = actor_of_request(request)
        if actor.is_public:
            return Response({"person": None, "until": None})
        held = rules.CAPTURERS & actor.roles
        person = {
            "id": actor.user_id, "name": actor.name,
            "roles": [{"code": one.code, "zh": one.zh, "en": one.en} for one in ROLES if one.code in held],
        }  # fmt: skip
        return Response({"person": person, "until": ends_at(request.session)})


class SiteTasks(Door):
    """What there is to do."""

    takes = (*NEAR, "project")

    @extend_schema(
        operation_id="site_tasks", responses=OpenApiTypes.OBJECT, parameters=[
            *(OpenApiParameter(name, OpenApiTypes.DOUBLE) for name in NEAR),
            OpenApiParameter("project", OpenApiTypes.STR),
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return the open tasks of the sites one works on, with their places, the nearest sites first."""
        actor = signed_in(request)
        on = clock.today()
        found = todays(
            actor=actor, on=on, near=_near(request), code=request.GET.get("project", "")[:64]
        )
        body = rows.today_row(found, actor=actor) | {"on": on, "at": clock.now()}
        return Response(body, headers={"Cache-Control": "private, no-store"})


class SiteEntries(Door):
    """What was written down."""

    takes = ("project", *PAGE)

    @extend_schema(
        operation_id="site_entries", responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter(name, OpenApiTypes.STR) for name in ("project", *PAGE)],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Return one page of entries, the latest first."""
        actor, code = actor_of_request(request), request.GET.get("project", "")[:64]
        found = selectors.entries_of(actor=actor, code=code) if code else selectors.list_entries(actor=actor)
        page = page_of(found.order_by(), request=request, sorts=("-captured_at", "captured_at", "number"))
        return Response({"entries": [rows.entry_row(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="site_enter", request=rows.EntryInput,
        responses={200: OpenApiTypes.OBJECT, 201: OpenApiTypes.OBJECT},
    )
    def post(self, request: Request) -> Response:
        """Keep an entry: 201 the first time, 200 with the same answer for every repetition."""
        actor = signed_in(request)
        body = writes.read(rows.EntryInput, request.data)
        kept = keep_from_site(
            actor=actor, entry_id=body["id"], given=rows.given_of(body), on=clock.today(), at=clock.now(),
            sent_at=body["sent_at"],
        )  # fmt: skip
        row = selectors.get_entry(actor=actor, entry_id=kept.entry.pk)
        return Response(rows.entry_row(row), status=201 if kept.fresh else 200)


class SiteEntryDetail(Door):
    """One entry."""

    @extend_schema(operation_id="site_entry", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """Return an entry with its photos and what speaks against them."""
        row = selectors.get_entry(actor=actor_of_request(request), entry_id=entry_id)
        return Response(rows.entry_row(row))


class SitePhotos(Door):
    """Photos of an entry."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="site_photo_add", request={"multipart/form-data": rows.SitePhotoInput},
        responses={201: OpenApiTypes.OBJECT},
    )  # fmt: skip
    def post(self, request: Request, entry_id: UUID) -> Response:
        """Add an announced photo; bytes with another hash are refused, the same ones again count once."""
        actor = signed_in(request)
        entry = selectors.get_entry(actor=actor, entry_id=entry_id)
        body = writes.read(rows.SitePhotoInput, request.data)
        keep_photo_from_site(
            actor=actor, entry_id=entry_id, sha256=body["sha256"], stream=body["file"],
            name=body["file"].name or "photo", on=clock.today(), at=clock.now(),
        )  # fmt: skip
        made = selectors.get_photo(actor=actor, entry_id=entry_id, sha256=body["sha256"])
        return Response(rows.photo_row(entry, made), status=201)


class SitePhotoFile(FileDoor):
    """A photo's bytes."""

    @extend_schema(operation_id="site_photo", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, entry_id: UUID, sha256: str) -> FileResponse:
        """Return the photo as it was taken."""
        row = selectors.get_photo(
            actor=actor_of_request(request), entry_id=entry_id, sha256=sha256.lower()
        )
        return whole_answer(row.file)


class SitePhotoSmall(FileDoor):
    """A photo for galleries."""

    @extend_schema(operation_id="site_photo_small", responses=SMALL)
    def get(self, request: Request, entry_id: UUID, sha256: str) -> HttpResponseBase:
        """Return its small picture: JPEG, at most 480 pixels a side, upright, without metadata."""
        actor = actor_of_request(request)
        row = selectors.get_photo(actor=actor, entry_id=entry_id, sha256=sha256.lower())
        return small_answer(row.file)


def _near(request: Request) -> Point | None:
    told = [request.GET.get(name, "") for name in NEAR]
    if not any(told):
        return None
    lon, lat = (_degrees(name, text) for name, text in zip(NEAR, told, strict=True))
    return Point(lon, lat, srid=4326)


def _degrees(name: str, text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise NearUnreadable(name=name, value=text[:40]) from None
    if not abs(found) <= MOST[name]:
        raise NearUnreadable(name=name, value=text[:40])
    return found
