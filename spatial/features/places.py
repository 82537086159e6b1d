"""Where a feature lies among the features of a project."""

from spatial.features.models import Feature

SECTION = "section"


def section_of(feature: Feature) -> Feature:
    """Return the works section a feature lies in; where there is none, the feature itself."""
    at: Feature | None = feature
    while at is not None and at.kind != SECTION:
        at = at.parent
    return at or feature
