"""The list of what disagrees: task by task, who says what of it, ranked by the money that hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from bim.disputes import faults, policy, rules
from bim.disputes.lots import Lots, lots_of
from bim.disputes.models import Dispute
from bim.disputes.voices import ModelSays, Voices, voices_of
from bim.issues.selectors import list_issues
from portal.accounts.actor import Actor
from portal.earned.disagreeing import Disputed, examined
from portal.earned.rules import Claim, Disagreement, claimed_share, unborne
from portal.earned.standing import Grown
from portal.progress.models import ProgressReport
from portal.projects.models import Project
from portal.projects.selectors import get_project

BY_REPORTS, CENT = "reports", Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A task of a section about which something disagrees, and who says what. Per cent 0-100, yuan.

    ``said``: what the schedule's own actual days say; ``model``: what the elements are; ``lots``: the task's
    inspection lots; ``claimed``, ``certified``, ``paid``: of the section's budget; ``photos``: what speaks
    against those of the report.
    """

    section: Grown
    report: ProgressReport
    claim: Claim
    reasons: tuple[str, ...]
    facts: tuple[str, ...]
    supported: Decimal
    at_stake: Decimal
    said: str
    model: ModelSays | None
    lots: Lots | None
    claimed: Decimal | None
    certified: Decimal | None
    paid: Decimal | None
    photos: tuple[tuple[str, ...], ...]
    dispute: Dispute | None

    @property
    def name(self) -> str:
        """Return the line's name within its page."""
        return f"{self.section.section_id}-{self.claim.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The list of a project on a day. ``reads``: whether the actor reads it at all."""

    project: Project
    as_of: date
    lines: tuple[Line, ...]
    reads: bool
    may_raise: bool
    compared: int = 0

    @property
    def at_stake(self) -> Decimal:
        """Return the money that hangs on all of it, in yuan: the sum of the lines as they are told."""
        return sum((line.at_stake.quantize(CENT, ROUND_HALF_UP) for line in self.lines), rules.ZERO)


def lines_of(*, actor: Actor, code: str, as_of: date) -> Lines:
    """Return what disagrees, the largest sum first; to who may not read it, none.

    Raises ``ProjectNotFound``.
    """
    project = get_project(actor=actor, code=code)
    if not policy.reads(actor, project):
        return Lines(project=project, as_of=as_of, lines=(), reads=False, may_raise=False)
    voices = voices_of(actor=actor, project=project, on=as_of)
    raised = raised_of(actor=actor, project=project)
    lots = lots_of(actor=actor, project=project, on=as_of)
    rows = Project.objects.filter(pk=project.pk)
    held = examined(actor=actor, projects=rows, as_of=as_of)
    found = [
        _line(one, judged, voices, raised)
        for one in held for judged in judged_of(one, voices.actuals, lots)
    ]  # fmt: skip
    found.sort(key=lambda line: (-line.at_stake, line.section.code, line.claim.key))
    return Lines(project=project, as_of=as_of, lines=tuple(found), reads=True,
                 may_raise=policy.may_raise(actor, project), compared=len(held))  # fmt: skip


def contested_of(lines: Iterable[Line], *, section_id: UUID | None = None) -> Decimal:
    """Return how much of what confirmed reports earned does not hold up, in yuan; of a section if named."""
    return sum(
        (_lacks(line).quantize(CENT, ROUND_HALF_UP) for line in lines
         if line.section.sources[0] == BY_REPORTS and section_id in (None, line.section.section_id)),
        rules.ZERO,
    )  # fmt: skip


def _lacks(line: Line) -> Decimal:
    """Return what of the money a line's task earned by confirmed reports does not hold up, in yuan."""
    return line.claim.worth * unborne(line.reasons, line.claim.sure, line.supported) / rules.WHOLE


def line_of(*, actor: Actor, code: str, as_of: date, feature_id: UUID, task: str) -> Line:
    """Return one line. Raises ``LineNotFound`` both when nothing disagrees and when it is hidden."""
    for line in lines_of(actor=actor, code=code, as_of=as_of).lines:
        if (line.section.section_id, line.claim.key) == (feature_id, task):
            return line
    raise faults.LineNotFound(task=task[:64], on=str(as_of))


