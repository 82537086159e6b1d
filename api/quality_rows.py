"""How the course of a quality issue reads in answers."""

from typing import Any

from django.urls import reverse

from bim.issues.models import Issue
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.progress.signs import shown
from portal.quality import policy, rules, selectors
from portal.quality.models import QualityCase, QualityPhoto


def quality_row(issue: Issue, *, actor: Actor) -> dict[str, Any] | None:
    """Return the course of an issue of quality; ``None`` of any other.

    ``menders``: the bodies it can be given to, where the asker may give it; ``hindered``: of the steps open
    to the asker those a guard holds, each with its sentence.
    """
    case = selectors.case_of(issue.pk)
    if case is None:
        return None
    on, body = clock.today(), case.assigned_body
    facts = selectors.facts_of(case, actor=actor, on=on)
    return {
        "severity": case.severity, "state": case.state, "round": case.round, "began_at": case.began_at,
        "section": {"id": str(case.section_id), "name": case.section.name},
        "place": [case.place.x, case.place.y], "assigned_body": _body(body) if body else None,
        "assigned_to": case.assigned_to, "due_on": case.due_on, "menders": _menders(case, actor),
        "escalated": selectors.is_escalated(case, on=on),
        "stop_order": _order(case.stop_number, case.stopped_at),
        "lift_order": _order(case.lift_number, case.lifted_at),
        "hindered": selectors.hindered(actor=actor, case=case, on=on),
        "may_show": policy.may_show(actor, case.project),
        "page": reverse("quality-issue", args=[case.project.code, case.pk]),
        "photos": [_photo(one, case, facts) for one in selectors.photos_of(case)],
    }  # fmt: skip


def _photo(photo: QualityPhoto, case: QualityCase, facts: rules.Facts) -> dict[str, Any]:
    """Return a photo. ``distance_m``: from the issue's point; ``counts``: whether it shows the fix, ``null``
    of one that is not of this round's; ``against``: what stands against that, ``remarks``: what else is odd.
    """
    place = photo.place
    found = selectors.judged(photo, case=case, facts=facts)
    return {
        "id": str(photo.pk), "side": photo.side, "round": photo.round, "taken_at": photo.taken_at,
        "position": [place.x, place.y] if place else None, "accuracy_m": photo.accuracy_m,
        "distance_m": None if photo.distance_m is None else round(photo.distance_m, 1),
        "counts": found.counts, "against": found.against, "remarks": found.remarks,
        "signs": [shown(sign, case.project.code) for sign in photo.signs],
        "added_by": photo.added_by_name, "added_at": photo.added_at,
        "sha256": photo.file.sha256, "file": reverse("api:issue-photo", args=[photo.case_id, photo.pk]),
        "small": reverse("api:issue-photo-small", args=[photo.case_id, photo.pk]),
    }  # fmt: skip


def _menders(case: QualityCase, actor: Actor) -> list[dict[str, str]]:
    if rules.ASSIGN not in selectors.allowed_actions(actor=actor, case=case):
        return []
    return [_body(one) for one in selectors.menders_of(case)]


def _body(body: Organisation) -> dict[str, str]:
    return {"id": str(body.pk), "name": body.name}


def _order(number: str, at: Any) -> dict[str, Any] | None:
    return {"number": number, "at": at} if at else None
