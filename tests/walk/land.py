"""A small country in which every project carries words that nobody else's carries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.contrib.gis.geos import Point

from bim.catalog.models import Revision, Upload
from bim.issues.models import Issue, SavedView
from portal.accounts.actor import Actor, system_actor
from portal.accounts.models import Grant, Organisation, User
from portal.accounts.selectors import actor_of
from portal.alerts.models import Alert
from portal.approvals.models import LandDocument
from portal.budget.models import BudgetRequest, Indicator
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.models import Job
from portal.performance.models import Evaluation
from portal.progress.models import ProgressReport, Schedule
from portal.projects.models import FundingLine, Project, ProjectApproval
from portal.projects.models_import import ImportBatch, ImportRow
from portal.projects.services import publish_project, register_project
from portal.surveying.models import SurveyBatch
from spatial.basemap.models import BasemapShape
from spatial.features.models import AllocationShare, Feature
from tests.conftest import NOON, TODAY, UNIT_USCC, facts, make_regions, square
from tests.walk.acceptance import plant_acceptance, remove_acceptance
from tests.walk.alerts import plant_alert, remove_alerts
from tests.walk.bills import plant_bill_link
from tests.walk.budgets import budgets_of, plant_budget
from tests.walk.contracts import plant_change, plant_contract, remove_contracts
from tests.walk.evaluations import plant_evaluation, remove_evaluations
from tests.walk.quality import plant_case, remove_cases
from tests.walk.reports import plant_report, remove_entries, remove_reports
from tests.walk.schedules import plant_schedule, remove_schedules
from tests.walk.twins import plant_issue, plant_model, plant_saved_view, plant_upload, remove_models

KINDS = ("section", "structure", "parcel", "permit_extent", "evidence", "issue", "node", "service_area")
TRIED = (1, 3, 6)
"""The lots whose own pages are asked for: published, internal at home, internal elsewhere."""
PUBLIC_KINDS = {"section", "structure", "service_area"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One project to plant: whose, where (tenths of a degree), how confidential."""

    number: int
    unit: str
    column: float
    row: float
    label: str
    published: bool = False

    @property
    def county(self) -> str:
        """The county of most of its ground."""
        return "970101" if self.column < 0.9 else "970102"

    @property
    def words(self) -> set[str]:
        """What only this project says: name, English name, number of its approval, members."""
        return {f"Qz{letter}{self.number}zQ" for letter in "XYNM"}

    @property
    def inside_words(self) -> set[str]:
        """What it says to insiders only: address, content, members that are not published."""
        return {f"Qz{letter}{self.number}zQ" for letter in "ACP"}


