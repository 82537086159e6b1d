"""Reads of land documents: one, many, the desk of a land officer, the check of a project."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.approvals import faults, gathering, ground, policy, rules
from portal.approvals.models import LandCase, LandChange, LandDocument, LandFinding
from portal.projects.models import Project
from portal.projects.rules import ENDED_STAGES
from portal.projects.selectors import get_project, list_features, list_projects
from spatial.features.models import Feature
from spatial.land import checking
from spatial.land.grounds import Ground, Sight, sight_of
from spatial.land.selectors import book_on


def list_documents(*, actor: Actor) -> QuerySet[LandDocument]:
    """Return the documents of the projects the actor may see."""
    return LandDocument.objects.filter(policy.viewable(actor))


def get_document(*, actor: Actor, document_id: UUID) -> LandDocument:
    """Return one document. Raises ``DocumentNotFound`` both when it is absent and when it is hidden."""
    rows = list_documents(actor=actor).select_related("project__owner", "project__site", "extent", "survey")
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise faults.DocumentNotFound(document=str(document_id))
    return document


def lock_document(*, actor: Actor, document_id: UUID) -> LandDocument:
    """Return one document, locked with its project until the transaction ends."""
    found = get_document(actor=actor, document_id=document_id)
    Project.objects.select_for_update(no_key=True).get(pk=found.project_id)
    LandDocument.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_document(actor=actor, document_id=document_id)


def lock_finding(*, actor: Actor, code: str, finding_id: int) -> LandFinding:
    """Return one finding of a project with its document locked. Raises ``FindingNotFound``."""
    documents = list_documents(actor=actor).filter(project__code=code)
    found = LandFinding.objects.filter(pk=finding_id, document__in=documents).first()
    if found is None:
        raise faults.FindingNotFound(finding=finding_id)
    document = lock_document(actor=actor, document_id=found.document_id)
    again = LandFinding.objects.filter(pk=finding_id).first()
    if again is None:
        raise faults.FindingNotFound(finding=finding_id)
    again.document = document
    return again


def find_case(*, actor: Actor, code: str) -> tuple[Project, LandCase | None]:
    """Return a project with how it comes to its ground, ``None`` where that is the usual way."""
    project = get_project(actor=actor, code=code)
    sight(actor)
    return project, LandCase.objects.filter(project=project).first()


def list_changes(*, actor: Actor, code: str) -> QuerySet[LandChange]:
    """Return the changes of a project, also those withdrawn, the oldest first."""
    project, _case = find_case(actor=actor, code=code)
    return LandChange.objects.filter(project=project).order_by("changed_on", "pk")


def lock_change(*, actor: Actor, change_id: int) -> LandChange:
    """Return one change with its project locked. Raises ``ChangeNotFound``."""
    rows = LandChange.objects.select_related("project__owner").filter(pk=change_id)
    found = rows.filter(project__in=list_projects(actor=actor)).first() if not actor.is_public else None
    if found is None:
        raise faults.ChangeNotFound(change=change_id)
    Project.objects.select_for_update(no_key=True).get(pk=found.project_id)
    return rows.get()


def worklist(
    *, actor: Actor, region: str = "", states: Sequence[str] = (), severity: str = "", kind: str = ""
) -> QuerySet[LandDocument]:
    """Return the documents on the desks of a land officer: of their own scope, and nobody else's.

    ``region``: a prefix of the region code. ``severity``: documents whose worst finding is this one.
    """
    rows = LandDocument.objects.filter(policy.judged_by(actor))
    rows = rows.select_related("project__owner", "report")
    rows = rows.filter(state__in=list(states) or rules.WORK_STATES)
    if region:
        rows = rows.filter(project__region_code__startswith=region)
    if severity:
        rows = rows.filter(worst_rank=rules.rank(severity))
    return rows.filter(kind=kind) if kind else rows


def sight(actor: Actor) -> Sight:
    """Return what an actor may be told of the ground: what their projects open, neighbours not ended."""
    live = Feature.objects.exclude(root__project__stage__in=ENDED_STAGES)
    return sight_of(actor, seen=list_features(actor=actor), live=live)


def check_case(
    *, actor: Actor, project_code: str, on: date, extra_grounds: Sequence[Ground] = ()
) -> checking.Report:
    """Measure and judge a project's ground and papers as they are. Nothing is saved.

    ``extra_grounds``: shapes that are not stored. Raises ``ProjectNotFound``; the public never asks.
    """
    project = get_project(actor=actor, code=project_code)
    return check_project(actor=actor, project=project, on=on, extra=extra_grounds)


def check_project(
    *, actor: Actor, project: Project, on: date, candidate: LandDocument | None = None,
    extra: Sequence[Ground] = (),
) -> checking.Report:  # fmt: skip
    """Do the same for a project already found; ``candidate`` counts as if it were granted on the day."""
    seen = sight(actor)
    case = gathering.gather(
        project, on=on, features=list_features(actor=actor), candidate=candidate, extra=extra
    )
    book = book_on(on=on, jurisdiction=project.region_code[:2] or "*")
    return checking.check(sight=seen, case=case, book=book)


def waiting(*, actor: Actor, project: Project, kind: str) -> LandDocument | None:
    """Return the document in preparation that still takes a boundary; the latest where there are several."""
    rows = list_documents(actor=actor).filter(project=project, kind=kind, state__in=rules.TAKES_BOUNDARY)
    return rows.order_by("-created_at").first()


def check_put_forward(
    *, actor: Actor, project: Project, on: date, kind: str, grounds: Sequence[Ground]
) -> checking.Report:
    """Judge a project's case with ground that is not stored, in the place where it would stand.

    ``kind``: the document it would bound, taken as if it were granted on the day; empty: the site's parcels.
    """
    seen, document = sight(actor), waiting(actor=actor, project=project, kind=kind) if kind else None
    case = gathering.gather(project, on=on, features=list_features(actor=actor), candidate=document)
    case = ground.put_forward(case, kind=kind, grounds=grounds)
    book = book_on(on=on, jurisdiction=project.region_code[:2] or "*")
    return checking.check(sight=seen, case=case, book=book)
