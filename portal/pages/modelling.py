"""The models of a project as its record page lists them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from bim.catalog import policy, rules
from bim.catalog.answering import sentence
from bim.catalog.models import Model, Revision
from bim.catalog.selectors import list_revisions, models_of_project, placement_of
from portal.accounts.actor import Actor
from portal.projects.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """One model with its newest revision. ``placed``: it stands on the map."""

    model: Model
    discipline: str
    revision: Revision | None
    reason: str
    placed: bool
    outside: bool

    @property
    def working(self) -> bool:
        """Tell whether a worker has it, or will."""
        return self.revision is not None and self.revision.state in rules.OPEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsShown:
    """What the card holds. ``disciplines``: code and name, for the form."""

    lines: tuple[ModelLine, ...]
    may_send: bool
    disciplines: tuple[tuple[str, str], ...]


def models_shown(*, actor: Actor, project: Project) -> ModelsShown:
    """Return the models of a project the actor may see, and whether they may send one."""
    models = list(models_of_project(actor=actor, project=project))
    newest: dict[object, Revision] = {}
    for one in list_revisions(actor=actor).filter(model__in=models):
        newest.setdefault(one.model_id, one)
    lines = tuple(_line(model, newest.get(model.pk)) for model in models)
    return ModelsShown(lines=lines, may_send=policy.may_send(actor, project), disciplines=named_disciplines())


def _line(model: Model, revision: Revision | None) -> ModelLine:
    current = model.current
    land = current.land if current else {}
    return ModelLine(
        model=model, discipline=dict(named_disciplines())[model.discipline], revision=revision,
        reason=sentence(revision) if revision else "",
        placed=current is not None and placement_of(current) is not None,
        outside=any(one["rule"] == "L05" for one in land.get("findings", ())),
    )  # fmt: skip


def named_disciplines() -> tuple[tuple[str, str], ...]:
    """Return the disciplines of models, code and name in the reader's language."""
    english = (get_language() or "").startswith("en")
    return tuple((code, en if english else zh) for code, zh, en in rules.DISCIPLINES)
