"""The verbs of a survey on its way in: receive, read, choose, accept repairs, confirm, discard."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.core.events import record_event
from portal.core.files import copy_to, store_file
from portal.core.jobs import enqueue
from portal.projects.models import Project
from portal.projects.selectors import get_project
from portal.surveying import checking, confirming, handing, mending, policy, saving, twins
from portal.surveying.checking import Checked, CheckForbidden, Subject
from portal.surveying.choices import choices_from, subject_from
from portal.surveying.faults import (
    NothingAccepted,
    SurveyBusy,
    SurveyChanged,
    SurveyClosed,
    SurveyJudgedAnew,
)
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import is_busy, lock_batch, reading_of
from spatial.intake import wire
from spatial.intake.sandbox import FileRefused
from spatial.land.rules.finding import Finding
from spatial.survey.answer import SurveyReading

READ_JOB = "survey.read"
State = SurveyBatch.State
Tell = Callable[[str, int], None]


@transaction.atomic
def receive_survey(
    *, actor: Actor, stream: IO[bytes], name: str, answers: dict[str, Any] | None = None, on: date
) -> SurveyBatch:
    """Keep the file under its SHA-256 and hand it to a worker to be read."""
    _may_check(actor)
    subject, project = _subject(actor, answers or {}, on)
    plain = PurePosixPath(name.replace("\\", "/")).name[-200:] or "file"
    file = store_file(stream, name=plain)
    batch = SurveyBatch.objects.create(
        file=file, name=plain, created_by_id=actor.user_id or 0, county_code=subject.county, project=project,
        document=subject.document, choices=choices_from(answers or {}).plain(), created_at=clock.now(),
    )  # fmt: skip
    _record(actor, "receive", batch, {"sha256": file.sha256, "bytes": file.size})
    return _hand_over(actor, batch)


@transaction.atomic
def choose(*, actor: Actor, batch_id: UUID, version: int, answers: dict[str, Any], on: date) -> SurveyBatch:
    """Take a person's answers and have the file read again; repairs of another reading are dropped."""
    batch = _open(actor, batch_id, version)
    subject, batch.project = _subject(actor, answers, on)
    chosen = choices_from(answers).plain()
    if chosen != batch.choices:
        batch.repairs = []
    batch.choices, batch.county_code, batch.document = chosen, subject.county, subject.document
    return _again(actor, batch, "choose", {"choices": chosen, "county": subject.county})


@transaction.atomic
def accept_repairs(*, actor: Actor, batch_id: UUID, version: int, accepted: Sequence[str]) -> SurveyBatch:
    """Accept proposed repairs, each by its defect; they are applied while the file is read again."""
    batch = _open(actor, batch_id, version)
    reading = reading_of(batch)
    known = {defect.id for defect in reading.defects if defect.repair} if reading else set()
    if not accepted or not set(accepted) <= known:
        raise NothingAccepted(defects=", ".join(sorted(set(accepted) - known))[:200] or "—")
    batch.repairs = [*batch.repairs, sorted(set(accepted))]
    return _again(actor, batch, "accept_repairs", {"repairs": sorted(set(accepted))})


@transaction.atomic
def undo_repairs(*, actor: Actor, batch_id: UUID, version: int) -> SurveyBatch:
    """Give all accepted repairs up: the file is read as it came."""
    batch = _open(actor, batch_id, version)
    batch.repairs = []
    return _again(actor, batch, "undo_repairs", {})


def read_survey(
    *, actor: Actor, batch: SurveyBatch, on: date, tell: Tell = lambda _stage, _percent: None
) -> SurveyBatch:
    """Read, mend as accepted, and judge. Harmless when run twice; saves no feature."""
    if batch.state != State.RECEIVED:
        return batch
    try:
        checked, mended = _read(actor, batch, on, tell)
    except FileRefused as refused:
        return _keep_refusal(actor, batch, refused)
    tell("findings", 95)
    batch.reading, batch.findings = wire.plain(checked.reading), checking.kept(checked.findings)
    batch.mended, batch.offers = mended, mending.offers_of(checked.reading)
    batch.refusal, batch.checked_on = {}, on
    batch.state = State.ASKS if checked.reading.crs.asks else State.READ
    return _keep(actor, batch, {"errors": len(checked.reading.errors), "findings": len(checked.findings)})


def confirm(*, actor: Actor, batch_id: UUID, version: int, on: date) -> SurveyBatch:
    """Save each parcel as a feature with its original, all or none; a document that waits takes its boundary.

    The ground is judged anew: errors that nobody has seen are kept to be looked at, and nothing else is
    saved. Run twice, it saves once.
    """
    _may_check(actor)
    with transaction.atomic():
        batch = lock_batch(actor=actor, batch_id=batch_id)
        if batch.state == State.CONFIRMED:
            return batch
        _check_open(batch, version)
        reading, project = confirming.savable(batch), confirming.project_to_save_in(actor, batch)
        twins.refuse_twin(actor=actor, batch=batch, reading=reading, project=project)
        new = confirming.judge_again(actor=actor, batch=batch, reading=reading, project=project, on=on)
        if not new:
            return _save(actor, batch, reading, project, on)
        _keep_judgement(actor, batch, new)
    raise SurveyJudgedAnew(name=batch.name, errors=len(new), findings=confirming.told(new))


