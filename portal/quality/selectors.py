"""Reads of quality issues: one, a project's, and those that hold other things up."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.contracts.building import builders_of
from portal.core.lifecycle import Lifecycle, Step
from portal.core.models import Event
from portal.core.rulebook import rule
from portal.core.sql import fetch_as
from portal.progress import signs
from portal.projects.policy import roles_on
from portal.quality import faults, names, policy, rules
from portal.quality.models import QualityCase, QualityPhoto
from spatial.features.models import Feature
from spatial.features.places import section_of

SQL = Path(__file__).resolve().parent / "sql"
WITH = ("project__owner", "section", "assigned_body")
LIFECYCLE = Lifecycle(*(Step(*row) for row in rules.STEPS))


def list_cases(*, actor: Actor) -> QuerySet[QualityCase]:
    """Return the quality issues the actor may see, the gravest and oldest first."""
    rows = QualityCase.objects.filter(policy.viewable(actor)).select_related(*WITH)
    return rows.order_by("state", "severity", "began_at", "pk")


def orders_in_force(*, actor: Actor, place: Feature) -> QuerySet[QualityCase]:
    """Return the issues by which work in a place's section is stopped, as far as the actor sees them."""
    rows = list_cases(actor=actor).filter(section=section_of(place))
    return rows.filter(stopped_at__isnull=False, lifted_at__isnull=True).exclude(state=rules.CLOSED)


def case_of(issue_id: UUID) -> QualityCase | None:
    """Return how an issue is mended, if it is one of quality. The issue's own policy has let it through."""
    return QualityCase.objects.select_related(*WITH).filter(pk=issue_id).first()


def photos_of(case: QualityCase) -> QuerySet[QualityPhoto]:
    """Return the photos of an issue, as they came."""
    return case.photos.select_related("file").order_by("added_at", "pk")


def photo_of(case: QualityCase, photo_id: UUID) -> QualityPhoto:
    """Return one photo of an issue. Raises ``QualityPhotoNotFound``."""
    found = photos_of(case).filter(pk=photo_id).first()
    if found is None:
        raise faults.QualityPhotoNotFound(photo=str(photo_id))
    return found


def history_of(case: QualityCase) -> QuerySet[Event]:
    """Return what was done to an issue, oldest first."""
    return Event.objects.filter(subject_type="quality_case", subject_id=str(case.pk)).order_by("pk")


def facts_of(case: QualityCase, *, actor: Actor, on: date) -> rules.Facts:
    """Return what the guards read. ``afters``: of this round of mending."""
    shown = case.photos.filter(side=rules.AFTER, round=case.round).order_by("added_at", "pk")
    return rules.Facts(
        severity=case.severity, by=actor.user_id, body=str(actor.organisation_id or ""),
        began_at=case.began_at, limit_m=float(rule(rules.FIX_LIMIT, on=on)),
        given_to=str(case.assigned_body_id or ""),
        given_name=case.assigned_body.name if case.assigned_body else "", claimed_by=case.claimed_by,
        claimed_body=str(case.claimed_body or ""),
        inspected_by=case.inspected_by, stopped=case.stopped_at is not None,
        lifted=case.lifted_at is not None,
        afters=tuple(_shown(one) for one in shown),
    )  # fmt: skip


def _shown(photo: QualityPhoto) -> rules.Shown:
    signs = frozenset(sign["kind"] for sign in photo.signs)
    return rules.Shown(
        taken_at=photo.taken_at, distance_m=photo.distance_m, accuracy_m=photo.accuracy_m, signs=signs
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A photo as evidence. ``counts``: whether it shows the fix; ``None`` of one not of this round's fix.

    ``against``: what stands against that, in words; ``remarks``: what else its picture says of itself.
    """

    photo: QualityPhoto
    counts: bool | None
    against: tuple[str, ...]
    remarks: tuple[str, ...]


def judged(photo: QualityPhoto, *, case: QualityCase, facts: rules.Facts) -> Judged:
    """Return a photo of an issue as evidence of the fix. ``facts``: of ``facts_of``."""
    of_fix = photo.side == rules.AFTER and photo.round == case.round
    found = rules.flaws(_shown(photo), facts) if of_fix else []
    hard = rules.DOUBTFUL if of_fix else frozenset()
    told = [(sign["kind"] in hard, signs.told(sign, code=case.project.code)) for sign in photo.signs]
    plain = [names.against(one) for one in found if one.code in names.AGAINST]
    return Judged(
        photo=photo, counts=not found if of_fix else None,
        against=tuple([words for doubtful, words in told if doubtful] + plain),
        remarks=tuple(words for doubtful, words in told if not doubtful),
    )  # fmt: skip


def allowed_actions(*, actor: Actor, case: QualityCase) -> list[str]:
    """Return the steps the actor's roles open; ``hindered`` tells what still stands against them."""
    steps = LIFECYCLE.allowed_actions(state=case.state, roles=roles_on(actor, case.project))
    stopped, lifted = case.stopped_at is not None, case.lifted_at is not None
    return [one for one in dict.fromkeys(steps) if not rules.is_moot(one, stopped=stopped, lifted=lifted)]


def menders_of(case: QualityCase) -> list[Organisation]:
    """Return the bodies an issue can be given to: those that build its section."""
    return builders_of(case.section)


def wants_reason(case: QualityCase) -> set[str]:
    """Return the steps that want a reason as the issue stands."""
    return {step.action for step in LIFECYCLE.steps if step.source == case.state and step.needs_reason}


def hindered(*, actor: Actor, case: QualityCase, on: date) -> dict[str, str]:
    """Return what stands against the steps open to the actor, in words."""
    facts = facts_of(case, actor=actor, on=on)
    found = {one: rules.hindrance(one, facts) for one in allowed_actions(actor=actor, case=case)}
    return {action: names.sentence(what) for action, what in found.items() if what is not None}


def is_escalated(case: QualityCase, *, on: date) -> bool:
    """Tell whether an issue is past its day and still open."""
    return case.state != rules.CLOSED and case.due_on is not None and case.due_on < on


@dataclass(frozen=True, slots=True)
class _Grave:
    number: int
    title: str


def grave_at(feature_id: UUID, severities: tuple[str, ...]) -> list[str]:
    """Return the open issues of these degrees at a feature, under it or above it, as ``#3 crack``."""
    rows = fetch_as(_Grave, SQL / "grave.sql", feature=feature_id, severities=list(severities))
    return [f"#{row.number} {row.title}"[:80] for row in rows]


def refuse_over_grave(feature_id: UUID) -> None:
    """Raise ``GraveIssuesOpen`` where works would be accepted over a major or critical issue."""
    found = grave_at(feature_id, rules.GRAVE)
    if found:
        raise faults.GraveIssuesOpen(numbers=", ".join(found), rule=faults.RULE)
