"""Files of a survey: its report, and its parcels in other formats; a project's parcels, too."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict, Invalid
from portal.core.events import record_event
from portal.pages.answers import page
from portal.pages.asking import in_its_language, parameters, signed_in
from portal.pages.surveying.report import report_pdf
from portal.pages.surveying.workbook import report_workbook
from portal.projects.selectors import get_project
from portal.surveying import policy
from portal.surveying.checking import CheckForbidden
from portal.surveying.outlines import header_of_project, outlines_of_project
from portal.surveying.selectors import get_batch, reading_of
from spatial.survey.export import FORMATS, export_parcels
from spatial.survey.model import HeaderField
from spatial.survey.outlines import Outline, outlines_of, text_system

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    "txt": "text/plain; charset=gb18030", "shp": "application/zip", "gpkg": "application/geopackage+sqlite3",
    "dxf": "image/vnd.dxf", "geojson": "application/geo+json",
}  # fmt: skip
ENDINGS = {"shp": "zip"}
CGCS2000 = 4490


class NothingRead(Conflict):
    """No reading, no report."""

    message = _("“{name}” was not read; there is nothing to report or export.")


class SystemUnread(Invalid):
    """``srid`` takes a number."""

    message = _("The parameter srid takes the number of a system, not “{value}”.")


@require_safe
@page
def report(request: HttpRequest, batch_id: UUID, form: str) -> HttpResponseBase:
    """Answer the cross-check report as PDF or XLSX, with its fingerprint in the log."""
    actor = signed_in(request)
    batch = get_batch(actor=actor, batch_id=batch_id)
    if form not in {"pdf", "xlsx"}:
        raise Http404
    reading = reading_of(batch)
    if reading is None:
        raise NothingRead(name=batch.name)
    with in_its_language(request):
        if form == "xlsx":
            content = report_workbook(batch=batch, reading=reading).getvalue()
        else:
            content = report_pdf(actor=actor, batch=batch, reading=reading, on=clock.today())
    _record(actor, "report", str(batch.pk), {"form": form, "sha256": hashlib.sha256(content).hexdigest()})
    media = "application/pdf" if form == "pdf" else SHEET
    return _answer(content, media, f"{_stem(batch.name)}-check.{form}", inline=form == "pdf")


@require_safe
@page
def parcels(request: HttpRequest, batch_id: UUID, form: str) -> HttpResponseBase:
    """Answer the parcels of a survey in another format and system."""
    actor = signed_in(request)
    batch = get_batch(actor=actor, batch_id=batch_id)
    reading = reading_of(batch)
    if reading is None:
        raise NothingRead(name=batch.name)
    outlines, header = outlines_of(reading), reading.draft.header
    return _export(
        request, actor, outlines, form, stem=_stem(batch.name), subject=str(batch.pk), header=header
    )


@require_safe
@page
def of_project(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Answer the parcels of a project, in the coordinates they were surveyed in where they are kept."""
    actor = _checker(request)
    project = get_project(actor=actor, code=code)
    outlines = outlines_of_project(actor=actor, project=project)
    header = header_of_project(actor=actor, project=project, on=clock.today()) if form == "txt" else ()
    return _export(request, actor, outlines, form, stem=code, subject=code, header=header)


def _export(
    request: HttpRequest,
    actor: Actor,
    outlines: list[Outline],
    form: str,
    *,
    stem: str,
    subject: str,
    header: tuple[HeaderField, ...] = (),
) -> HttpResponseBase:
    if form not in FORMATS:
        raise Http404
    if not outlines:
        raise NothingRead(name=stem)
    srid = _srid(parameters(request, known=("srid",)).get("srid", ""), outlines, form)
    content = export_parcels(outlines, format=form, srid=srid, header=header)
    _record(actor, "export", subject, {"form": form, "srid": srid, "parcels": len(outlines)})
    name = f"{stem}-{srid}.{ENDINGS.get(form, form)}"
    return _answer(content, MEDIA_TYPES[form], name, inline=False)


def _srid(value: str, outlines: list[Outline], form: str) -> int:
    """Return the system asked for: else degrees, or for a text the zone of the first parcel."""
    if value and not (value.isascii() and value.isdigit() and len(value) < 7):
        raise SystemUnread(value=value[:40])
    if value:
        return int(value)
    return text_system(outlines[0]) if form == "txt" else CGCS2000


def _answer(content: bytes, media: str, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _checker(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not policy.may_check(actor):
        raise CheckForbidden()
    return actor


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _record(actor: Actor, verb: str, subject: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        record_event(actor=actor, verb=verb, subject_type="survey", subject_id=subject, facts=facts)