def _save(
    actor: Actor, batch: SurveyBatch, reading: SurveyReading, project: Project | None, on: date
) -> SurveyBatch:
    saved = saving.save_parcels(actor=actor, batch=batch, reading=reading, project=project, on=on)
    document = handing.hand_over(actor=actor, batch=batch, extent=saved.extent)
    batch.state, batch.confirmed_at = State.CONFIRMED, clock.now()
    batch.save(update_fields=["state", "confirmed_at", "findings", "checked_on"])
    _record(actor, "confirm", batch, {
        "features": [str(one.pk) for one in saved.parcels], "sha256": batch.file.sha256,
        "project": project.code if project else "", "document": str(document.pk) if document else "",
        "findings": len(batch.findings),
    })  # fmt: skip
    return batch


def _keep_judgement(actor: Actor, batch: SurveyBatch, new: list[Finding]) -> None:
    batch.version += 1
    batch.save(update_fields=["version", "findings", "checked_on"])
    _record(actor, "judge_again", batch, {"version": batch.version, "errors": [one.rule for one in new]})


@transaction.atomic
def discard(*, actor: Actor, batch_id: UUID) -> SurveyBatch:
    """Give a survey up: its reading goes, the file and the events stay."""
    _may_check(actor)
    batch = lock_batch(actor=actor, batch_id=batch_id)
    if batch.state == State.DISCARDED:
        return batch
    if batch.state == State.CONFIRMED:
        raise SurveyClosed(name=batch.name)
    batch.state, batch.reading, batch.findings, batch.offers = State.DISCARDED, {}, [], {}
    batch.save(update_fields=["state", "reading", "findings", "offers"])
    _record(actor, "discard", batch, {})
    return batch


def owner_of(batch: SurveyBatch, *, on: date) -> Actor:
    """Return the person whose survey it is, with the grants of the day."""
    return actor_of(User.objects.get(pk=batch.created_by_id), on=on)


def _read(actor: Actor, batch: SurveyBatch, on: date, tell: Tell) -> tuple[Checked, list[dict[str, Any]]]:
    subject = Subject(
        county=batch.county_code, document=batch.document, declared=choices_from(batch.choices).declared()
    )
    with tempfile.TemporaryDirectory(prefix="survey-") as folder:
        path = copy_to(batch.file, Path(folder) / f"file{Path(batch.name).suffix[:12]}")
        reading = checking.read_only(
            path, name=batch.name, subject=subject, on=on, tell=tell, project=batch.project
        )
    reading, mended = mending.replay(reading, batch.repairs)
    tell("judging", 90)
    findings = checking.judge(
        actor=actor, reading=reading, project=batch.project, document=batch.document, on=on
    )
    return Checked(reading=reading, findings=findings), mended


def _keep_refusal(actor: Actor, batch: SurveyBatch, refused: FileRefused) -> SurveyBatch:
    found = refused.problem
    batch.refusal = {name: {"where": found.address.text(name), "sentence": found.sentence(name)}
                     for name in ("zh", "en")} | {"code": found.code, "facts": found.facts}  # fmt: skip
    batch.state, batch.reading, batch.findings, batch.offers = State.REFUSED, {}, [], {}
    return _keep(actor, batch, {"refused": found.code})


def _keep(actor: Actor, batch: SurveyBatch, facts: dict[str, Any]) -> SurveyBatch:
    """Keep what was read, unless answers or a farewell came meanwhile."""
    with transaction.atomic():
        now = SurveyBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if now.version != batch.version or now.state != State.RECEIVED:
            return now
        batch.save(update_fields=[
            "state", "reading", "findings", "mended", "offers", "refusal", "checked_on",
        ])  # fmt: skip
        _record(actor, "read", batch, {"state": batch.state, **facts})
    return batch


def _again(actor: Actor, batch: SurveyBatch, verb: str, facts: dict[str, Any]) -> SurveyBatch:
    batch.state, batch.version = State.RECEIVED, batch.version + 1
    batch.save(update_fields=[
        "state", "version", "repairs", "choices", "county_code", "document", "project",
    ])  # fmt: skip
    _record(actor, verb, batch, {"version": batch.version, **facts})
    return _hand_over(actor, batch)


def _hand_over(actor: Actor, batch: SurveyBatch) -> SurveyBatch:
    batch.job = enqueue(
        actor=actor, kind=READ_JOB, payload={"batch": str(batch.pk), "version": batch.version}
    )
    batch.save(update_fields=["job"])
    return batch


def _subject(actor: Actor, answers: dict[str, Any], on: date) -> tuple[Subject, Project | None]:
    """Return what the survey is said to be; a county or project the actor cannot see is refused at once."""
    subject = subject_from(answers)
    checking.county_of(subject.county, on=on)
    return subject, get_project(actor=actor, code=subject.project) if subject.project else None


def _open(actor: Actor, batch_id: UUID, version: int) -> SurveyBatch:
    _may_check(actor)
    batch = lock_batch(actor=actor, batch_id=batch_id)
    _check_open(batch, version)
    return batch


def _check_open(batch: SurveyBatch, version: int) -> None:
    if batch.state in {State.CONFIRMED, State.DISCARDED}:
        raise SurveyClosed(name=batch.name)
    if is_busy(batch):
        raise SurveyBusy(name=batch.name)
    if batch.version != version:
        raise SurveyChanged(given=version, current=batch.version)


def _may_check(actor: Actor) -> None:
    if not policy.may_check(actor):
        raise CheckForbidden()


def _record(actor: Actor, verb: str, batch: SurveyBatch, facts: dict[str, Any]) -> None:
    facts = {"name": batch.name, **facts}
    record_event(actor=actor, verb=verb, subject_type="survey", subject_id=batch.pk, facts=facts)
