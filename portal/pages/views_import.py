"""Bring in many projects: upload, look, settle, confirm or discard."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import signed_in
from portal.pages.drawing.vignette import vignette_of_many
from portal.pages.forms import UploadForm
from portal.pages.importing import page as shown
from portal.pages.importing.posted import answers_posted
from portal.pages.importing.rows import facts_of, row_line
from portal.pages.importing.settings import read_layer, settings_of
from portal.projects import policy
from portal.projects.importing import services
from portal.projects.importing.selectors import get_import, list_imports, list_rows
from portal.projects.models_import import ImportBatch
from portal.surveying.bundles import bundled

IMPORTS_SHOWN = 50
SITES_DRAWN = 300
OVERVIEW_SCALE, ROW_SCALE = 150_000.0, 20_000.0


@require_http_methods(["GET", "POST"])
@page
def imports(request: HttpRequest) -> HttpResponse:
    """List one's own imports; take a new file."""
    actor = _importer(request)
    form = UploadForm(request.POST or None, bundled(request.FILES) or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = services.receive_import(actor=actor, stream=file, name=file.name)
        return _to(batch)
    rows = list_imports(actor=actor).select_related("job", "file")[:IMPORTS_SHOWN]
    lines = [(batch, shown.STATES[batch.state], shown.is_busy(batch)) for batch in rows]
    status = 422 if request.method == "POST" else 200
    return render(request, "import/list.html", {"form": form, "lines": lines}, status=status)


@require_safe
@page
def show(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one import as far as it has come."""
    actor = _importer(request)
    return _show(request, actor, get_import(actor=actor, batch_id=batch_id))


@require_safe
@page
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show how far the worker is; once it is done, have the whole page loaded anew."""
    batch = get_import(actor=_importer(request), batch_id=batch_id)
    response = render(request, "import/_progress.html", _progress(batch))
    if not shown.is_busy(batch):
        response["HX-Refresh"] = "true"
    return response


@require_safe
@page
def row(request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
    """Show all that was read from one row, with its place."""
    actor = _importer(request)
    batch = get_import(actor=actor, batch_id=batch_id)
    found = list_rows(actor=actor, batch=batch).filter(number=number).first()
    if found is None:
        raise Http404
    context = {
        "batch": batch, "line": row_line(found, shown.language()), "facts": facts_of(found, shown.language()),
        "drawing": vignette_of_many(geoms=[found.geom], least_scale=ROW_SCALE) if found.geom else "",
        "marks": shown.MARKS,
    }  # fmt: skip
    return render(request, "import/row.html", context)


@posted("import", "batch_id")
@page
def settle(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Read the file again with what the person settled."""
    actor = _importer(request)
    batch = get_import(actor=actor, batch_id=batch_id)
    answers = answers_posted(batch, request.POST)
    return _do(
        request, actor, batch,
        lambda: services.settle_import(
            actor=actor, batch_id=batch.pk, version=_version(request), answers=answers
        ),
    )  # fmt: skip


@posted("import", "batch_id")
@page
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Save the good rows."""
    actor = _importer(request)
    batch = get_import(actor=actor, batch_id=batch_id)
    return _do(
        request, actor, batch,
        lambda: services.confirm_import(
            actor=actor, batch_id=batch.pk, version=_version(request), on=clock.today()
        ),
    )  # fmt: skip


@posted("import", "batch_id")
@page
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Give the import up."""
    actor = _importer(request)
    batch = services.discard_import(actor=actor, batch_id=batch_id)
    messages.success(request, _("“{name}” is discarded; nothing of it was saved.").format(name=batch.name))
    return HttpResponseRedirect(reverse("imports"))


def _importer(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not policy.importable(actor):
        raise services.ImportForbidden()
    return actor


def _do(request: HttpRequest, actor: Actor, batch: ImportBatch, verb: Any) -> HttpResponse:
    """Do it and show the import; what stands against it is said on the page."""
    try:
        verb()
    except NotFound:
        raise
    except DomainError as error:
        batch = get_import(actor=actor, batch_id=batch.pk)
        return _show(request, actor, batch, trouble=str(error), status=status_of(error))
    return _to(batch)


def _to(batch: ImportBatch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("import", args=[batch.pk]))


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _show(
    request: HttpRequest, actor: Actor, batch: ImportBatch, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    busy = shown.is_busy(batch)
    context = {
        "batch": batch, "trouble": trouble, "state": shown.STATES[batch.state], **_progress(batch),
        "tallies": shown.tallies(batch), "remarks": shown.file_remarks(batch),
    }  # fmt: skip
    if not busy and batch.state != ImportBatch.State.DISCARDED:
        context |= _content(request, actor, batch)
    return render(request, "import/page.html", context, status=status)


def _content(request: HttpRequest, actor: Actor, batch: ImportBatch) -> dict[str, object]:
    outcome = request.GET.get("outcome", "")
    rows = shown.rows(actor=actor, batch=batch, outcome=outcome, number=request.GET.get("page", "1"))
    lines = shown.row_lines(rows)
    visible = {line.number for line in lines}
    separate = batch.answers.get("separate", [])
    return {
        "layer": read_layer(batch), "columns": shown.columns(batch), "fields": shown.fields(),
        "units": shown.units(), "settings": settings_of(batch, language=shown.language()),
        "rows": rows, "lines": lines, "outcome": outcome, "outcomes": shown.OUTCOMES,
        "marks": shown.MARKS,
        "separate": separate, "separate_elsewhere": [n for n in separate if n not in visible],
        "drawing": _drawing(batch), "can_confirm": _can_confirm(batch), "can_settle": _can_settle(batch),
        "to_save": batch.counts.get("create", 0) + batch.counts.get("update", 0),
        "refused": batch.counts.get("refused", 0), "hopeless": _is_hopeless(batch),
    }  # fmt: skip


def _can_confirm(batch: ImportBatch) -> bool:
    good = batch.counts.get("create", 0) + batch.counts.get("update", 0)
    return batch.state == ImportBatch.State.READY and good > 0


def _can_settle(batch: ImportBatch) -> bool:
    return batch.state in {ImportBatch.State.RECEIVED, ImportBatch.State.READY, ImportBatch.State.FAILED}


def _is_hopeless(batch: ImportBatch) -> bool:
    """Tell whether no setting can help, as the file is of another kind or broken."""
    foreign = any(str(one["code"]).startswith(("kind_", "zip_")) for one in batch.remarks)
    return foreign and batch.state == ImportBatch.State.FAILED


def _drawing(batch: ImportBatch) -> str:
    """Draw where the first rows stand."""
    placed = batch.rows.filter(geom__isnull=False).order_by("number").values_list("geom", flat=True)
    geoms = [geom for geom in placed[:SITES_DRAWN] if geom]
    return vignette_of_many(geoms=geoms, least_scale=OVERVIEW_SCALE) if geoms else ""


def _progress(batch: ImportBatch) -> dict[str, object]:
    job = batch.job
    failed = job is not None and job.state == "failed"
    return {
        "batch": batch, "busy": shown.is_busy(batch), "stage": shown.stage_name(batch),
        "percent": job.percent if job else 0, "waiting": job is not None and job.state == "queued",
        "failure": job.error["title"] if job is not None and failed and job.error else "",
    }  # fmt: skip
