"""Run L01-L18 for a document on a desk, and keep with it what they say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import granting, parcels, rules, selectors
from portal.approvals.models import LandDocument, LandFinding
from portal.approvals.recording import finding_of, save_findings
from portal.core.errors import Conflict
from spatial.land.rules.finding import ERROR, WARN
from spatial.land.sentences import sentence

SENTENCES_TOLD = 3


class GrantJudgedAnew(Conflict):
    """The cover, the papers or the ground are not those that were checked."""

    message = _(
        "Not granted: with the values given and as of today the cross-check finds what nobody has seen yet "
        "({count}): {findings} Look at it, or give other values; until then the document keeps those given, "
        "because the findings are about them."
    )


def judge(
    *, actor: Actor, document: LandDocument, on: date, numbered: str | None = None
) -> dict[str, Any]:
    """Check the case with this document in it; findings and report belong to it. Return what to record.

    A finding that says the very same as before keeps its signature. ``numbered``: the number it was last
    judged by, where the document has another now.
    """
    report = selectors.check_project(actor=actor, project=document.project, on=on, candidate=document)
    document.checked_on = on
    document.checked_version = document.extent.version if document.extent else None
    parcels.mark_checked(document)
    document.worst_rank = rules.rank(report.worst)
    document.report = granting.store_report(document, granting.report_of(document, report))
    save_findings(document, report.findings, numbered=document.number if numbered is None else numbered)
    return {"worst": report.worst, "findings": len(report.findings), "report_sha256": document.report.sha256}


def judge_again(*, actor: Actor, document: LandDocument, on: date, numbered: str) -> list[LandFinding]:
    """Check once more as of the day; return the errors and warnings that were not there before.

    ``numbered``: the document's number before the values of the grant were given.
    """
    seen = {rules.sign_of(finding_of(row), unnamed=numbered) for row in document.findings.all()}
    judge(actor=actor, document=document, on=on, numbered=numbered)
    rows = document.findings.filter(severity__in=(ERROR, WARN)).order_by("position")
    number = document.number
    return [row for row in rows if rules.sign_of(finding_of(row), unnamed=number) not in seen]


def told(rows: Sequence[LandFinding]) -> str:
    """Return the first sentences of some findings, and that there are more."""
    words = " ".join(f"{row.rule} {sentence(finding_of(row))}" for row in rows[:SENTENCES_TOLD])
    return f"{words} …" if len(rows) > SENTENCES_TOLD else words
