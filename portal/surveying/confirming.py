"""Before anything is saved: the ground is judged once more, by the rules and facts of this very day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.selectors import get_project
from portal.surveying import checking, policy, saving
from portal.surveying.faults import SurveyForbidden, SurveyHasErrors, SurveyNotRead
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import reading_of
from spatial.land.rules.finding import ERROR, Finding
from spatial.land.sentences import sentence
from spatial.survey.answer import SurveyReading

FORBIDS = {"L01"}
"""Rules whose error about a surveyed shape stands against saving it, whatever it is for."""
FORBIDS_PARCELS = FORBIDS | {"L13"}
"""The same for parcels put on record by themselves: no document's check comes after them."""
SENTENCES_TOLD = 3


def savable(batch: SurveyBatch) -> SurveyReading:
    """Return the reading. Raises ``SurveyNotRead`` or ``SurveyHasErrors``."""
    reading = reading_of(batch)
    if reading is None or batch.state not in {SurveyBatch.State.READ, SurveyBatch.State.ASKS}:
        raise SurveyNotRead(name=batch.name)
    if reading.errors:
        raise SurveyHasErrors(name=batch.name, errors=len(reading.errors))
    return reading


def project_to_save_in(actor: Actor, batch: SurveyBatch) -> Project | None:
    """Return the project the parcels go under. Raises ``SavingForbidden`` where the actor may only look."""
    if batch.project is None:
        return None
    project = get_project(actor=actor, code=batch.project.code)
    if not policy.may_save_for(actor, project):
        raise saving.SavingForbidden()
    return project


def judge_again(
    *, actor: Actor, batch: SurveyBatch, reading: SurveyReading, project: Project | None, on: date
) -> list[Finding]:
    """Judge as of today and keep what is found; return the errors that were not there when it was read.

    Raises ``SurveyForbidden`` where an error is about the surveyed shape itself.
    """
    found = checking.judge(actor=actor, reading=reading, project=project, document=batch.document, on=on)
    seen = {_words(one) for one in checking.unkept(batch.findings)}
    batch.findings, batch.checked_on = checking.kept(found), on
    errors = [one for one in found if one.severity == ERROR]
    new = [one for one in errors if _words(one) not in seen]
    if not new:
        _refuse(batch, reading, errors)
    return new


def _refuse(batch: SurveyBatch, reading: SurveyReading, errors: list[Finding]) -> None:
    against = standing_against(reading, errors, document=batch.document)
    if against:
        raise SurveyForbidden(name=batch.name, findings=told(against), errors=len(against))


def standing_against(reading: SurveyReading, findings: Iterable[Finding], *, document: str) -> list[Finding]:
    """Return the errors in the surveyed ground itself, with which nothing is saved."""
    titles = {checking.title_of(parcel) for parcel in reading.parcels}
    forbids = FORBIDS if document else FORBIDS_PARCELS
    return [
        one for one in findings if one.severity == ERROR and one.rule in forbids and one.subject in titles
    ]


def told(errors: list[Finding]) -> str:
    """Return the first sentences of some findings."""
    return " ".join(f"{one.rule} {sentence(one)}" for one in errors[:SENTENCES_TOLD])


def _words(found: Finding) -> tuple[Any, ...]:
    """Return what makes two findings the same on two days: not the days that have passed meanwhile."""
    return found.rule, found.code, found.severity, found.subject, round(found.area_sqm or 0.0)
