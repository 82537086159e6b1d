"""Progress reports: written by the contractor, confirmed by supervisor and owner, published."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.core import lifecycle
from portal.core.events import record_event
from portal.progress import builders, faults, placing, policy, selectors
from portal.progress.models import ProgressReport, ReportAct, ReportLine
from portal.progress.proving import proof_of
from portal.progress.rules import reports
from portal.progress.rules.reports import Flaw, Line
from portal.projects.faults import ReasonTooShort
from portal.projects.models import Project
from portal.projects.rules import DONE_STAGES, ENDED_STAGES, MIN_REASON_LENGTH
from portal.projects.selectors import get_project
from spatial.features.models import Feature

SUBJECT = "progress_report"
OPEN = reports.HELD
ONE_DAY, NAMED, NO_REPORT = timedelta(days=1), 5, UUID(int=0)
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one task, of 100."""

    task_key: str
    percent: Decimal
    correction: str = ""
    note: str = ""


@transaction.atomic
def begin_report(
    *, actor: Actor, code: str, first: date, last: date, on: date, at: datetime,
    feature_id: UUID | None = None, again: bool = False,
) -> ProgressReport:  # fmt: skip
    """Begin a report of a section, or of the site, for a period. Raises what stands against it.

    ``again``: days that were handed in are spoken of once more, as what comes late from the site does.
    """
    project = get_project(actor=actor, code=code)
    feature = selectors.place_of(actor=actor, project=project, feature_id=feature_id)
    check_reporter(actor, project, feature)
    if is_closed(project, feature):
        raise faults.PlaceClosed(place=feature.name or feature.code, project=project.code)
    _check_period(first, last, on)
    placing.require_tasks(project, feature, on)
    if not again:
        _refuse_overlap(feature.pk, first, last)
    made = ProgressReport.objects.create(
        feature=feature, period_first=first, period_last=last, project=project, created_at=at, updated_at=at,
        ordinal=_ordinal(feature.pk, first, last),
    )  # fmt: skip
    record_event(
        actor=actor, verb="begin", subject_type=SUBJECT, subject_id=str(made.pk), facts={"code": code}
    )
    return made


@transaction.atomic
def write_lines(
    *, actor: Actor, report_id: UUID, lines: Iterable[Said], version: int, at: datetime
) -> ProgressReport:
    """Replace what a report says while its author holds it. Raises ``ReportUnfit`` with every flaw."""
    report = selectors.lock_report(actor=actor, report_id=report_id)
    check_version(report, version)
    check_reporter(actor, report.project, report.feature)
    if report.state not in OPEN:
        raise faults.ReportHandedIn(report=str(report_id))
    said = list(lines)
    _check(report, said, localdate(at))
    report.lines.all().delete()
    ReportLine.objects.bulk_create(ReportLine(report=report, **asdict(one)) for one in said)
    report.version, report.updated_at = report.version + 1, at
    report.save(update_fields=["version", "updated_at"])
    return report


@transaction.atomic
def extend_report(*, actor: Actor, report_id: UUID, last: date, on: date, at: datetime) -> ProgressReport:
    """Let a report its author holds speak of later days, too. Raises what stands against it."""
    report = selectors.lock_report(actor=actor, report_id=report_id)
    check_reporter(actor, report.project, report.feature)
    if report.state not in OPEN:
        raise faults.ReportHandedIn(report=str(report_id))
    if last <= report.period_last:
        return report
    _check_period(report.period_first, last, on)
    _refuse_overlap(report.feature_id, report.period_last + ONE_DAY, last, but=report.pk)
    facts = {"from": str(report.period_last), "to": str(last)}
    report.period_last, report.version, report.updated_at = last, report.version + 1, at
    report.save(update_fields=["period_last", "version", "updated_at"])
    record_event(actor=actor, verb="extend", subject_type=SUBJECT, subject_id=str(report.pk), facts=facts)
    return report


