"""One project with all that hangs on it."""

import json
from datetime import date
from typing import Any

from api.rows import anchor_of, money, properties, region_named
from portal.accounts.actor import Actor
from portal.approvals.standing import standing
from portal.projects import policy, rules
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.readiness import Readiness, readiness_of
from portal.projects.selectors import ProjectNotFound, find_projects, list_features
from spatial.regions.selectors import region_names


def project_detail(*, actor: Actor, code: str, on: date) -> dict[str, Any]:
    """Return the GeoJSON feature of one project.

    The public gets the coarsened site and published fields only.
    """
    rows = find_projects(actor=actor, criteria=ProjectFilter(), on=on)
    project = rows.select_related("owner", "site").filter(code=code).first()
    if project is None:
        raise ProjectNotFound(code=code)
    geometry = project.site.public_geom if actor.is_public else project.site.geom
    return {
        "type": "Feature",
        "id": str(project.pk),
        "geometry": json.loads(geometry.json) if geometry else None,
        "properties": properties(project, actor=actor)
        | _open_to_all(project, actor, on)
        | _inside(project, actor, on),
    }


def _open_to_all(project: Project, actor: Actor, on: date) -> dict[str, Any]:
    codes = [project.region_code[:n] for n in (2, 4, 6, 9) if len(project.region_code) >= n]
    names = region_names(set(codes))
    return {
        **region_named(names, codes[-1]),
        "region_path": [
            {"code": code, "name": names[code].name, "name_en": names[code].name_en}
            for code in codes if code in names
        ],
        "anchor": anchor_of(project, actor=actor),
        "approvals": _approvals(project, actor, on),
        "sections": _sections(project, actor),
        "allowed_actions": [] if actor.is_public else _actions(project, actor),
    }


def _inside(project: Project, actor: Actor, on: date) -> dict[str, Any]:
    if actor.is_public:
        return {}
    shares = project.site.shares.order_by("-share", "region_code")
    names = region_names({share.region_code for share in shares})
    return {
        "content": project.content,
        "address": project.address,
        "owner_uscc": project.owner.uscc,
        "readiness": _readiness(readiness_of(project, stage=project.stage, on=on)),
        "funding": [
            {"source": line.source, "year": line.year, "amount_yuan": money(line.amount_yuan)}
            for line in project.funding_lines.order_by("year", "source")
        ],
        "allocation": [
            {
                "region_code": share.region_code, "share": str(share.share), "basis": share.basis,
            } | region_named(names, share.region_code)
            for share in shares
        ],
    }  # fmt: skip


def _actions(project: Project, actor: Actor) -> list[str]:
    return rules.LIFECYCLE.allowed_actions(state=project.stage, roles=policy.roles_on(actor, project))


def _approvals(project: Project, actor: Actor, on: date) -> list[dict[str, Any]]:
    rows = project.approvals.select_related("file", "land_document").order_by("issued_on", "kind")
    told = {row.pk: standing(project, row, on) for row in rows}
    return [
        {
            "kind": row.kind, "number": row.number, "authority": row.authority, "issued_on": row.issued_on,
            "valid_to": row.valid_to,
            "expired": told[row.pk] == "expired", "used": told[row.pk] == "used",
            "standing": told[row.pk],
        } | ({} if actor.is_public else {"sha256": row.file.sha256 if row.file else None})
        for row in rows
    ]  # fmt: skip


def _readiness(state: Readiness) -> dict[str, Any]:
    return {
        "required": state.required, "held": state.held, "missing": state.missing, "expired": state.expired,
        "ratio": round(state.ratio, 4),
    }  # fmt: skip


def _sections(project: Project, actor: Actor) -> list[dict[str, Any]]:
    shape = "public_geom" if actor.is_public else "geom"
    rows = list_features(actor=actor).filter(root_id=project.site_id, kind="section").order_by("code")
    return [
        {"id": str(row.pk), "code": row.code, "name": row.name, "name_en": row.name_en,
         "bbox": getattr(row, shape).extent}
        for row in rows
    ]