def raised_of(*, actor: Actor, project: Project) -> dict[tuple[UUID, str], Dispute]:
    """Return the last issue raised of each line, of those the actor may see."""
    rows = Dispute.objects.filter(project=project, issue__in=list_issues(actor=actor).order_by().values("pk"))
    return {
        (row.feature_id, row.task_key): row
        for row in rows.select_related("issue").order_by("raised_at", "pk")
    }


def dispute_of(issue_id: UUID) -> Dispute | None:
    """Return the line an issue was raised of, if it was. Of an issue the actor sees already."""
    rows = Dispute.objects.filter(issue_id=issue_id).select_related("project", "feature", "report", "issue")
    return rows.first()


def line_address(found: Dispute) -> str:
    """Return the address, without a host, of the line an issue was raised of: the one the issue keeps."""
    own = f"/projects/{found.project.code}/disagreements/"
    kept = next((one for one in found.issue.topic["reference_links"] if one.startswith(own)), "")
    return kept or f"{own}#line-{found.feature_id}-{found.task_key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim that something disagrees with, and by whose voices."""

    claim: Claim
    found: Disagreement
    said: str
    lots: Lots | None


def judged_of(one: Disputed, actuals: dict[str, rules.Actual], lots: dict[str, Lots]) -> Iterable[Judged]:
    """Yield what disagrees about the claims of a report: photos, sequence, money, schedule and lots."""
    known = {line.key: line for line in one.lines}
    for claim in one.claims:
        said, own = _said(claim, actuals, one.report), lots.get(claim.key)
        found = _judged(claim, known.get(claim.key), [*said.borne, *_borne(claim, own, one.report)])
        if found is not None:
            yield Judged(claim=claim, found=found, said=said.word, lots=own)


def _line(
    one: Disputed, judged: Judged, voices: Voices, raised: dict[tuple[UUID, str], Dispute]
) -> Line:  # fmt: skip
    key, found = judged.claim.key, judged.found
    return Line(
        section=one.section, report=one.report, claim=judged.claim, reasons=found.reasons,
        facts=found.facts, supported=found.supported, at_stake=found.at_stake, said=judged.said,
        model=voices.models.get(key), lots=judged.lots,
        claimed=claimed_share(one.period.claims, one.period.budget), certified=one.period.certified,
        paid=one.period.paid, photos=one.period.signs_of(key),
        dispute=raised.get((one.section.section_id, key)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """What the schedule's own days say of a task, and what of the claim they bear out."""

    word: str
    borne: tuple[rules.Borne, ...]


def _said(claim: Claim, actuals: dict[str, rules.Actual], report: ProgressReport) -> _Said:
    actual = actuals.get(claim.key)
    word = rules.says_of(actual, report.period_last) if actual else rules.SILENT
    part = rules.supported(word, claim.percent, claim.before)
    return _Said(word, () if part is None else (rules.Borne(reason=rules.BIM, percent=part),))


def _borne(claim: Claim, lots: Lots | None, report: ProgressReport) -> tuple[rules.Borne, ...]:
    found = rules.lots_bear(lots.count(report.period_last), claim.percent) if lots else None
    return () if found is None else (found,)


def _judged(claim: Claim, known: Disagreement | None, voices: Iterable[rules.Borne]) -> Disagreement | None:
    """Put what model and lots contradict beside what else disagrees; the largest sum is at stake."""
    found = known
    for voice in voices:
        own = claim.worth * abs(claim.percent - voice.percent) / rules.WHOLE
        least = voice.percent if found is None or own > found.at_stake else found.supported
        found = Disagreement(
            key=claim.key, name=claim.name, reasons=(*(found.reasons if found else ()), voice.reason),
            claimed=claim.percent, supported=least,
            at_stake=max(own, found.at_stake if found else rules.ZERO), facts=found.facts if found else (),
        )  # fmt: skip
    return found
