"""A project's way through A1-A12 on one page: what is held, due, missing, running out, changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.accounts.actor import Actor
from portal.approvals import gathering, rules, selectors, temporary
from portal.approvals.held import Held
from portal.approvals.models import LandDocument, LandFinding
from portal.core.rulebook import rule
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.projects.readiness import standing
from portal.projects.selectors import get_project
from spatial.land import chain, comparing
from spatial.land.rules.facts import CaseFacts
from spatial.land.rules.finding import ERROR, Finding
from spatial.land.rules.ground import versions_hold
from spatial.land.selectors import book_on

ALERTS = ("land_alert_first_days", "land_alert_second_days", "land_alert_last_days")
MISSING, NOT_DUE, USED = "missing", "not_due", "used"
GONE = (chain.REVOKED, chain.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paper of a kind. ``state``: of its life, or ``used`` where it ran out after work began upon it.

    ``days_left``: to its last day, where something still relies on it.
    ``alert_days``: the alert that has begun (90, 30, 7). ``red``: run out though still needed.
    """

    held: Held
    state: str
    days_left: int | None
    alert_days: int | None
    red: bool
    actions: tuple[str, ...]
    findings: tuple[LandFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """One kind of the chain. ``due``: it must be held at this stage, or a document already rests upon it;
    ``applies``: it ever will be.
    """

    paper: chain.Paper
    applies: bool
    due: bool
    missing: bool
    state: str
    lines: tuple[Line, ...]

    @property
    def red(self) -> bool:
        """Tell whether a person must look here."""
        return self.missing or any(line.red for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """The whole case. ``blocking``: ground that was changed since a document was granted on it (L14)."""

    project: Project
    on: date
    kinds: tuple[KindView, ...]
    blocking: tuple[Finding, ...]
    may_prepare: bool
    may_take_up: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the kinds that are due and not held."""
        return tuple(kind.paper.kind for kind in self.kinds if kind.missing)

    @property
    def red(self) -> bool:
        """Tell whether anything is missing, run out or changed."""
        return bool(self.blocking) or any(kind.red for kind in self.kinds)


def case_view(*, actor: Actor, code: str, on: date) -> CaseView:
    """Return the case of a project. Raises ``ProjectNotFound``, for the public ``CheckNotPublic``."""
    project = get_project(actor=actor, code=code)
    selectors.sight(actor)
    papers, roles = gathering.held_papers(project), roles_on(actor, project)
    held, steps = _kinds_held(project), _steps(on)
    desk = _Desk(actor=actor, project=project, on=on, roles=roles, held=held, steps=steps)
    path = gathering.path_of(project)
    issued = {held.kind for held in papers if gathering.counts(held, candidate=None)}
    upon = chain.without_basis(issued, path=path, waived=gathering.waived(papers))
    due = (*chain.mandatory(stage=project.stage, path=path), *upon)
    return CaseView(
        project=project, on=on,
        kinds=tuple(_kind(desk, paper, papers, path, due) for paper in chain.PAPERS),
        blocking=tuple(_changed(project, papers, on)),
        may_prepare=not roles.isdisjoint(rules.WRITERS), may_take_up=rules.LAND in roles,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    actor: Actor
    project: Project
    on: date
    roles: frozenset[str]
    held: frozenset[str]
    steps: tuple[int, ...]


def _kinds_held(project: Project) -> frozenset[str]:
    return frozenset(project.approvals.values_list("kind", flat=True))


def _steps(on: date) -> tuple[int, ...]:
    return tuple(int(rule(code, on=on)) for code in ALERTS)


def _kind(
    desk: _Desk, paper: chain.Paper, papers: list[Held], path: chain.Path, due: tuple[str, ...]
) -> KindView:
    lines = tuple(_line(desk, held) for held in papers if held.kind == paper.kind)
    waived = any(line.state == chain.NOT_REQUIRED for line in lines)
    issued = any(line.held.approval and line.state != chain.REVOKED for line in lines)
    must = paper.kind in due and not waived
    missing = must and not issued
    shown = [line.state for line in lines if line.state not in GONE] or [line.state for line in lines]
    state = shown[-1] if shown else MISSING if missing else NOT_DUE
    return KindView(
        paper=paper, applies=path.applies(paper) and not waived, due=must, missing=missing, state=state,
        lines=lines,
    )  # fmt: skip


def _line(desk: _Desk, held: Held) -> Line:
    row, state = held.document, _state(desk, held)
    started = desk.project.actual_start is not None
    counts = held.valid_to is not None and state not in GONE and held.approval is not None
    counts = counts and (row is None or row.returned_on is None)
    needed = counts and rules.still_needed(held.kind, held=desk.held, started=started)
    left = (held.valid_to - desk.on).days if needed and held.valid_to else None
    return Line(
        held=held, state=state, days_left=left, red=left is not None and left < 0,
        alert_days=None if left is None else chain.alert_step(days_left=left, steps=desk.steps),
        actions=_actions(desk, row) if row else (),
        findings=tuple(row.findings.order_by("position")) if row else (),
    )  # fmt: skip


def _state(desk: _Desk, held: Held) -> str:
    row, paper = held.document, held.approval
    state = (
        row.state if row else rules.state_on(valid_to=held.valid_to, on=desk.on, first_days=max(desk.steps))
    )
    if state != chain.EXPIRED or paper is None:
        return state
    return USED if standing(desk.project, paper, desk.on) == USED else state


def _actions(desk: _Desk, row: LandDocument) -> tuple[str, ...]:
    steps = rules.allowed_actions(state=row.state, roles=desk.roles)
    return (*steps, *temporary.open_steps(actor=desk.actor, document=row))


def _changed(project: Project, papers: Iterable[Held], on: date) -> Iterable[Finding]:
    versions = list(gathering.versions_of(project, papers))
    if not versions:
        return []
    facts = CaseFacts(on=on, sector=project.sector, edits=comparing.compare(versions))
    book = book_on(on=on, jurisdiction=project.region_code[:2] or "*")
    return [finding for finding in versions_hold(facts, book) if finding.severity == ERROR]
