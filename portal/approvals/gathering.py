"""Gather what the rules read of one project: papers, ground, versions. One place, whoever asks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.approvals import ground, parcels, rules
from portal.approvals.held import Held
from portal.approvals.lease import temporary_lands
from portal.approvals.models import LandCase, LandChange, LandDocument
from portal.core.errors import Unavailable
from portal.projects.models import Project
from spatial.features.models import Feature
from spatial.land import chain
from spatial.land.checking import Case
from spatial.land.comparing import Versions
from spatial.land.grounds import Ground
from spatial.land.rules.facts import CaseFacts, Change, Document, Trace


class HistoryMissing(Unavailable):
    """A version that was frozen cannot be shown any more."""

    message = _("Version {version} of a boundary granted with {kind} is not in the history.")


def held_papers(project: Project) -> list[Held]:
    """Return all papers of the chain a project holds or prepares, by kind and date, as they were recorded."""
    papers = project.approvals.filter(kind__in=rules.KINDS).order_by("recorded_at", "pk")
    papers = papers.select_related("extent", "file")
    documents = project.land_documents.select_related("extent", "survey", "approval", "report", "project")
    cases = list(documents.order_by("created_at", "pk"))
    by_paper = {row.approval_id: row for row in cases if row.approval_id}
    found = [Held(kind=p.kind, approval=p, document=by_paper.get(p.pk)) for p in papers]
    found += [Held(kind=row.kind, approval=None, document=row) for row in cases if not row.approval_id]
    return sorted(found, key=lambda h: (rules.KINDS.index(h.kind), h.issued_on or date.max))


def gone(held: Held) -> bool:
    """Tell whether a paper gave way to another of its kind."""
    return held.document is not None and held.document.state == chain.SUPERSEDED


def counts(held: Held, *, candidate: LandDocument | None) -> bool:
    """Tell whether a paper takes part in the check: what is issued and not revoked, and the one at hand."""
    if candidate is not None and held.document == candidate:
        return True
    revoked = held.document is not None and held.document.state == chain.REVOKED
    return held.approval is not None and not revoked


def waived(papers: Iterable[Held]) -> frozenset[str]:
    """Return the kinds a land officer has declared not to be required of a project."""
    rows = (held.document for held in papers)
    return frozenset(row.kind for row in rows if row is not None and row.state == chain.NOT_REQUIRED)


def path_of(project: Project) -> chain.Path:
    """Return the way a project comes to its ground: as recorded, else the usual one."""
    return _path(LandCase.objects.filter(project=project).first() or LandCase(project=project))


def _path(case: LandCase) -> chain.Path:
    return chain.Path(
        supply=case.supply, separate_site=case.separate_site, new_land=case.new_land,
        conversion=case.conversion, temporary=case.temporary,
    )  # fmt: skip


def gather(
    project: Project, *, on: date, features: QuerySet[Feature], candidate: LandDocument | None = None,
    extra: Sequence[Ground] = (),
) -> Case:  # fmt: skip
    """Return the case of a project. ``features``: those the asker may see. ``candidate``: not yet granted."""
    known = held_papers(project)
    papers = [held for held in known if counts(held, candidate=candidate)]
    latest = {held.kind: held for held in sorted(papers, key=lambda held: not gone(held))}
    if candidate is not None:
        latest |= {held.kind: held for held in papers if held.document == candidate}
    standing = features.filter(root_id=project.site_id).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    used = {held.extent.pk for held in papers if held.extent}
    case = Case(
        facts=replace(_facts(project, papers, latest, standing, on), waived=waived(known)),
        grounds=(*ground.of_site(project, standing, used=used), *ground.of_papers(project, latest), *extra),
        boundaries=ground.boundaries(latest, standing),
        versions=tuple(versions_of(project, papers)),
    )
    brought = [g for g in case.grounds if candidate is not None and g.document == candidate.kind]
    return ground.put_forward(case, kind=brought[0].document, grounds=brought) if brought else case


def _facts(
    project: Project, papers: list[Held], latest: dict[str, Held], standing: QuerySet[Feature], on: date
) -> CaseFacts:
    case = LandCase.objects.filter(project=project).first() or LandCase(project=project)
    return CaseFacts(
        on=on, sector=project.sector, stage=project.stage, region_code=project.region_code,
        owner_uscc=project.owner.uscc, project_code=project.investment_code, path=_path(case),
        planned_start=project.planned_start, actual_start=project.actual_start,
        early_start_on=case.early_start_on, capacity=case.capacity or None,
        documents=tuple(_document(held, newest=latest[held.kind] is held, on=on) for held in papers),
        temporary=temporary_lands(papers, project, on),
        traces=tuple(_traces(project, standing)), changes=tuple(_changes(project)),
        succession=tuple((str(a), str(b)) for a, b in case.succession),
    )  # fmt: skip


def _document(held: Held, *, newest: bool, on: date) -> Document:
    """Return a paper as the rules read it; only the newest of a kind speaks of areas."""
    more: dict[str, Any] = {}
    if (row := held.document) is not None:
        more = {
            "authority_level": row.authority_level, "applicant_uscc": row.applicant_uscc,
            "project_code": row.project_code, "uses": tuple(row.uses),
        }  # fmt: skip
        if newest:
            more["declared_sqm"] = None if row.declared_sqm is None else float(row.declared_sqm)
            more["areas"] = {code: float(area) for code, area in row.areas.items()} or None
    return Document(
        kind=held.kind, number=held.number, issued_on=held.issued_on or on, authority=held.authority,
        valid_to=held.valid_to, recorded=held.document is None, superseded=gone(held),
        **more,
    )  # fmt: skip


def _traces(project: Project, standing: QuerySet[Feature]) -> Iterable[Trace]:
    for row in standing.filter(kind="evidence").order_by("valid_from", "pk"):
        yield Trace(what="photo", on=row.valid_from, reference=row.code)
    if project.progress_pct > 0 and project.figures_as_of is not None:
        yield Trace(what="progress", on=project.figures_as_of, reference=project.code)


def _changes(project: Project) -> Iterable[Change]:
    for row in (
        LandChange.objects.filter(project=project).exclude(state=rules.WITHDRAWN).order_by("changed_on", "pk")
    ):
        yield Change(what=row.what, document=row.kind, changed_on=row.changed_on,
                     approval_number=row.approval_number, approved_on=row.approved_on)  # fmt: skip


def versions_of(project: Project, papers: Iterable[Held]) -> Iterable[Versions]:
    """Yield, for each paper granted on ground that has another version now, both versions."""
    for held in papers:
        row = held.document
        if row is None or row.state not in (chain.GRANTED, *chain.IN_FORCE):
            continue
        parts = [one for one in parcels.of_document(row) if one.feature_id != row.extent_id]
        if moved := parcels.frozen_elsewhere(parts):
            yield from (_versions(row, one.feature, one.geometry_version) for one in moved)
        elif row.extent is not None and row.geometry_version not in (None, row.extent.version):
            yield _versions(row, row.extent, row.geometry_version)
        elif row.site_version not in (None, project.site.version):
            yield _versions(row, project.site, row.site_version)


def _versions(row: LandDocument, feature: Feature, granted: int | None) -> Versions:
    old = feature.events.filter(version=granted).order_by("pgh_id").last()  # type: ignore[attr-defined]
    if old is None:
        raise HistoryMissing(version=granted, kind=row.kind)
    return Versions(
        document=row.kind, granted_version=granted or 0, current_version=feature.version,
        granted=bytes(old.geom.wkb), current=bytes(feature.geom.wkb),
    )  # fmt: skip
