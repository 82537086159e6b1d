"""The page of what was found in a model: to be read, printed and mended from."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bim.catalog.faults import RevisionNotFound
from bim.catalog.models import Revision
from bim.catalog.policy import may_have_checked
from bim.catalog.reporting import Line, counted, findings_of, shown_elements
from bim.catalog.requirements import held_against, ids_checks, list_ids
from bim.catalog.selectors import get_model, project_of, published_revision
from bim.catalog.services.requiring import request_checks
from bim.checks.words import GROUPS
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict
from portal.pages.answers import page, posted
from portal.pages.asking import parameters, signed_in
from portal.pages.views_twin import read_id

MOST_LINKS = 20
SEVERITY_NAMES = {"error": _("Error"), "warning": _("Warning"), "info": _("Note")}


class NothingPublished(Conflict):
    """There is no revision to report on."""

    message = _("No version of this model is published yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as it is shown. ``links``: GlobalIds that can be opened, with names; ``more``: others.

    ``hidden``: links that open on demand, of the ``more``; ``unlisted``: elements of which only the number
    is kept.
    """

    line: Line
    severity_name: str
    links: tuple[tuple[str, str], ...]
    more: int
    hidden: tuple[tuple[str, str], ...]
    unlisted: int


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
    return render(request, "twin/report.html", _context(actor, revision))


@posted("twin-report", "model_id")
@page
def check(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Have a version held again against the IDS files in force; its report says how far that is."""
    actor = signed_in(request)
    model = get_model(actor=actor, model_id=model_id)
    revision = published_revision(actor=actor, revision_id=read_id(request.POST.get("revision", "")))
    if revision.model_id != model.pk:
        raise RevisionNotFound(revision_id=str(revision.pk))
    if not ids_checks(revision, on=clock.today()).open:
        request_checks(actor=actor, revision_id=revision.pk)
    return redirect(f"{reverse('twin-report', args=[model.pk])}?revision={revision.pk}")


def _context(actor: Actor, revision: Revision) -> dict[str, object]:
    lines = findings_of(revision)
    shown = shown_elements(revision, lines)
    told = [_told(one, shown) for one in lines]
    groups = [
        (str(words), [one for one in told if one.line.group == name]) for name, words in GROUPS.items()
    ]
    project, on = project_of(revision.model.feature), clock.today()
    return {
        "model": revision.model, "revision": revision, "project": project,
        "held": held_against(revision, on=on),
        "may_have_checked": project is not None and may_have_checked(actor, project),
        "seen_ids": set(list_ids(actor=actor).values_list("pk", flat=True)),
        "counts": [(SEVERITY_NAMES[name], name, count) for name, count in counted(lines).items()],
        "groups": [(title, rows) for title, rows in groups if rows],
        "ids": ids_checks(revision, on=on),
    }  # fmt: skip


def _told(line: Line, shown: dict[str, str]) -> Told:
    named = tuple((one, shown[one]) for one in line.elements if one in shown)
    links, hidden = named[:MOST_LINKS], named[MOST_LINKS:] if line.ids_file else ()
    more = max(0, line.count - len(links))
    return Told(
        line=line, severity_name=str(SEVERITY_NAMES[line.severity]), links=links,
        more=more, hidden=hidden, unlisted=max(0, more - len(hidden)),
    )  # fmt: skip
