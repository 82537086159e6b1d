"""The way from a printed position to the map: to a photo there, chosen, or to the place alone."""

from urllib.parse import urlencode

from django import template
from django.contrib.gis.geos import Point

from portal.capture.models import SitePhoto
from portal.progress.models import ReportPhoto
from portal.quality.models import QualityPhoto

register = template.Library()
ZOOM = "17.50"
Photo = ReportPhoto | SitePhoto | QualityPhoto


@register.simple_tag
def photo_on_map(code: str, photo: Photo) -> str:
    """Return the map's address with a photo chosen, whose place is known."""
    place = photo.place
    assert place is not None  # noqa: S101  the page prints a place only where there is one
    return _address(code, place, photo=_name(photo))


@register.simple_tag
def place_on_map(code: str, place: Point, issue: str = "") -> str:
    """Return the map's address at a place of a project (EPSG:4326), its issue open if it is one's."""
    return _address(code, place, issue=str(issue))


def _name(photo: Photo) -> str:
    """Return what the map calls a photo: one of the site that stands in a report is the report's."""
    if isinstance(photo, SitePhoto):
        return f"report-{photo.report_photo_id}" if photo.report_photo_id else f"site-{photo.pk}"
    return f"{'report' if isinstance(photo, ReportPhoto) else 'quality'}-{photo.pk}"


def _address(code: str, place: Point, **more: str) -> str:
    asked = {"map": f"{ZOOM}/{place.y:.5f}/{place.x:.5f}", "project": code, "tab": "progress"}
    chosen = {name: value for name, value in more.items() if value}
    return f"/#{urlencode(asked | chosen, safe='/')}"
