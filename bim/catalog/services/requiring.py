"""The operator's own requirements: IDS files kept, ended, and held against revisions."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from bim.catalog import faults, policy, rules
from bim.catalog.models import Revision
from bim.catalog.models_checks import IDS, RULES, IdsFile
from bim.catalog.requirements import IDS_JOB, fitting, get_ids
from bim.catalog.selectors import project_of, published_revision
from bim.catalog.services.finding import keep_findings
from bim.checks.finding import once
from bim.checks.ids.running import Outcome, audit_ids, check_against, check_rules
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.core.events import record_event
from portal.core.files import copy_to, store_file
from portal.core.jobs import enqueue
from portal.core.models import Job
from portal.projects.rules import STAGE_CODES

MOST_BYTES = 20 << 20
LONGEST_NAME = 200
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How an IDS file is to be kept. ``organisation_id``: none for the province; tuples: empty for all."""

    name: str
    valid_from: date
    valid_to: date | None = None
    organisation_id: UUID | None = None
    disciplines: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


def add_ids(*, actor: Actor, stream: IO[bytes], kept: Kept) -> IdsFile:
    """Audit an IDS file and keep it. Raises ``IdsRefused`` with the line of each fault."""
    organisation = _organisation(actor, kept.organisation_id)
    _check_fields(kept)
    outcome = _audited(stream)
    with transaction.atomic():
        row = IdsFile.objects.create(
            organisation=organisation, name=kept.name.strip()[:LONGEST_NAME],
            file=store_file(stream, name=f"{kept.name[:80]}.ids", content_type="application/xml"),
            valid_from=kept.valid_from, valid_to=kept.valid_to, disciplines=list(kept.disciplines),
            stages=list(kept.stages), contents=outcome.contents, created_by_id=actor.user_id or None,
            created_at=clock.now(),
        )  # fmt: skip
        facts = {"name": row.name, "sha256": row.file.sha256, "from": kept.valid_from.isoformat()}
        record_event(actor=actor, verb="add_ids", subject_type="ids_file", subject_id=row.pk, facts=facts)
    return row


@transaction.atomic
def end_ids(*, actor: Actor, ids_id: UUID, valid_to: date) -> IdsFile:
    """Let an IDS file end on a day; what was found with it stays."""
    seen = get_ids(actor=actor, ids_id=ids_id)
    rows = IdsFile.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "file")
    row = rows.get(pk=seen.pk)
    if not policy.may_keep_ids(actor, row.organisation.path if row.organisation else None):
        raise faults.IdsForbidden()
    if valid_to < row.valid_from:
        raise faults.IdsFieldInvalid(name="valid_to", value=valid_to.isoformat())
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    facts = {"name": row.name, "to": valid_to.isoformat()}
    record_event(actor=actor, verb="end_ids", subject_type="ids_file", subject_id=row.pk, facts=facts)
    return row


def request_checks(*, actor: Actor, revision_id: UUID, rules_too: bool = False) -> Job:
    """Have a published revision held again against the IDS files in force, and the rules of its schema."""
    revision = published_revision(actor=actor, revision_id=revision_id)
    project = project_of(revision.model.feature)
    if project is None or not policy.may_have_checked(actor, project):
        raise faults.CheckingForbidden()
    payload = {"revision": str(revision.pk), "rules": rules_too}
    return enqueue(actor=actor, kind=IDS_JOB, payload=payload)


def hand_over(*, actor: Actor, revision: Revision, on: date) -> Job | None:
    """Hand a newly published revision to a worker where requirements are in force for it."""
    if not fitting(revision, on=on):
        return None
    return enqueue(actor=actor, kind=IDS_JOB, payload={"revision": str(revision.pk)})


def check_revision(
    *, actor: Actor, revision: Revision, on: date, tell: Tell = lambda _stage, _percent: None
) -> list[IdsFile]:
    """Hold a revision against each IDS file that fits it and keep what is found. Harmless when run twice."""
    asked = fitting(revision, on=on)
    with tempfile.TemporaryDirectory(prefix="ids-", ignore_cleanup_errors=True) as folder:
        model = copy_to(revision.file, Path(folder) / "model") if asked else Path(folder)
        for number, one in enumerate(asked):
            tell("check", round(100 * number / len(asked)))
            outcome = check_against(model, copy_to(one.file, Path(folder) / "asked.ids"), name=one.name)
            keep_findings(revision=revision, findings=_told(outcome, one), ids_file=one, source=IDS)
    facts = {"ids": [one.name for one in asked]}
    with transaction.atomic():
        record_event(
            actor=actor, verb="check_ids", subject_type="revision", subject_id=revision.pk, facts=facts
        )
    return asked


def check_by_rules(*, actor: Actor, revision: Revision) -> None:
    """Check a revision by the where-rules of its schema. Harmless when run twice."""
    with tempfile.TemporaryDirectory(prefix="ids-", ignore_cleanup_errors=True) as folder:
        outcome = check_rules(copy_to(revision.file, Path(folder) / "model"))
    if outcome.failed:
        findings = [once("rules_unfinished", reason=outcome.failed).plain()]
    else:
        findings = outcome.findings or [once("rules_kept").plain()]
    with transaction.atomic():
        keep_findings(revision=revision, findings=findings, source=RULES)
        record_event(
            actor=actor, verb="check_rules", subject_type="revision", subject_id=revision.pk, facts={}
        )


def _told(outcome: Outcome, asked: IdsFile) -> list[dict[str, Any]]:
    """What was not checked is said, so that nobody takes silence for assent."""
    if outcome.failed or outcome.problems:
        reason = outcome.failed or outcome.problems[0]["code"]
        return [once("ids_unfinished", file=asked.name, reason=reason).plain()]
    return outcome.findings


def _audited(stream: IO[bytes]) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="ids-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "asked.ids"
        stream.seek(0)
        path.write_bytes(stream.read(MOST_BYTES + 1))
        if path.stat().st_size > MOST_BYTES:
            raise faults.IdsRefused(problems=[], reason=f"> {MOST_BYTES >> 20} MB")
        outcome = audit_ids(path)
    if outcome.failed == "not_installed":
        raise faults.IdsNotInstalled()
    if outcome.failed or outcome.problems:
        raise faults.IdsRefused(problems=outcome.problems, reason=outcome.failed)
    return outcome


def _organisation(actor: Actor, organisation_id: UUID | None) -> Organisation | None:
    found = Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None
    if organisation_id and found is None:
        raise faults.IdsForbidden()
    if not policy.may_keep_ids(actor, found.path if found else None):
        raise faults.IdsForbidden()
    return found


def _check_fields(kept: Kept) -> None:
    if not kept.name.strip():
        raise faults.IdsFieldInvalid(name="name", value="")
    if kept.valid_to is not None and kept.valid_to < kept.valid_from:
        raise faults.IdsFieldInvalid(name="valid_to", value=kept.valid_to.isoformat())
    for name, given, known in (
        ("disciplines", kept.disciplines, rules.DISCIPLINE_CODES), ("stages", kept.stages, STAGE_CODES),
    ):  # fmt: skip
        for one in given:
            if one not in known:
                raise faults.IdsFieldInvalid(name=name, value=one[:40])
