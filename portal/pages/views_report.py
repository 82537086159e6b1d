"""The page of what was found in a model: to be read, printed and mended from."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bim.catalog.models import Revision
from bim.catalog.reporting import Line, counted, findings_of, shown_elements
from bim.catalog.requirements import ids_checks
from bim.catalog.selectors import get_model, project_of, published_revision
from bim.checks.words import GROUPS
from portal.core import clock
from portal.core.errors import Conflict
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in
from portal.pages.views_twin import read_id

MOST_LINKS = 20
SEVERITY_NAMES = {"error": _("Error"), "warning": _("Warning"), "info": _("Note")}


class NothingPublished(Conflict):
    """There is no revision to report on."""

    message = _("No version of this model is published yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as it is shown. ``links``: GlobalIds that can be opened; ``more``: further elements."""

    line: Line
    severity_name: str
    links: tuple[str, ...]
    more: int


@require_safe
@page
def report(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Show the findings of a model's newest version, or of the one asked for; each opens its elements."""
    actor = signed_in(request)
    asked = parameters(request, known={"revision"}).get("revision", "")
    model = get_model(actor=actor, model_id=model_id)
    wanted = read_id(asked) if asked else model.current_id
    if wanted is None:
        raise NothingPublished()
    revision = published_revision(actor=actor, revision_id=wanted)
    return render(request, "twin/report.html", _context(revision))


def _context(revision: Revision) -> dict[str, object]:
    lines = findings_of(revision)
    shown = shown_elements(revision, lines)
    told = [_told(one, shown) for one in lines]
    groups = [
        (str(words), [one for one in told if one.line.group == name]) for name, words in GROUPS.items()
    ]
    return {
        "model": revision.model, "revision": revision, "project": project_of(revision.model.feature),
        "counts": [(SEVERITY_NAMES[name], name, count) for name, count in counted(lines).items()],
        "groups": [(title, rows) for title, rows in groups if rows],
        "ids": ids_checks(revision, on=clock.today()),
    }  # fmt: skip


def _told(line: Line, shown: set[str]) -> Told:
    links = tuple(one for one in line.elements if one in shown)[:MOST_LINKS]
    return Told(
        line=line, severity_name=str(SEVERITY_NAMES[line.severity]), links=links,
        more=max(0, line.count - len(links)),
    )  # fmt: skip
