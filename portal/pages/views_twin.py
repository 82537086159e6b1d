"""The page of one model: the building in three dimensions and everything known of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from bim.catalog.models import Model
from bim.catalog.selectors import get_model, get_revision, project_of
from portal.core.errors import Invalid
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in


class RevisionUnreadable(Invalid):
    """No such name of a revision."""

    message = _("The parameter revision takes the id of a revision.")


@require_safe
@ensure_csrf_cookie
@page
def model_page(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Draw the page of a model; what it shows, its modules ask for themselves, with the asker's rights.

    ``revision``: another one than the newest. The public is asked to sign in in any case.
    """
    actor = signed_in(request)
    asked = parameters(request, known={"revision"}).get("revision", "")
    model = get_model(actor=actor, model_id=model_id)
    if asked:
        get_revision(actor=actor, revision_id=read_id(asked))
    project = project_of(model.feature)
    return render(request, "twin/model.html", {
        "model_id": model.pk, "revision_id": asked, "project_code": project.code if project else "",
        "data": _first_asked(model, asked),
    })  # fmt: skip


def _first_asked(model: Model, asked: str) -> list[str]:
    """Return what the page's modules ask for first, so that it comes while they do."""
    revision = asked or model.current_id
    told = [f"/api/v1/models/{model.pk}/"]
    if revision:
        parts = ("scene/", "tiles/tileset.json", "elements/index/")
        told += [f"/api/v1/revisions/{revision}/{part}" for part in parts]
    return told


def read_id(text: str) -> UUID:
    """Return the id of a revision as an address names it."""
    try:
        return UUID(text)
    except ValueError:
        raise RevisionUnreadable() from None
