"""The pages of progress: what stands of a project in four curves, and its reports, step by step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bim.disputes.selectors import contested_of, lines_of
from portal.accounts.actor import Actor
from portal.alerts.measuring import pace_of
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.earned import selectors as earned
from portal.earned.asked import day_asked, section_asked
from portal.earned.standing import holds_up
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import asker, parameters, signed_in
from portal.pages.drawing.scurve import scurve
from portal.pages.forms_contract import grounds
from portal.pages.forms_progress import BeginForm, PhotoForm, StepForm, VersionForm, lines_said
from portal.pages.land_deeds import read
from portal.pages.photo_cards import cards_of
from portal.pages.report_rows import rows_shown
from portal.pages.turns import turns_of
from portal.progress import names, policy, selectors
from portal.progress.faults import ReportThere
from portal.progress.models import ProgressReport
from portal.progress.proving import proof_of
from portal.progress.services import evidence, reporting
from portal.progress.services.discarding import PHOTOS, discard_report, discardable, hanging
from portal.projects.rules import DONE_STAGES
from portal.quality.selectors import orders_in_force

REPORTS_SHOWN = 60
Deed = Callable[[], object]


@require_safe
@page
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a project stands on a day, with its sections, curves and reports."""
    return _overview(request, asker(request), code)


def _overview(
    request: HttpRequest, actor: Actor, code: str, *, trouble: str = "", status: int = 200,
    there: ProgressReport | None = None,
) -> HttpResponse:  # fmt: skip
    given = parameters(request, known=("as_of", "section", "reports"))
    on = day_asked(given.get("as_of", "")) or clock.today()
    found = earned.project_stands(actor=actor, code=code, as_of=on)
    section = section_asked(given.get("section", ""))
    points = earned.curves_of(actor=actor, code=code, as_of=on, section_id=section)
    shown = next((one for one in found.sections if one.section.section_id == section), None)
    stands = shown.stands if shown else found.whole
    disputed = lines_of(actor=actor, code=code, as_of=on).lines
    context = {
        "project": found.project, "found": found, "stands": stands, "shown": shown, "on": on,
        "drawing": scurve(points, budget=stands.at.budget, as_of=on, money=found.money),
        "points": points, "ahead": on > clock.today(),
        **_reports(actor, code, whole=given.get("reports", "") == "all"), "today": clock.today(),
        "disputed": disputed, "holds": holds_up(stands.at, contested_of(disputed, section_id=section)),
        "may_report": policy.may_report(actor, found.project), "trouble": trouble,
        "there": there, "goes_on": there is not None and there.state in reporting.OPEN,
        "grounds": _places(actor, found) if not actor.is_public else (),
        "is_public": actor.is_public,
        "pace": None if shown else pace_of(actor=actor, project=found.project, on=on),
    }  # fmt: skip
    return render(request, "progress/project.html", context, status=status)


def _reports(actor: Actor, code: str, *, whole: bool) -> dict[str, object]:
    """Return the latest reports of a project, or all, and how many more there are."""
    rows = selectors.reports_of(actor=actor, code=code)
    shown = list(rows if whole else rows[:REPORTS_SHOWN])
    return {"reports": shown, "more_reports": 0 if whole else rows.count() - len(shown)}


def _places(actor: Actor, found: earned.ProjectStands) -> list[tuple[str, str]]:
    """Return what the actor's body builds and the plan has tasks for: what a report may be of."""
    planned = {str(one.section.section_id) for one in found.sections if one.section.keys}
    places = [] if found.project.stage in DONE_STAGES else grounds(found.project, built_by=actor)
    return [one for one in places if not planned or one[0] in planned]


