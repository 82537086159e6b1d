"""Who may not write changes nothing, wherever they try, and learns nothing of what is hidden."""

import pytest

from bim.catalog.models import Federation, Model, PlacementDecision, Revision, Upload
from bim.issues.models import Issue, IssueComment, SavedView
from portal.approvals.models import LandCase, LandChange, LandDocument, LandFinding
from portal.budget.models import (
    BudgetLine,
    BudgetRequest,
    CostLine,
    CostRevision,
    CostStage,
    Indicator,
    IndicatorEntry,
    MonthlyPlan,
    ReviewStep,
    SourceCeiling,
)  # fmt: skip
from portal.core.models import Event, StoredFile
from portal.core.refusals import REFUSED
from portal.performance.models import Evaluation, EvaluationAct, Score, TargetLine, TargetSet
from portal.projects.models import FundingLine, Project, ProjectApproval
from portal.projects.models_import import ImportBatch, ImportRow
from spatial.features.models import AllocationShare, Feature
from tests.walk import acceptance, contracts, evaluations, issues
from tests.walk.budgets import MAY_BUDGET
from tests.walk.flows import MAY_FLOWS
from tests.walk.land import TRIED
from tests.walk.people import PEOPLE
from tests.walk.reading import text_of
from tests.walk.written import WRITE

TABLES = (
    Project, Feature, ProjectApproval, FundingLine, AllocationShare, StoredFile, Event, ImportBatch,
    ImportRow, LandCase, LandChange, LandDocument, LandFinding, Federation, Model, PlacementDecision,
    Revision, Upload, Issue, IssueComment, SavedView, BudgetRequest, BudgetLine, Indicator, IndicatorEntry,
    MonthlyPlan, CostStage, CostLine, CostRevision, SourceCeiling, ReviewStep,
    *contracts.TABLES,
    Evaluation, EvaluationAct, TargetSet, TargetLine, Score, *acceptance.TABLES,
)  # fmt: skip
FILERS = {"pu_clerk", "pu_head", "another organisation"}
APPROVERS = FILERS | {"plan", "land", "dept_reviewer", "dept_head", "another region"}
SENDERS = FILERS | {"eng", "con", "public clearance"}
WRITERS = (SENDERS | APPROVERS | {"sup"}) - {"plan"}
DOCUMENT = "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/"
MAY = {
    **contracts.MAY,
    "api/v1/models/<uuid:model_id>/placement/": SENDERS,
    "api/v1/revisions/<uuid:revision_id>/checks/": SENDERS | APPROVERS,
    "twin/<uuid:model_id>/report/check/": SENDERS | APPROVERS,
    "api/v1/federations/": SENDERS,
    "api/v1/issues/": WRITERS,
    "api/v1/issues/<uuid:issue_id>/": WRITERS,
    "api/v1/issues/<uuid:issue_id>/comments/": WRITERS,
    "api/v1/issues/<uuid:issue_id>/actions/<slug:action>/": SENDERS,
    issues.SAID: WRITERS, issues.WORDS: WRITERS, issues.STEP: SENDERS,
    "api/v1/saved-views/": WRITERS,
    "api/v1/saved-views/<uuid:view_id>/": set(),
    "api/v1/projects/<str:code>/land/way/": FILERS | {"land"},
    "api/v1/projects/<str:code>/land/changes/": FILERS | {"land"},
    "api/v1/projects/<str:code>/land/documents/": FILERS | {"land"},
    DOCUMENT: FILERS | {"land"},
    f"{DOCUMENT}actions/<slug:action>/": {"pu_head"},
    "api/v1/projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": {"land"},
    "api/v1/projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": set(),
    "projects/<str:code>/land/documents/": FILERS | {"land"},
    "projects/<str:code>/land/documents/<uuid:document_id>/content/": FILERS | {"land"},
    "projects/<str:code>/land/documents/<uuid:document_id>/<slug:action>/": {"pu_head"},
    "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": {"land"},
    "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": set(),
    "projects/<str:code>/land/way/": {"land"},
    "projects/<str:code>/land/changes/": FILERS | {"land"},
    "projects/<str:code>/land/changes/<int:change_id>/<slug:action>/": set(),
    "projects/<str:code>/approvals/": APPROVERS,
    "projects/<str:code>/published/": {"plan", "another region"},
    **MAY_BUDGET,
    **MAY_FLOWS,
    **{route: set() for route in WRITE if route.startswith("imports/")},
    **evaluations.MAY, **acceptance.MAY,
}
"""Route → who may write there on what they see; elsewhere those who file for the unit."""
NOWHERE = "GT97-2026-999999"


