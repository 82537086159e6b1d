"""Background work: one ``enqueue()``, a visible row, what is done every night, and a sweep that takes up
what a dead worker left.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate import JobContext
from procrastinate.contrib.django import app

from portal.core import clock
from portal.core.errors import DomainError, NotFound, Unavailable
from portal.core.events import Who
from portal.core.models import Job
from portal.core.sql import advisory_lock

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
HEARTBEAT_SECONDS = 30
NIGHTS_LOCK = 7_305_002
HEAVY = "heavy"
"""The queue's name for work that takes minutes: one such job at a time, so that short ones pass it by."""


class JobNotFound(NotFound):
    """No such job, or another person's."""

    message = _("There is no job {job_id}.")


class JobKeepsDying(Unavailable):
    """The worker was killed each time it tried."""

    message = _("The job was started {attempts} times and its worker died each time.")


@dataclass(slots=True)
class Progress:
    """What a handler is given: its payload, its owner, and a way to say how far it is."""

    job_id: UUID
    owner_id: int | None
    payload: dict[str, Any]

    def report(self, stage: str, percent: int) -> None:
        """Show ``stage`` and ``percent`` (0-100) to whoever watches; outside the work's own transaction."""
        Job.objects.filter(pk=self.job_id).update(stage=stage, percent=max(0, min(100, percent)))


Handler = Callable[[Progress], dict[str, Any]]
Farewell = Callable[[Job], None]
_handlers: dict[str, Handler] = {}
_heavy: set[str] = set()
_nightly: set[str] = set()
_farewells: dict[str, Farewell] = {}


def handler(
    kind: str, *, heavy: bool = False, farewell: Farewell | None = None
) -> Callable[[Handler], Handler]:
    """Register the function that does one kind of work. It must do no harm when run twice.

    ``heavy``: it may take minutes, and nobody's short work is to wait for it. ``farewell`` is told of a
    job that failed for good, so that nothing waits for it any longer.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        if heavy:
            _heavy.add(kind)
        if farewell is not None:
            _farewells[kind] = farewell
        return function

    return register


def nightly(kind: str) -> Callable[[Handler], Handler]:
    """Register work that is done once a day, unasked; its payload says for which day: ``on``."""
    _nightly.add(kind)
    return handler(kind, heavy=True)


@transaction.atomic
def enqueue(*, actor: Who, kind: str, payload: dict[str, Any]) -> Job:
    """Record the job and hand it to the queue in the caller's transaction: rolled back together.

    Unattended work (``system_actor``) belongs to nobody.
    """
    if kind not in _handlers:
        raise LookupError(f"No handler is registered for jobs of kind {kind!r}.")
    return _hand_over(kind, payload, owner_id=actor.user_id or None)


@transaction.atomic
def hand_out_nights(*, on: date) -> list[Job]:
    """Enqueue each nightly work unless this day has it; what failed is tried again with the next hour."""
    advisory_lock(NIGHTS_LOCK)
    day = {"on": on.isoformat()}
    there = Job.objects.filter(kind__in=_nightly, payload__on=day["on"]).exclude(state=Job.State.FAILED)
    missing = _nightly - set(there.values_list("kind", flat=True))
    return [_hand_over(kind, day, owner_id=None) for kind in sorted(missing)]


def get_job(*, actor: Who, job_id: UUID) -> Job:
    """Return the actor's own job; another's looks absent."""
    job = Job.objects.filter(pk=job_id, owner_id=actor.user_id).first() if actor.user_id else None
    if job is None:
        raise JobNotFound(job_id=str(job_id))
    return job


@app.task(name="gongtu.run_job", queue="work")
def run_job(*, job_id: str) -> None:
    """Do one job to its end; an anticipated error is recorded, an unforeseen one too and logged."""
    job = _begin(UUID(job_id))
    if job is None:
        return
    try:
        result = _handlers[job.kind](Progress(job.pk, job.owner_id, job.payload))
    except DomainError as error:
        _end(job, Job.State.FAILED, error={"code": error.code(), "title": str(error), "facts": error.facts})
    except Exception as error:  # noqa: BLE001  the outermost loop records what nobody foresaw
        log.exception("Job %s (%s) failed", job.pk, job.kind)
        _end(job, Job.State.FAILED, error={"code": "internal", "title": type(error).__name__, "facts": {}})
    else:
        _end(job, Job.State.DONE, result=result)


@app.periodic(cron="7 * * * *")
@app.task(name="gongtu.nights", queue="work", queueing_lock="nights")
def nights(timestamp: int) -> None:
    """Look every hour whether the day's nightly work was handed out: a machine may have slept at midnight."""
    hand_out_nights(on=clock.today())


@app.periodic(cron="* * * * * */20")
@app.task(name="gongtu.sweep", queue="work", queueing_lock="sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:
    """Hand out again the jobs of workers whose heartbeat stopped."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=HEARTBEAT_SECONDS):
        await manager.retry_job(stalled)


def _hand_over(kind: str, payload: dict[str, Any], *, owner_id: int | None) -> Job:
    job = Job.objects.create(kind=kind, payload=payload, owner_id=owner_id, created_at=clock.now())
    run_job.configure(lock=HEAVY if kind in _heavy else None).defer(job_id=str(job.pk))
    return job


def _begin(job_id: UUID) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update(no_key=True).filter(pk=job_id).first()
        if job is None or job.state in {Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED}:
            return None
        job.attempts += 1
        job.state, job.started_at = Job.State.RUNNING, clock.now()
        job.save(update_fields=["attempts", "state", "started_at"])
    if job.attempts > MAX_ATTEMPTS:
        error = JobKeepsDying(attempts=MAX_ATTEMPTS)
        _end(job, Job.State.FAILED, error={"code": error.code(), "title": str(error), "facts": error.facts})
        return None
    return job


def _end(
    job: Job, state: str, *, result: dict[str, Any] | None = None, error: dict[str, Any] | None = None
) -> None:
    job.state, job.result, job.error, job.ended_at = state, result or {}, error, clock.now()
    job.percent = 100 if state == Job.State.DONE else job.percent
    job.save(update_fields=["state", "result", "error", "ended_at", "percent"])
    if state == Job.State.FAILED and job.kind in _farewells:
        _farewells[job.kind](job)
