"""A piece as it is to be drawn up, and what keeps it from standing: the same by hand and from a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from portal.acceptance import names, rules
from portal.acceptance.models import Piece
from portal.progress.models import Task
from portal.progress.selectors import plan_of
from portal.projects.models import Project
from spatial.features.models import Feature

GROUND_KINDS = ("section", "structure", "part")
MOST_CODE, MOST_NAME = 32, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One piece to be drawn up. ``parent``: what it hangs on, by code; ``ground``: left out, its parent's.

    ``task``: of the project's plan, by key, code or name.
    """

    level: str
    code: str
    name: str
    parent: str = ""
    ground: UUID | None = None
    division: str = ""
    planned_on: date | None = None
    needs_test: bool = False
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A piece that a draft may hang on: one that is there, or one of the same file."""

    level: str
    accepted: bool = False


def known_of(project: Project) -> dict[str, Known]:
    """Return the pieces of a project by code. A piece under something accepted counts as accepted."""
    rows = list(Piece.objects.filter(project=project).values_list("pk", "parent", "code", "level", "state"))
    at = {pk: (parent, state) for pk, parent, _code, _level, state in rows}

    def closed(pk: UUID | None) -> bool:
        while pk is not None:
            parent, state = at[pk]
            if state == rules.ACCEPTED:
                return True
            pk = parent
        return False

    return {code: Known(level=level, accepted=closed(pk)) for pk, _parent, code, level, _state in rows}


def wrong_of(draft: Draft, known: Mapping[str, Known]) -> dict[str, str]:
    """Return what is wrong, field by field, in the reader's language; nothing where it can stand."""
    wrong: dict[str, str] = {}
    if draft.code in known:
        wrong["code"] = _("the project has a piece with this number")
    if draft.level == rules.UNIT:
        if draft.parent:
            wrong["parent"] = _("a unit works hangs on nothing")
        if draft.ground is None:
            wrong["ground"] = _("name the section or structure it is built on")
    elif trouble := _hangs_wrong(draft, known):
        wrong["parent"] = trouble
    if draft.division and draft.level != rules.DIVISION:
        wrong["division"] = _("only a division is one of the standard ones")
    if draft.needs_test and draft.level != rules.LOT:
        wrong["needs_test"] = _("only an inspection lot rests on tests")
    return wrong


def _hangs_wrong(draft: Draft, known: Mapping[str, Known]) -> str:
    above = known.get(draft.parent)
    if not draft.parent:
        return _("is empty")
    if above is None:
        return _("no piece with this number stands above it")
    if above.level != rules.ABOVE[draft.level]:
        return _("it hangs on: {wanted}, not on: {given}").format(
            wanted=names.word("LEVELS", rules.ABOVE[draft.level]), given=names.word("LEVELS", above.level)
        )
    return _("it is accepted; open it again first") if above.accepted else ""


def grounds_of(project: Project) -> frozenset[UUID]:
    """Return the features of a project that a piece may be built on."""
    rows = Feature.objects.filter(root_id=project.site_id, kind__in=GROUND_KINDS)
    return frozenset(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """The tasks of a project's plan, by all that people call them. ``names``: key → code and name."""

    names: dict[str, str]
    called: dict[str, frozenset[str]]

    def key_of(self, text: str) -> str | None:
        """Return the key of a task named by key, code or name; ``None`` where none or several are so called.

        A key means its task, whatever else is called like it.
        """
        if text in self.names:
            return text
        found = self.called.get(text.casefold(), frozenset())
        return next(iter(found)) if len(found) == 1 else None


def no_task() -> str:
    """Return what stands against the name of a task, in the reader's language."""
    return _("no task of the project's plan is called so, or several are")


def tasks_of(project: Project) -> PlanTasks:
    """Return the tasks that a piece may be work of; of a project without a plan, none."""
    plan = plan_of(project)
    names: dict[str, str] = {}
    called: dict[str, set[str]] = {}
    if plan is not None:
        rows = Task.objects.filter(revision=plan, node=False).order_by("position")
        for key, code, name in rows.values_list("key", "code", "name"):
            names[key] = f"{code or key} {name}".strip()
            for text in filter(None, (code, name)):
                called.setdefault(text.casefold(), set()).add(key)
    return PlanTasks(names, {text: frozenset(keys) for text, keys in called.items()})
