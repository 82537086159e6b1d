"""Addresses of places on the map: a part of the works, or an issue's pin with its card."""

from math import log2
from urllib.parse import urlencode

from django.contrib.gis.geos import GEOSGeometry

from bim.issues.models import Issue
from portal.projects.models import Project
from spatial.features.models import Feature

NEAR, FAR = 18.5, 8.0
FULL_DEG = 420.0
"""Degrees a screen of some 600 pixels spans at zoom 0, where 512 pixels are the whole round."""


def part_on_map(project: Project, part: Feature) -> str:
    """Return the address that shows a section or structure, chosen, as large as it fits."""
    said = {"map": _view(part.geom), "project": project.code}
    return _address(said if part.kind == "site" else said | {"section": str(part.pk)})


def pin_on_map(project: Project, issue: Issue) -> str:
    """Return the address of an issue's pin, with its card."""
    said = {"map": _view(issue.feature.geom), "project": project.code, "tab": "bim"}
    return _address(said | {"issue": str(issue.pk)})


def _address(said: dict[str, str]) -> str:
    return f"/#{urlencode(said, safe='/')}"


def _view(geom: GEOSGeometry) -> str:
    """Return zoom, latitude and longitude, as the map's address has them; degrees, EPSG:4326."""
    west, south, east, north = geom.extent
    span = max(east - west, north - south)
    zoom = min(NEAR, max(FAR, log2(FULL_DEG / span))) if span > 0 else NEAR
    return f"{zoom:.2f}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
