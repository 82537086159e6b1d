"""What waits on the land officer's desk of the demo (docs/demo-province.md), the same at every size."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.demo.province.hashing import fixed_id
from portal.demo.works.rows import ApprovalRow, LandDocumentRow

CHINA = timezone(timedelta(hours=8))
GOVERNMENT = "岚海省人民政府"
OTHER_BODY = "91110000600037341L"
OTHER_CODE = "2019-970000-47-01-000017"
HELD = {
    (395, "A2"): "decided_granted",
    (248, "A12"): "expiring",
    (281, "A12"): "expiring",
    (559, "A12"): "expiring",
}
"""Papers that are there already and wait all the same: to be put into force, or about to run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One document that is not decided yet. ``since``: when it was handed in; ``bounded``: with a boundary.

    ``then``: where the officer's check leads from ``accepted``; ``reason``: why it goes back.
    ``declared``, ``classes``: area as a part of the site's, and of that by land class.
    """

    work: int
    kind: str
    since: date
    state: str = "submitted"
    then: str = ""
    reason: str = ""
    bounded: bool = True
    declared: float = 1.0
    classes: dict[str, float] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """Return the document's identifier."""
        return fixed_id("land_document", self.work, self.kind, "waiting")


CHECK, CORRECT = "technical_check", "correction"
WAITING = (
    Waiting(work=187, kind="A4", since=date(2026, 11, 12), classes={"0301": 1.0}),
    Waiting(work=92, kind="A2", since=date(2026, 11, 17)),
    Waiting(work=306, kind="A2", since=date(2026, 11, 13)),
    Waiting(work=476, kind="A4", since=date(2026, 11, 9), bounded=False),
    Waiting(work=0, kind="A4", since=date(2026, 10, 27), bounded=False),
    Waiting(work=17, kind="A8", since=date(2026, 11, 3), bounded=False),
    Waiting(work=379, kind="A4", since=date(2026, 11, 10), state="accepted"),
    Waiting(work=357, kind="A2", since=date(2026, 11, 16), state="accepted"),
    Waiting(work=153, kind="A4", since=date(2026, 11, 4), state="accepted", then=CHECK,
            facts={"authority": GOVERNMENT, "authority_level": "province"}),
    Waiting(work=365, kind="A4", since=date(2026, 10, 29), state="accepted", then=CHECK,
            facts={"project_code": OTHER_CODE}),
    Waiting(work=134, kind="A4", since=date(2026, 11, 5), state="accepted", then=CHECK, declared=1.02),
    Waiting(work=344, kind="A2", since=date(2026, 11, 6), state="accepted", then=CHECK,
            facts={"applicant_uscc": OTHER_BODY}),
    Waiting(work=224, kind="A4", since=date(2026, 10, 20), state="accepted", then=CORRECT,
            classes={"0301": 0.9}, reason="分地类面积之和与总面积不一致，请核对后重新提交"),
    Waiting(work=276, kind="A4", since=date(2026, 10, 23), state="accepted", then=CORRECT, declared=1.02,
            reason="申报面积与界址点计算面积不符，请补正勘测定界成果"),
)  # fmt: skip

CORRECTED = WAITING[-1]
"""The document whose corrected survey is in the officer's hands already."""
SURVEY_NAME = "补正勘测定界成果（演示）.txt"


def as_paper(one: Waiting, extent: UUID) -> ApprovalRow:
    """Return a document as the paper it is to become, so that its boundary is drawn as theirs are."""
    return ApprovalRow(one.id, fixed_id("project", one.work), one.kind, "", "", one.since, None,
                       _moment(one.since), extent)  # fmt: skip


def document(one: Waiting, area_sqm: float, extent: UUID | None) -> LandDocumentRow:
    """Return the document's row. ``area_sqm``: of the site, on the plane."""
    whole = Decimal(round(area_sqm * one.declared * 100)).scaleb(-2)
    plain = LandDocumentRow(
        id=one.id, project_id=fixed_id("project", one.work), approval_id=None, kind=one.kind, state=one.state,
        number="", authority="", authority_level="", issued_on=None, valid_to=None, applicant_uscc="",
        project_code="", uses=[],
        areas={code: round(float(whole) * part, 2) for code, part in one.classes.items()},
        declared_sqm=whole, extent_id=extent, survey_id=None, geometry_version=None, geometry_sha256="",
        worst_rank=0, version=1, created_at=_moment(one.since - timedelta(days=6)),
        updated_at=_moment(one.since),
    )  # fmt: skip
    return plain._replace(**one.facts)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=CHINA)
