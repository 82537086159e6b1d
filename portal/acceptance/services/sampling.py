"""Verbs of material tests: a sample on record, what the laboratory found, the lots that rest on it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.acceptance import faults, policy, rules, selectors
from portal.acceptance.models import BuiltElement, LotTest, MaterialTest, Piece
from portal.acceptance.services.planning import lock_units
from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.projects.selectors import get_project, lock_project

SUBJECT = "material_test"
REPORT_KINDS = (".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".xlsx", ".docx", ".zip")
MOST_REPORT_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What is said of a sample that is taken. ``lots``: what rests on it; ``replaces``: a failed test."""

    number: str
    material: str
    sampled_on: date
    standard: str = ""
    grade: str = ""
    lots: tuple[UUID, ...] = ()
    required: bool = True
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a laboratory found. ``found``: in the report's own words; ``report``: its file."""

    result: str
    tested_on: date
    lab: str
    found: str = ""
    report: UploadedFile | None = None


@kept_refusals(SUBJECT, names=("code",))
@transaction.atomic
def register_test(*, actor: Actor, code: str, sample: Sample, on: date, at: datetime) -> MaterialTest:
    """Put a sample on record, without a result. What repeats a failed test takes its lots and elements."""
    project = get_project(actor=actor, code=code)
    if not policy.may_sample(actor, project):
        raise faults.SamplingNotYours(project=code)
    lock_project(actor=actor, code=code)
    _check(project.pk, sample, on)
    failed = _failed(actor, project.pk, sample)
    made = MaterialTest.objects.create(
        project=project, number=sample.number.strip(), material=sample.material.strip(),
        standard=sample.standard.strip(), grade=sample.grade.strip(), sampled_on=sample.sampled_on,
        replaces=failed, registered_by=actor.user_id, registered_at=at,
    )  # fmt: skip
    facts = {"project": code, "number": made.number, "material": made.material,
             "replaces": failed.number if failed else ""}  # fmt: skip
    record_event(actor=actor, verb="register", subject_type=SUBJECT, subject_id=str(made.pk), facts=facts)
    if failed is not None:
        _take_over(failed, made)
    if sample.lots:
        _link(actor, made, sample.lots, required=sample.required)
    return made


@kept_refusals(SUBJECT, names=("test_id",))
@transaction.atomic
def tell_result(*, actor: Actor, test_id: UUID, told: Told, on: date, at: datetime) -> MaterialTest:
    """Record what the laboratory found, once: by who did not build."""
    seen = selectors.get_test(actor=actor, test_id=test_id)
    if not policy.may_tell(actor, seen.project):
        raise faults.ResultNotYours(project=seen.project.code)
    lock_units(seen.project_id)
    test = MaterialTest.objects.select_for_update(of=("self",), no_key=True).get(pk=test_id)
    if test.result != rules.PENDING:
        raise faults.ResultThere(number=test.number)
    _check_told(test, told, on)
    test.result, test.tested_on, test.lab = told.result, told.tested_on, told.lab.strip()[:200]
    test.found, test.report = told.found.strip()[:200], _report(told.report)
    test.told_by, test.told_by_name, test.told_at = actor.user_id, actor.name[:150], at
    test.save(update_fields=[
        "result", "tested_on", "lab", "found", "report", "told_by", "told_by_name", "told_at",
    ])  # fmt: skip
    facts = {"result": test.result, "found": test.found, "lab": test.lab, "tested_on": str(test.tested_on),
             "sha256": test.report.sha256 if test.report else ""}  # fmt: skip
    record_event(actor=actor, verb="result", subject_type=SUBJECT, subject_id=str(test.pk), facts=facts)
    return test


@kept_refusals(SUBJECT, names=("test_id",))
@transaction.atomic
def link_lots(*, actor: Actor, test_id: UUID, lots: Collection[UUID], required: bool = True) -> MaterialTest:
    """Let lots rest on a test. A link is never taken away; an accepted lot takes only a test that passed."""
    test = selectors.get_test(actor=actor, test_id=test_id)
    if not policy.may_sample(actor, test.project):
        raise faults.SamplingNotYours(project=test.project.code)
    _link(actor, test, lots, required=required)
    return test


