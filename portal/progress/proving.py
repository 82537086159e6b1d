"""Which statements of a report want evidence: large steps without a photo or a remark of their task."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.rulebook import rule
from portal.progress import selectors
from portal.progress.models import ProgressReport, ReportLine
from portal.progress.rules import reports

LEAST = "progress_evidence_points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leap:
    """A task that grew by much without evidence, in per cent of 100."""

    key: str
    name: str
    before: Decimal
    percent: Decimal

    def __str__(self) -> str:
        return f"{self.name} {self.before:.1f}% → {self.percent:.1f}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """From which step on evidence is asked for, in points of 100, and what lacks it."""

    least: Decimal
    lacking: tuple[Leap, ...]


def proof_of(report: ProgressReport, *, on: date) -> Proof:
    """Return what of a report wants evidence by the rule of a day."""
    least, before = rule(LEAST, on=on), selectors.confirmed_before(report)
    shown = set(report.photos.exclude(task_key="").values_list("task_key", flat=True))
    lines = list(report.lines.order_by("pk"))
    flaws = reports.flaws_of(_line(one, before, shown, least) for one in lines)
    keys = {flaw.key for flaw in flaws if flaw.kind == reports.NO_EVIDENCE}
    names = selectors.task_names(report.project) if keys else {}
    return Proof(least=least.normalize() + 0, lacking=tuple(
        Leap(key=one.task_key, name=names.get(one.task_key, one.task_key), percent=one.percent,
             before=before.get(one.task_key, Decimal(0)))
        for one in lines if one.task_key in keys
    ))  # fmt: skip


def _line(line: ReportLine, before: dict[str, Decimal], shown: set[str], least: Decimal) -> reports.Line:
    return reports.Line(
        key=line.task_key, percent=line.percent, before=before.get(line.task_key, Decimal(0)),
        correction=line.correction, evidence=(line.task_key in shown) + bool(line.note.strip()), jump=least,
    )  # fmt: skip
