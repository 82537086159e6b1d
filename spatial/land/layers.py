"""Control lines on the map. Which of them an asker sees is the features' own policy: labels decide."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import Invalid
from portal.core.parameters import require_known
from spatial.features.models import Feature
from spatial.features.policy import mercator_column, viewable
from spatial.features.rules import CONTROL_LINE
from spatial.land.selectors import control_effects
from spatial.tiles.layer import Layer, Question
from spatial.tiles.shapes import Shapes


class ControlFilterUnknown(Invalid):
    """The filter names a kind that no row of the table knows."""

    message = _("The parameter control takes kinds of control lines ({known}), not “{value}”.")


def _kinds(question: Question) -> list[str]:
    require_known(question.words, ("control",))
    wanted = [kind for kind in question.words.get("control", "").split(",") if kind]
    known = control_effects(on=question.on) if wanted else {}
    for kind in wanted:
        if kind not in known:
            raise ControlFilterUnknown(value=kind[:40], known=", ".join(sorted(known)))
    return wanted


def control_lines(question: Question) -> QuerySet[Feature]:
    """Return the control lines in force on the day that the asker may see."""
    rows = control_lines_on(actor=question.actor, on=question.on)
    if wanted := _kinds(question):
        rows = rows.filter(subkind__in=wanted)
    return rows


def control_lines_on(*, actor: Actor, on: date) -> QuerySet[Feature]:
    """Return the control lines in force on a day that the actor may see."""
    rows = Feature.objects.filter(viewable(actor), kind=CONTROL_LINE)
    if actor.is_public:
        rows = rows.filter(published=True, public_geom__isnull=False)
    rows = rows.filter(valid_from__lte=on)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


CONTROL_LINES = Layer(
    name="control_lines",
    parts=(
        Shapes(
            name="control_lines", rows=control_lines, min_zoom=8,
            column=lambda question: mercator_column(question.actor),
            properties={"id": "id", "code": "code", "name": "name", "name_en": "name_en", "kind": "kind",
                        "subkind": "subkind"},
        ),
    ),
)  # fmt: skip
