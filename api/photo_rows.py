"""How a photo reads on the map and in the twin."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from bim.photos.selectors import QUALITY, REPORT, Shot
from portal.core import clock
from portal.progress import signs


def photo_feature(shot: Shot, code: str) -> dict[str, Any]:
    """Return a photo as a GeoJSON point, without geometry where it says no place.

    ``day``: it was taken on, else came on; ``distance_m``: from the site, or where ``distance_from`` says so
    from the issue; ``report_page``, ``entry_page``, ``issue_page``: what shows it, empty where nothing does.
    """
    place = shot.place
    return {
        "type": "Feature", "id": f"{shot.kind}-{shot.key}",
        "geometry": {"type": "Point", "coordinates": [place.x, place.y]} if place else None,
        "properties": {
            "id": f"{shot.kind}-{shot.key}", "kind": shot.kind, "day": clock.day_of(shot.at).isoformat(),
            "taken_at": _minute(shot),
            "position": [place.x, place.y] if place else None,
            "task": shot.task_key, "task_name": shot.task_name,
            "distance_m": None if shot.distance_m is None else round(shot.distance_m, 1),
            "distance_from": "issue" if shot.kind == QUALITY else "site",
            "signs": signs.rows(shot.signs, code=code), "number": shot.number,
            **_pages(shot, code), **_files(shot),
        },
    }  # fmt: skip


def _minute(shot: Shot) -> str | None:
    return localtime(shot.taken_at).isoformat(timespec="minutes") if shot.taken_at else None


def _pages(shot: Shot, code: str) -> dict[str, str]:
    report = f"{reverse('progress-report', args=[code, shot.report])}#photo-{shot.key}" if shot.report else ""
    entry = f"{reverse('site-entries-page', args=[code])}#entry-{shot.entry}" if shot.entry else ""
    page = "quality-issue" if shot.kind == QUALITY else "issue-page"
    issue = reverse(page, args=[code, shot.issue]) if shot.issue else ""
    return {"report_page": report, "entry_page": entry, "issue_page": issue}


def _files(shot: Shot) -> dict[str, str]:
    """Return the addresses of a photo as it came and small, by the doors of what it belongs to."""
    if shot.kind == REPORT:
        name, args = "progress-photo", [shot.report, shot.key]
    elif shot.kind == QUALITY:
        name, args = "issue-photo", [shot.issue, shot.key]
    else:
        name, args = "site-photo", [shot.entry, shot.file.sha256]
    return {"file": reverse(f"api:{name}", args=args), "small": reverse(f"api:{name}-small", args=args)}