def _report(upload: UploadedFile | None) -> StoredFile | None:
    """Keep a report under its hash, if one was sent. Raises ``ReportUnknown`` and ``ReportTooLarge``."""
    if upload is None:
        return None
    name, size = upload.name or "", upload.size or 0
    if Path(name).suffix.lower() not in REPORT_KINDS:
        raise faults.ReportUnknown(known=" ".join(REPORT_KINDS))
    if size > MOST_REPORT_BYTES:
        raise faults.ReportTooLarge(bytes=size, limit=MOST_REPORT_BYTES)
    return store_file(upload, name=name, content_type=upload.content_type or "")


def _check(project_id: UUID, sample: Sample, on: date) -> None:
    for field, text, most in (("number", sample.number, 64), ("material", sample.material, 200)):
        if not text.strip():
            raise faults.SampleUnfit(field=field, reason=_("is empty"))
        if len(text) > most:
            raise faults.SampleUnfit(field=field, reason=_("at most {most} characters").format(most=most))
    if sample.sampled_on > on:
        raise faults.SampleUnfit(field="sampled_on", reason=_("is after today"))
    if MaterialTest.objects.filter(project_id=project_id, number=sample.number.strip()).exists():
        raise faults.SampleUnfit(field="number", reason=_("the project has a sample with this number"))


def _failed(actor: Actor, project_id: UUID, sample: Sample) -> MaterialTest | None:
    if sample.replaces is None:
        return None
    found = selectors.get_test(actor=actor, test_id=sample.replaces)
    if found.project_id != project_id or found.result != rules.FAIL or hasattr(found, "successor"):
        raise faults.SampleUnfit(field="replaces", reason=_("only a failed test is repeated, and once"))
    return found


def _take_over(failed: MaterialTest, made: MaterialTest) -> None:
    """Hang a repeated test where the failed one hangs."""
    LotTest.objects.bulk_create(
        LotTest(test=made, lot_id=link.lot_id, required=link.required) for link in failed.lots.order_by("pk")
    )
    BuiltElement.objects.bulk_create(
        BuiltElement(test=made, structure_id=one.structure_id, global_id=one.global_id, name=one.name,
                     ifc_class=one.ifc_class)
        for one in failed.elements.order_by("pk")
    )  # fmt: skip


def _check_told(test: MaterialTest, told: Told, on: date) -> None:
    if told.result not in rules.RESULTS:
        raise faults.SampleUnfit(
            field="result", reason=_("one of these: {terms}").format(terms=", ".join(rules.RESULTS))
        )
    if not told.lab.strip():
        raise faults.SampleUnfit(field="lab", reason=_("is empty"))
    if not test.sampled_on <= told.tested_on <= on:
        raise faults.SampleUnfit(field="tested_on", reason=_("lies between the sample and today"))


def _link(actor: Actor, test: MaterialTest, lots: Collection[UUID], *, required: bool) -> None:
    lock_units(test.project_id)
    test = MaterialTest.objects.select_for_update(of=("self",), no_key=True).get(pk=test.pk)
    rows = Piece.objects.filter(pk__in=lots, project_id=test.project_id, level=rules.LOT)
    found = list(rows.order_by("code"))
    if len(found) != len(set(lots)):
        raise faults.SampleUnfit(
            field="lots", reason=_("not all of these are inspection lots of the project")
        )
    for lot in found:
        if lot.state == rules.ACCEPTED and required and test.result != rules.PASS:
            raise faults.LotAccepted(lot=lot.code)
        LotTest.objects.get_or_create(test=test, lot=lot, defaults={"required": required})
    facts = {"lots": [lot.code for lot in found], "required": required}
    record_event(actor=actor, verb="link", subject_type=SUBJECT, subject_id=str(test.pk), facts=facts)