LOTS = (
    Lot(number=1, unit="home", column=0.2003, row=0.2003, label="public", published=True),
    Lot(number=2, unit="home", column=0.6, row=0.25, label="public"),
    Lot(number=3, unit="home", column=0.25, row=1.5, label="internal"),
    Lot(number=4, unit="home", column=0.7, row=1.7, label="sensitive"),
    Lot(number=5, unit="away", column=1.3003, row=0.3003, label="public", published=True),
    Lot(number=6, unit="away", column=1.6, row=0.4, label="internal"),
    Lot(number=7, unit="away", column=1.4, row=1.6, label="sensitive"),
    Lot(number=8, unit="home", column=0.95, row=0.62, label="internal"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """All that was planted."""

    units: dict[str, Organisation]
    projects: dict[int, Project]
    lines: dict[int, Feature]
    job: Job
    batch: ImportBatch
    survey: SurveyBatch
    approval_ids: dict[int, object]
    document_ids: dict[int, object]
    feature_ids: list[object]
    revisions: dict[int, Revision]
    upload: Upload
    issues: dict[int, Issue]
    saved: dict[int, SavedView]
    budgets: dict[int, BudgetRequest]
    indicators: dict[int, Indicator]
    contract_ids: dict[int, object]
    change_ids: dict[int, object]
    evaluations: dict[int, Evaluation]
    schedules: dict[int, Schedule]
    reports: dict[int, ProgressReport]
    alerts: dict[int, Alert]
    tried: tuple[int, ...] = TRIED


def plant() -> Land:
    """Plant the country."""
    make_regions()
    BasemapShape.objects.create(kind="land", geom=square(0, 0, 0.2))
    root = Organisation.objects.create(name="省政府", kind="government", path="/1/", region_code="97")
    units = {"root": root, "home": _unit(root, "/1/2/", "QzU1zQ中心", UNIT_USCC)}
    units["away"] = _unit(root, "/1/3/", "QzU2zQ局", "91110000600037341L")
    planner = actor_with("plan", root, "97", "sensitive")
    projects = {lot.number: _project(lot, units[lot.unit], planner) for lot in LOTS}
    lines = {
        1: _line("970101001", "public", published=True), 2: _line("970101001", "internal"),
        3: _line("970102001", "internal"), 4: _line("970101001", "sensitive"),
    }  # fmt: skip
    job = Job.objects.create(
        kind="secret", owner_id=planner.user_id, result={"told": "QzJ1zQ"}, created_at=NOON
    )
    revisions = {n: plant_model(project, n) for n, project in projects.items()}
    money = {n: plant_budget(project, n) for n, project in projects.items()}
    contracts = {n: plant_contract(project, n) for n, project in projects.items()}
    for n, contract in contracts.items():
        plant_bill_link(contract, revisions[n], n)
    tried = [projects[number].pk for number in TRIED]
    for n, project in projects.items():
        plant_case(project, n)
        plant_acceptance(project, n)
    shown = Feature.objects.filter(kind="issue", root__project__in=tried)
    return Land(
        units=units, projects=projects, lines=lines, job=job, batch=_import(planner), survey=_survey(planner),
        approval_ids={n: projects[n].approvals.get().pk for n in TRIED},
        document_ids={n: project.land_documents.get().pk for n, project in projects.items()},
        feature_ids=[*shown.values_list("pk", flat=True), *(line.pk for line in lines.values())],
        revisions=revisions, upload=plant_upload(planner.user_id),
        issues={n: plant_issue(revision, n) for n, revision in revisions.items()},
        saved={n: plant_saved_view(revision, n) for n, revision in revisions.items()},
        budgets={n: row for n, (row, _) in money.items()},
        indicators={n: row for n, (_, row) in money.items()},
        contract_ids={n: row.pk for n, row in contracts.items()},
        change_ids={n: plant_change(row, n).pk for n, row in contracts.items()},
        evaluations={n: plant_evaluation(project, n) for n, project in projects.items()},
        schedules={n: plant_schedule(project, n, revisions[n]) for n, project in projects.items()},
        reports={n: plant_report(project, n) for n, project in projects.items()},
        alerts={n: plant_alert(project, n) for n, project in projects.items()},
    )  # fmt: skip


def actor_with(role: str, organisation: Organisation, region: str, clearance: str, **more: object) -> Actor:
    """Make a person with one grant."""
    return actor_of(person_with(role, organisation, region, clearance, **more), on=TODAY)


def person_with(role: str, organisation: Organisation, region: str, clearance: str, **more: object) -> User:
    """Make an account with one grant."""
    user = User.objects.create(username=f"{role} {User.objects.count()}", organisation=organisation)
    spell = {"valid_from": date(2020, 1, 1)} | more
    Grant.objects.create(
        user=user, role=role, organisation=organisation, region_code=region, clearance=clearance, **spell
    )
    return user


def remove(land: Land, numbers: set[int], lines: set[int]) -> None:
    """Let projects and control lines never have been; the log grows, so that nothing kept is shown again."""
    gone = [land.projects[number] for number in numbers]
    ids, sites = [project.pk for project in gone], [project.site_id for project in gone]
    members = Feature.objects.filter(root_id__in=sites).values_list("pk", flat=True)
    remove_acceptance(ids)
    remove_entries(ids)
    remove_models(sites)
    remove_contracts(ids)
    remove_evaluations(ids)
    remove_reports(ids)
    remove_cases(ids)
    remove_alerts(ids)
    remove_schedules(ids)
    features = [*members, *(land.lines[number].pk for number in lines)]
    for rows in (
        *budgets_of(ids), LandDocument.objects.filter(project_id__in=ids),
        ProjectApproval.objects.filter(project_id__in=ids), FundingLine.objects.filter(project_id__in=ids),
        AllocationShare.objects.filter(feature_id__in=sites), Project.objects.filter(pk__in=ids),
        Feature.objects.filter(pk__in=features),
    ):  # fmt: skip
        rows._raw_delete(rows.db)
    record_event(actor=system_actor("walk"), verb="remove", subject_type="walk", subject_id="")


def _unit(parent: Organisation, path: str, name: str, uscc: str) -> Organisation:
    return Organisation.objects.create(
        name=name, kind="unit", parent=parent, path=path, region_code="970101", uscc=uscc
    )


def _project(lot: Lot, unit: Organisation, planner: Actor) -> Project:
    n, clerk = lot.number, actor_with("pu_head", unit, "97", "sensitive")
    given = facts(
        name=f"工程QzX{n}zQ", name_en=f"Works QzY{n}zQ", address=f"QzA{n}zQ路", content=f"QzC{n}zQ",
        label=lot.label, investment_yuan=Decimal(7_000_000 + 10**n) + Decimal(n) / 100,
        paid_yuan=Decimal(n), progress_pct=Decimal(n), actual_start=TODAY.replace(month=n),
    )  # fmt: skip
    project = register_project(
        actor=clerk, owner=unit, facts=given, geom=square(lot.column, lot.row), on=TODAY
    )
    _hang_on(project, n)
    if lot.published:
        project = publish_project(actor=planner, code=project.code, version=project.version, published=True)
    return project


def _hang_on(project: Project, n: int) -> None:
    scan = store_file(BytesIO(f"QzP{n}zQ".encode()), name=f"QzP{n}zQ.pdf")
    ProjectApproval.objects.create(
        project=project, kind="A2", number=f"QzN{n}zQ", authority="局", issued_on=TODAY, file=scan,
        recorded_at=NOON,
    )  # fmt: skip
    LandDocument.objects.create(
        project=project, kind="A3", number=f"QzC{n}zQ", created_at=NOON, updated_at=NOON
    )
    FundingLine.objects.create(project=project, source="county_budget", year=2026, amount_yuan=n)
    west, south, *_rest = project.site.geom.extent
    shape = square((west - 120) / 0.1, (south - 30) / 0.1, 0.004)
    coarse = square(round((west - 120) / 0.1, 2), round((south - 30) / 0.1, 2), 0.005)
    for kind in KINDS:
        word = f"QzM{n}zQ" if kind in PUBLIC_KINDS else f"QzP{n}zQ"
        Feature.objects.create(
            kind=kind, parent=project.site, root=project.site, code=f"{word}-{kind}", name=word,
            organisation=project.owner, region_code=project.region_code, geom=shape, public_geom=coarse,
            valid_from=TODAY, recorded_at=NOON,
        )  # fmt: skip


def _import(planner: Actor) -> ImportBatch:
    file = store_file(BytesIO(b"QzI1zQ"), name="QzI1zQ.csv")
    batch = ImportBatch.objects.create(
        file=file, name="QzI1zQ.csv", created_by_id=planner.user_id, state="ready", created_at=NOON,
        counts={"refused": 1},
    )  # fmt: skip
    ImportRow.objects.create(batch=batch, number=1, outcome="refused", values=["QzI1zQ"])
    return batch


def _survey(planner: Actor) -> SurveyBatch:
    file = store_file(BytesIO(b"QzI2zQ"), name="QzI2zQ.txt")
    return SurveyBatch.objects.create(
        file=file, name="QzI2zQ.txt", created_by_id=planner.user_id, state="read", created_at=NOON
    )


def _line(region: str, label: str, *, published: bool = False) -> Feature:
    owner, n = Organisation.objects.get(path="/1/"), Feature.objects.filter(kind="control_line").count() + 1
    shape = Point(120.02 + 0.03 * n, 30.11, srid=4326).buffer(0.004)
    return Feature.objects.create(
        kind="control_line", subkind="farmland", code=f"QzL{n}zQ", name=f"QzL{n}zQ", organisation=owner,
        region_code=region, label=label, published=published, geom=shape, public_geom=shape.envelope,
        valid_from=date(2020, 1, 1), recorded_at=NOON,
    )  # fmt: skip
