"""``manage.py measure_false_progress``: how much of the planted false progress is found, and what else is."""

import json
from datetime import date, timedelta

from django.core.management.base import BaseCommand

from bim.disputes.rules import LOTS
from bim.disputes.selectors import lines_of
from portal.acceptance.models import Piece
from portal.accounts.actor import system_actor
from portal.demo.progress import planted
from portal.earned.disagreeing import KNOWN_AFTER, disputed
from portal.progress.models import ProgressReport
from portal.projects.models import Project

MEASURER = system_actor("measure")


class Command(BaseCommand):
    """The last line is JSON: recall, and false alarms per project-month.

    Works that were paid far ahead of what stands are in the truth table too: they raise no false alarm.
    """

    help = "Hold what disagrees in the demo's reports against the truth table, month by month."

    def add_arguments(self, parser):
        parser.add_argument("--months", type=int, default=12, help="how many months back from October 2026")

    def handle(self, *, months, **given):
        """Look at each month as it was known twenty days later."""
        truth = set(planted.FALSE)
        found, false, watched = set(), [], 0
        for last in _ends(months):
            works = _works(ProgressReport.objects.filter(period_last=last))
            alarms = {_work(one.report) for one in _disputed(last)} | _of_lots(last)
            true = (truth if last == planted.MONTH else set()) | planted.PAID_FIRST
            found |= alarms & true & truth
            false += [(last.isoformat(), work) for work in sorted(alarms - true)]
            watched += len(works - true)
        self.stdout.write(json.dumps({
            "planted": len(truth), "found": len(found), "missed": sorted(truth - found),
            "recall": round(len(found) / len(truth), 4), "project_months": watched,
            "false_alarms": len(false), "false_rate": round(len(false) / max(watched, 1), 4),
            "false": false[:20],
        }))  # fmt: skip


def _disputed(last):
    found = disputed(
        actor=MEASURER, projects=Project.objects.all(), as_of=last + KNOWN_AFTER
    )
    return [one for one in found if one.report.period_last == last]


def _of_lots(last):
    """Return the works whose inspection lots contradict the report of the month."""
    codes = Piece.objects.order_by().values_list("project__code", flat=True).distinct()
    lists = [lines_of(actor=MEASURER, code=code, as_of=last + KNOWN_AFTER) for code in codes]
    return {
        _work(line.report) for one in lists for line in one.lines
        if line.report.period_last == last and set(LOTS) & set(line.reasons)
    }  # fmt: skip


def _works(reports):
    return {_work(row) for row in reports.select_related("project")}


def _work(report):
    return int(report.project.code[-6:]) - 1


def _ends(months):
    last = planted.MONTH
    for _n in range(months):
        yield last
        last = date(last.year, last.month, 1) - timedelta(days=1)