@posted("progress-page")
@page
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a report."""
    actor = signed_in(request)
    made: list[ProgressReport] = []

    def deed() -> None:
        given = read(BeginForm(request.POST))
        made.append(reporting.begin_report(
            actor=actor, code=code, on=clock.today(), at=clock.now(), **given
        ))  # fmt: skip

    try:
        deed()
    except NotFound:
        raise
    except ReportThere as error:
        there = selectors.get_report(actor=actor, report_id=UUID(str(error.facts["report"])))
        return _overview(request, actor, code, trouble=str(error), status=status_of(error), there=there)
    except DomainError as error:
        return _overview(request, actor, code, trouble=str(error), status=status_of(error))
    return HttpResponseRedirect(_address(made[0]))


@require_safe
@page
def report(request: HttpRequest, code: str, report_id: UUID) -> HttpResponse:
    """Show one report."""
    actor = signed_in(request)
    return _shown(request, actor, selectors.get_report(actor=actor, report_id=report_id))


def _shown(
    request: HttpRequest, actor: Actor, row: ProgressReport, *, trouble: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    mine = policy.may_report_of(actor, row.project, row.feature) and row.state in reporting.OPEN
    tasks = earned.tasks_to_report(actor=actor, report=row, on=clock.today())
    actions = reporting.allowed_actions(actor=actor, report=row)
    names_of = {task.key: task.name for task in tasks}
    context = {
        "report": row, "project": row.project, "trouble": trouble, "may_write": mine,
        "rows": rows_shown(tasks, request, trouble), "actions": actions,
        "may_discard": discardable(actor, row), "hanging": (held := hanging(row)),
        "held_by_site": bool(held - {PHOTOS}), "orders": orders_in_force(actor=actor, place=row.feature),
        "proof": proof_of(row, on=clock.today()) if mine else None,
        "photos": cards_of(actor=actor, report=row, names=names_of),
        "turns": [] if actions else turns_of(row, on=clock.today()), "acts": row.acts.order_by("pk"),
    }  # fmt: skip
    return render(request, "progress/report.html", context, status=status)


@posted("progress-page")
@page
def write(request: HttpRequest, code: str, report_id: UUID) -> HttpResponse:
    """Write what a report says."""
    actor = signed_in(request)
    row = selectors.get_report(actor=actor, report_id=report_id)
    keys = [one.key for one in earned.tasks_to_report(actor=actor, report=row, on=clock.today())]

    def deed() -> None:
        version = read(VersionForm(request.POST))["version"]
        said = lines_said(request.POST.dict(), keys)
        reporting.write_lines(actor=actor, report_id=report_id, lines=said, version=version, at=clock.now())

    return _do(request, actor, row, deed, _("Saved."))


@posted("progress-page")
@page
def act(request: HttpRequest, code: str, report_id: UUID, action: str) -> HttpResponse:
    """Take one step of a report's life."""
    actor = signed_in(request)
    row = selectors.get_report(actor=actor, report_id=report_id)

    def deed() -> None:
        given = read(StepForm(request.POST))
        reporting.take_step(actor=actor, report_id=report_id, action=action, at=clock.now(), **given)

    return _do(request, actor, row, deed, _("Done: {action}.").format(action=names.verb(action)))


@posted("progress-page")
@page
def discard(request: HttpRequest, code: str, report_id: UUID) -> HttpResponse:
    """Throw a report away that was begun by mistake."""
    actor = signed_in(request)
    row = selectors.get_report(actor=actor, report_id=report_id)

    def deed() -> None:
        version = read(VersionForm(request.POST))["version"]
        discard_report(actor=actor, report_id=report_id, version=version)

    to = reverse("progress-page", args=[code])
    return _do(request, actor, row, deed, _("The draft was thrown away."), to=to)


@posted("progress-page")
@page
def photo(request: HttpRequest, code: str, report_id: UUID) -> HttpResponse:
    """Add a photo to a report; the very one that is there already counts once, and is said so."""
    actor = signed_in(request)
    row = selectors.get_report(actor=actor, report_id=report_id)
    try:
        given = read(PhotoForm(request.POST, request.FILES))
        added = evidence.add_photo(
            actor=actor, report_id=report_id, stream=given["file"], name=given["file"].name,
            on=clock.today(), at=clock.now(), claimed=evidence.Claimed(task_key=given["task"]),
            by_hand=True,
        )  # fmt: skip
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, row, trouble=error, status=status_of(error))
    there = _("This very photo was with the report already; it counts once.")
    messages.success(request, _("The photo is with the report.") if added.fresh else there)
    return HttpResponseRedirect(_address(row))


@posted("progress-page")
@page
def remove(request: HttpRequest, code: str, report_id: UUID, photo_id: UUID) -> HttpResponse:
    """Take one's own photo out of one's own report."""
    actor = signed_in(request)
    row = selectors.get_report(actor=actor, report_id=report_id)

    def deed() -> None:
        evidence.remove_photo(actor=actor, report_id=report_id, photo_id=photo_id)

    return _do(request, actor, row, deed, _("The photo was taken out of the report."))


def _do(
    request: HttpRequest, actor: Actor, row: ProgressReport, deed: Deed, done: str, *, to: str = ""
) -> HttpResponse:  # fmt: skip
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        again: Any = selectors.get_report(actor=actor, report_id=row.pk)
        return _shown(request, actor, again, trouble=error, status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(to or _address(row))


def _address(row: ProgressReport) -> str:
    return reverse("progress-report", args=[row.project.code, row.pk])