@transaction.atomic
def take_step(
    *, actor: Actor, report_id: UUID, action: str, version: int, at: datetime, reason: str = "",
    request_id: UUID | None = None,
) -> ProgressReport:  # fmt: skip
    """Take one step of a report's life; asked twice with one ``request_id`` it is taken once."""
    report = selectors.lock_report(actor=actor, report_id=report_id)
    if request_id and ReportAct.objects.filter(request_id=request_id, report=report, action=action).exists():
        return report
    step = _step(actor, report, action)
    check_version(report, version)
    if step.needs_reason and len(reason.strip()) < MIN_REASON_LENGTH:
        raise ReasonTooShort(least=MIN_REASON_LENGTH)
    if action in reports.JUDGING and actor.user_id in selectors.hands_of(report):
        raise faults.OwnReport(action=action)
    if action == "submit":
        check_reporter(actor, report.project, report.feature)
        _check(report, [_said(line) for line in report.lines.order_by("pk")], localdate(at), whole=True)
        _check_proof(report, localdate(at))
    elif action in reports.CONFIRMING:
        _check_order(report)
    return _move(actor, report, step, reason.strip(), at, request_id)


def check_reporter(actor: Actor, project: Project, place: Feature) -> None:
    """Refuse whoever does not report the project, or not this place of it."""
    if not policy.may_report(actor, project):
        raise faults.ReportingNotYours(project=project.code)
    if not policy.may_report_of(actor, project, place):
        raise faults.PlaceNotYours(place=place.name or place.code)


def is_closed(project: Project, place: Feature) -> bool:
    """Tell whether nothing more is built at a place: the project is over, or its works contracts are."""
    return project.stage in (*ENDED_STAGES, *DONE_STAGES) or builders.closed(place)


def allowed_actions(*, actor: Actor, report: ProgressReport) -> list[str]:
    """Return the steps the actor may take now: of their roles, and not on what they did themselves."""
    roles = policy.roles_of(actor, report.project)
    open_now = reports.LIFECYCLE.allowed_actions(state=report.state, roles=roles)
    judges = not reports.JUDGING.isdisjoint(open_now) and actor.user_id not in selectors.hands_of(report)
    builds = "submit" in open_now and policy.may_report_of(actor, report.project, report.feature)
    return [action for action in open_now if (judges if action in reports.JUDGING else builds)]


def _move(
    actor: Actor, report: ProgressReport, step: lifecycle.Step, reason: str, at: datetime,
    request_id: UUID | None,
) -> ProgressReport:  # fmt: skip
    source, report.state = report.state, step.target
    report.version, report.updated_at = report.version + 1, at
    report.save(update_fields=["state", "version", "updated_at"])
    ReportAct.objects.create(
        report=report, action=step.action, source=source, target=step.target, actor_id=actor.user_id,
        actor_name=actor.name, organisation_id=actor.organisation_id, reason=reason, request_id=request_id,
        at=at,
    )  # fmt: skip
    facts = {"from": source, "to": step.target, "reason": reason, "version": report.version}
    record_event(actor=actor, verb=step.action, subject_type=SUBJECT, subject_id=str(report.pk), facts=facts)
    return report


def _step(actor: Actor, report: ProgressReport, action: str) -> lifecycle.Step:
    roles = policy.roles_of(actor, report.project)
    try:
        return reports.LIFECYCLE.find(state=report.state, action=action, roles=roles)
    except lifecycle.ActionNotYours:
        raise faults.ReportStepNotYours(action=action[:24]) from None
    except lifecycle.ActionNotAllowed:
        raise faults.ReportStepNotOpen(action=action[:24], state=report.state) from None


def _check_period(first: date, last: date, on: date) -> None:
    flaw = reports.period_flaw(first=first, last=last, on=on)
    if flaw:
        raise _unfit([Flaw(key=str(last), kind=flaw, found=str(last), limit=str(on))])