def _rows() -> list[tuple[object, ...]]:
    """All that stands there; that somebody was refused is kept, and is no change."""
    events = Event.objects.exclude(verb=REFUSED)
    kept = (events if table is Event else table.objects.all() for table in TABLES)
    return [row for rows in kept for row in rows.order_by("pk").values_list()]


def _send(client, land, route: str, code: str = "", number: int = TRIED[0]):
    """Send what changes something; ``number``: the lot whose documents are named in the address."""
    how, address, body = WRITE[route]
    given = body(land)
    place = address.format(
        code=code, batch=land.batch.pk, survey=land.survey.pk, document=land.document_ids[number],
        approval=land.approval_ids.get(number, land.approval_ids[TRIED[0]]),
        model=land.revisions[number].model_id, revision=land.revisions[number].pk,
        issue=land.issues[number].pk, view=land.saved[number].pk, budget=land.budgets[number].pk,
        indicator=land.indicators[number].pk,
        contract=land.contract_ids[number], change=land.change_ids[number],
        evaluation=land.evaluations[number].pk, piece=acceptance.piece_id(land.projects[number]),
        test=acceptance.sample_id(land.projects[number]),
    )  # fmt: skip
    if how == "form":
        return client.post(place, given)
    return getattr(client, how)(place, given, content_type="application/json")


def _refused(answer) -> bool:
    to_the_door = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return to_the_door or answer.status_code in {403, 404}


def _may(person, route: str, number: int | None) -> bool:
    seen = number is None or number in person.sees
    return seen and person.name in MAY.get(route, FILERS)


STRANGERS = [person for person in PEOPLE if not person.view]


@pytest.mark.parametrize("person", STRANGERS, ids=lambda person: person.name)
def test_a_stranger_to_a_step_changes_nothing(land, browser_of, person):
    client, before = browser_of(person), _rows()
    for route, (_how, address, _body) in WRITE.items():
        for number in TRIED if "{code}" in address else (None,):
            if _may(person, route, number):
                continue
            code = land.projects[number].code if number else ""
            answer = _send(client, land, route, code, number or TRIED[0])
            assert _refused(answer), (route, number, answer.status_code, text_of(answer)[:300])
    assert _rows() == before


@pytest.mark.parametrize("route", [route for route, how in WRITE.items() if "{code}" in how[1]])
@pytest.mark.parametrize("name", ["pu_head", "plan", "another region", "expired", "sysadm"])
def test_what_is_hidden_answers_a_write_as_what_never_was(land, browser_of, name, route):
    person = next(person for person in PEOPLE if person.name == name)
    number = next(n for n in (7, 4) if n not in person.sees)
    client, hidden = browser_of(person), land.projects[number].code
    real, absent = (text_of(_send(client, land, route, code, number)) for code in (hidden, NOWHERE))
    assert real.startswith("404")
    assert real.replace(hidden, NOWHERE) == absent


def test_another_units_name_is_told_to_no_stranger(land, browser_of):
    stranger = next(person for person in PEOPLE if person.name == "another organisation")
    client = browser_of(stranger)
    real = _send(client, land, "api/v1/projects/")
    assert real.status_code == 403 and "QzU1zQ" not in text_of(real)
