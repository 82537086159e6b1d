"""A place money hangs on: a project's site, or one section or structure with all that stands in it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound
from portal.payments.selectors import subtree
from portal.projects.models import Project
from portal.projects.selectors import get_project, list_features
from spatial.features.models import Feature

GROUNDS = ("site", "section", "structure", "part")


class PlaceNotFound(NotFound):
    """No such place in the project, or one the actor may not see."""

    message = _("There is no feature {feature_id}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A project, narrowed to ``feature`` where there is one. ``under``: that feature and all beneath it."""

    project: Project
    feature: Feature | None
    under: frozenset[UUID]

    def rows(self, path: str = "feature_id") -> Q:
        """Return the filter of rows that hang here; of the whole project all of them."""
        return Q(**{f"{path}__in": self.under}) if self.feature is not None else Q()


def find_place(*, actor: Actor, code: str, feature_id: UUID | None = None) -> Place:
    """Return a project or a place in it. Hidden and absent look the same."""
    project = get_project(actor=actor, code=code)
    if feature_id is None:
        return Place(project=project, feature=None, under=frozenset())
    rows = list_features(actor=actor).filter(Q(root_id=project.site_id) | Q(pk=project.site_id))
    found = rows.filter(pk=feature_id, kind__in=GROUNDS).first()
    if found is None:
        raise PlaceNotFound(feature_id=str(feature_id))
    return Place(project=project, feature=found, under=frozenset(subtree(found.pk)))
