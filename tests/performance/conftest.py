"""A project with everybody who takes part in its evaluation, and an evaluation led along its road."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from portal.accounts.models import Grant, Organisation, User
from portal.accounts.selectors import actor_of
from portal.performance.models import Evaluation
from portal.performance.rules import life
from portal.performance.services import scoring, targets
from portal.performance.services.scoring import Entry
from portal.performance.services.steps import take_step
from portal.performance.services.targets import NewLine
from portal.projects.models import Project
from tests.conftest import TODAY

REASON = "经集体研究，情况属实，同意按此办理"
D = Decimal
LINES = (
    NewLine(code="budget_execution", weight=D("10"), target=D("1")),
    NewLine(code="completion", weight=D("30"), target=D("1"), planned=D("12.5"), unit="公里"),
    NewLine(code="quality_met", weight=D("20"), target=D("1")),
    NewLine(code="social_benefit", weight=D("30")),
    NewLine(code="satisfaction", weight=D("10"), target=D("0.9")),
    NewLine(code="no_fraud", weight=D("0")),
)
GIVEN = (
    {"paid": D("900"), "received": D("1000")},
    {"actual_output": D("12.5")},
    {"passed_output": D("12.5"), "actual_output": D("12.5")},
    {"share": D("0.9")},
    {"very_satisfied": D(80), "satisfied": D(20), "neutral": D(0), "dissatisfied": D(0),
     "very_dissatisfied": D(0)},
    {"fraud": D(0)},
)  # fmt: skip


@pytest.fixture
def bodies(province, unit):
    """The unit, its department, finance, two evaluating bodies."""
    made = {
        name: Organisation.objects.create(
            name=called, kind=kind, path=path, region_code="97",
            parent=province if path.startswith("/1/") else None,
        )
        for name, called, kind, path in (
            ("department", "省交通厅", "department", "/1/10/"), ("finance", "省财政厅", "finance", "/1/11/"),
            ("evaluator", "中正评价咨询", "evaluator", "/90/"),
            ("rival", "明德评价咨询", "evaluator", "/91/"),
        )
    }  # fmt: skip
    return SimpleNamespace(unit=unit, province=province, **made)


@pytest.fixture
def somebody(bodies):
    """A function that makes a person of a body with roles over the whole province: an actor."""

    def make(name: str, body: Organisation, *roles: str, reach: Organisation | None = None):
        user = User.objects.create_user(username=name, organisation=body)
        for role in roles:
            Grant.objects.create(
                user=user, role=role, organisation=reach or bodies.province, region_code="97",
                clearance="internal", valid_from=date(2020, 1, 1),
            )  # fmt: skip
        return actor_of(user, on=TODAY)

    return make


@pytest.fixture
def people(somebody, bodies):
    """Everybody on the road; the third party holds no role before it is given the task."""
    unit = bodies.unit
    return SimpleNamespace(
        clerk=somebody("clerk", unit, "pu_clerk", reach=unit),
        head=somebody("head", unit, "pu_head", reach=unit),
        dept=somebody("dept", bodies.department, "dept_head"),
        fin=somebody("fin", bodies.finance, "fin_budget"),
        fin2=somebody("fin2", bodies.finance, "fin_budget"),
        third=somebody("third", bodies.evaluator), rival=somebody("rival", bodies.rival),
        auditor=somebody("auditor", bodies.province, "aud"),
    )  # fmt: skip


@pytest.fixture
def project(file_project) -> Project:
    """A project under construction, nothing spent yet."""
    made = file_project(0.2, 0.2, label="internal")
    Project.objects.filter(pk=made.pk).update(stage="construction", actual_start=date(2025, 3, 1))
    made.refresh_from_db()
    return made


def again(actor):
    """The same person with the grants of today."""
    return actor_of(User.objects.get(pk=actor.user_id), on=TODAY)


def entries(given=GIVEN, **changed):
    """All scores of one judge; ``changed``: figures of a line by its number, as ``l4={...}``."""
    rows = [dict(figures) for figures in given]
    for name, figures in changed.items():
        rows[int(name[1:]) - 1] = figures
    return [Entry(position=at, figures=figures) for at, figures in enumerate(rows, start=1)]


class Road:
    """Takes an evaluation along its road, one person after the other."""

    def __init__(self, people, project, mode="finance", year=2026, lines=LINES) -> None:
        self.people, self.project, self.lines = people, project, lines
        made = targets.begin(actor=people.clerk, code=project.code, year=year, mode=mode, on=TODAY)
        self.pk = made.pk

    @property
    def row(self) -> Evaluation:
        return Evaluation.objects.get(pk=self.pk)

    def step(self, who, action, *, on=TODAY, reason="", request_id=None, version=None, **more):
        return take_step(
            actor=again(who), evaluation_id=self.pk, action=action, on=on,
            version=version or self.row.version,
            reason=reason, more=more, request_id=request_id,
        )  # fmt: skip

    def write(self, who, party, given, on=TODAY):
        return scoring.write_scores(
            actor=again(who), evaluation_id=self.pk, version=self.row.version, party=party, entries=given,
            on=on,
        )  # fmt: skip

    def targets(self, lines=None):
        return targets.write_targets(
            actor=self.people.clerk, evaluation_id=self.pk, version=self.row.version,
            lines=lines or self.lines, on=TODAY,
        )  # fmt: skip

    def to(self, state: str) -> Evaluation:
        """Lead it along the straight road to a state."""
        for stop in life.ROAD[life.ROAD.index(self.row.state) + 1 : life.ROAD.index(state) + 1]:
            getattr(self, f"to_{stop}")()
            assert self.row.state == stop
        return self.row

    def to_targets_set(self):
        self.targets()
        self.step(self.people.head, "set_targets")

    def to_targets_approved(self):
        self.step(self.people.dept, "approve_targets")

    def to_mid_monitoring(self):
        self.step(self.people.head, "monitor")

    def to_self_evaluated(self):
        self.write(self.people.clerk, "self", entries())
        self.step(self.people.head, "self_evaluate")

    def to_third_party_assigned(self):
        self.assign()

    def assign(self, who=None, person="third", **more):
        given = {"selection": "tender", "valid_to": TODAY + timedelta(days=60), **more}
        return self.step(who or self.people.dept, "assign", person=person, **given)

    def to_tp_in_progress(self):
        self.step(self.people.third, "accept", declaration="本机构与该项目及其参建各方无任何利害关系")

    def to_tp_submitted(self):
        self.write(self.people.third, "third", entries(l4={"share": D("0.85")}))
        self.step(self.people.third, "submit_report")

    def to_finance_reevaluation(self):
        self.step(self.people.fin, "reevaluate")

    def to_feedback(self):
        self.write(self.people.fin, "finance", entries(l4={"share": D("0.8")})[3:4])
        self.step(self.people.fin, "open_feedback")

    def to_finalised(self):
        self.step(self.people.head, "give_opinion", reason="无异议，同意评价结果，已部署整改")
        self.step(self.people.fin2, "finalise")

    def to_published(self):
        self.step(self.people.fin2, "publish")

    def to_applied(self):
        self.step(self.people.fin2, "apply", decision="priority", reason=REASON)


@pytest.fixture
def road(people, project) -> Road:
    """An evaluation that has just begun."""
    return Road(people, project)