def _refuse_overlap(place: UUID, first: date, last: date, *, but: UUID = NO_REPORT) -> None:
    """Refuse days of a place that another report speaks of; the place stays locked until the end."""
    Feature.objects.select_for_update(no_key=True).get(pk=place)
    there = ProgressReport.objects.filter(feature=place, period_first__lte=last, period_last__gte=first)
    others = there.exclude(pk=but) if but else there
    found = others.order_by("-period_last").first()
    if found is not None:
        raise _there(found, first, last)


def _ordinal(place: UUID, first: date, last: date) -> int:
    """Return which report of these very days the next one is; the place stays locked until the end."""
    Feature.objects.select_for_update(no_key=True).get(pk=place)
    rows = ProgressReport.objects.filter(feature=place, period_first=first, period_last=last)
    there = rows.order_by("-ordinal").first()
    if there is not None and there.state in OPEN:
        raise _there(there, first, last)
    return there.ordinal + 1 if there else 1


def _there(found: ProgressReport, first: date, last: date) -> faults.ReportThere:
    return faults.ReportThere(
        first=str(found.period_first), last=str(found.period_last), state=found.state, report=str(found.pk),
        asked=f"{first} – {last}",
    )  # fmt: skip


def _check_proof(report: ProgressReport, on: date) -> None:
    proof = proof_of(report, on=on)
    if proof.lacking:
        raise faults.EvidenceMissing(
            count=len(proof.lacking), least=str(proof.least),
            names="、".join(map(str, proof.lacking[:NAMED])),
            tasks=[asdict(one) | {"before": str(one.before), "percent": str(one.percent)}
                   for one in proof.lacking],
        )  # fmt: skip


def check_version(report: ProgressReport, version: int) -> None:
    """Refuse whoever saw another version of the report."""
    if report.version != version:
        raise faults.ReportChanged(given=version, current=report.version)


def _said(line: ReportLine) -> Said:
    return Said(task_key=line.task_key, percent=line.percent, correction=line.correction, note=line.note)


def _check(report: ProgressReport, said: list[Said], on: date, *, whole: bool = False) -> None:
    """Refuse lines the rules do not allow. ``whole``: the report is handed in, so it must say something."""
    before, places = selectors.confirmed_before(report), placing.places_of_tasks(report.project, on)
    closed = is_closed(report.project, report.feature)
    flaws = reports.flaws_of(
        Line(
            key=one.task_key, percent=one.percent, before=before.get(one.task_key, Decimal(0)), closed=closed,
            correction=one.correction, stray=_stray(one.task_key, report.feature_id, places),
        )
        for one in said
    )  # fmt: skip
    if whole and not said:
        flaws = [Flaw(key="", kind="no_lines", found="0", limit="1")]
    if flaws:
        raise _unfit(flaws, selectors.task_names(report.project))


def _stray(key: str, own: UUID, places: Mapping[str, UUID]) -> str:
    """Return why a report's own place has no such task; of a project without a plan nothing is known."""
    if not places or places.get(key) == own:
        return ""
    return reports.ELSEWHERE if key in places else reports.NO_TASK


def _check_order(report: ProgressReport) -> None:
    """Refuse to confirm what would let confirmed progress fall: others may have been confirmed meanwhile."""
    before, after = selectors.confirmed_before(report), selectors.confirmed_after(report)
    lines = list(report.lines.order_by("pk"))
    flaws = reports.flaws_of(
        Line(
            key=one.task_key, percent=one.percent, before=before.get(one.task_key, Decimal(0)),
            correction=one.correction, later=after.get(one.task_key),
        )
        for one in lines
    )  # fmt: skip
    if flaws:
        raise _unfit(flaws, selectors.task_names(report.project))


def _unfit(flaws: list[Flaw], called: Mapping[str, str] = NO_NAMES) -> faults.ReportUnfit:
    first = flaws[0]
    return faults.ReportUnfit(
        count=len(flaws), key=first.key, kind=first.kind,
        flaws=[asdict(flaw) | {"name": called.get(flaw.key, "")} for flaw in flaws],
    )  # fmt: skip
