"""Fill an empty database with the demo province, or refuse with a reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.core.errors import Conflict
from portal.core.sql import execute, fetch_as
from portal.demo.money.job import jobs_of
from portal.demo.works import rows
from portal.demo.works.basemap import SOURCE_TITLE, basemap_rows, region_rows, source_row
from portal.demo.works.control_lines import control_line_rows
from portal.demo.works.desk import SURVEY_NAME
from portal.demo.works.generate import Rows, generate
from portal.demo.works.organisations import build_organisations
from portal.demo.works.programme import SIZES
from portal.demo.writing.copying import SQL, copy_rows
from portal.demo.writing.money import MoneyWriter, paid_rows
from portal.demo.writing.progress import ProgressWriter
from spatial.features.models import SurveyOriginal

Tell = Callable[[str, int, int], None]


class DatabaseNotEmpty(Conflict):
    """There is something the demo would mix with."""

    message = _(
        "The database already holds {projects} projects and {regions} regions. The demo province only fills "
        "an empty database; use another one, or --replace where it holds nothing but the demo."
    )


class NotOnlyDemo(Conflict):
    """People have put in rows of their own: those are never thrown away."""

    message = _(
        "The database holds {foreign} rows that are not the demo's ({projects} projects, {regions} regions, "
        "{features} places, {documents} land documents, {imports} open imports, {surveys} open surveys, "
        "{money} records of money, {models} building models, {schedules} schedules and progress reports, "
        "{alerts} answers to alerts, {acceptance} inspections and material tests). "
        "They would be lost; nothing was replaced."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the database holds; ``foreign_``: rows not the demo's; ``demo``: the demo's document number.

    ``open_imports``, ``open_surveys``: files that somebody brought and has not settled yet; the demo's own
    survey counts once somebody has answered it.
    """

    projects: int
    foreign_projects: int
    regions: int
    foreign_regions: int
    features: int
    foreign_features: int
    open_imports: int
    open_surveys: int
    foreign_organisations: int
    foreign_documents: int
    foreign_money: int
    foreign_models: int
    foreign_schedules: int
    foreign_alerts: int
    foreign_acceptance: int
    demo: str

    @property
    def foreign(self) -> int:
        """Return how many rows are not the demo's."""
        own = self.foreign_projects + self.foreign_regions + self.foreign_features + self.foreign_documents
        own += self.open_imports + self.open_surveys + self.foreign_money
        own += self.foreign_models + self.foreign_schedules
        return own + self.foreign_alerts + self.foreign_acceptance

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return self.projects + self.regions + self.features == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Places whose access differs from their project's, and projects wrong about crossing regions."""

    members: int
    crossings: int


class RowsDiffer(Conflict):
    """A fault of the generator: what it wrote is not what the database would have kept."""

    message = _("{members} places differ from their project and {crossings} projects from their shares.")


def holdings() -> Holdings:
    """Return what the database holds now."""
    return fetch_as(Holdings, SQL / "holds.sql", title=SOURCE_TITLE, survey=SURVEY_NAME)[0]


def already_there(size: str) -> bool:
    """Tell whether this very demo is in the database, whole."""
    found = holdings()
    return found.demo == f"DEMO-{size}" and found.projects - found.foreign_projects == SIZES[size]


def check_room(*, replace: bool) -> None:
    """Refuse to mix with what is there. Raises ``DatabaseNotEmpty`` or ``NotOnlyDemo``."""
    found = holdings()
    if found.empty:
        return
    if not replace:
        raise DatabaseNotEmpty(projects=found.projects, regions=found.regions)
    if found.foreign or not found.demo:
        raise NotOnlyDemo(
            foreign=found.foreign, projects=found.foreign_projects, regions=found.foreign_regions,
            features=found.foreign_features, documents=found.foreign_documents,
            imports=found.open_imports, surveys=found.open_surveys, money=found.foreign_money,
            models=found.foreign_models, schedules=found.foreign_schedules,
            alerts=found.foreign_alerts, acceptance=found.foreign_acceptance,
        )  # fmt: skip


@transaction.atomic
def seed(*, size: str, replace: bool, tell: Tell) -> dict[str, int]:
    """Write the whole province at a size, all or nothing, and return the rows per table.

    ``tell(step, done, of)`` hears of progress. Raises ``DatabaseNotEmpty`` or ``NotOnlyDemo``.
    """
    check_room(replace=replace)
    if replace:
        clear()
    execute(SQL / "triggers_off.sql")
    written: dict[str, int] = {}
    source = source_row(size)
    _write(written, rows.OrganisationRow, _organisations())
    tell("regions", 0, 1)
    _write(written, rows.SourceRow, [source])
    _write(written, rows.RegionRow, region_rows(source.id))
    tell("basemap", 0, 1)
    _write(written, rows.BasemapRow, basemap_rows())
    _write(written, rows.FeatureRow, control_line_rows())
    _write_projects(written, SIZES[size], tell)
    tell("checks", 0, 1)
    execute(SQL / "triggers_on.sql")
    _check_equal()
    return written


def clear() -> None:
    """Throw the demo's rows away; ledgers let themselves be emptied only here."""
    execute(SQL / "money_off.sql")
    execute(SQL / "clear.sql")
    execute(SQL / "money_back.sql")


def _write_projects(written: dict[str, int], count: int, tell: Tell) -> None:
    done = 0
    tell("projects", done, count)
    money, progress = MoneyWriter(written), ProgressWriter(written)
    for batch in generate(count):
        pile = money.reckon(batch.projects, batch.features)
        _write_batch(written, replace(batch, projects=paid_rows(batch.projects, pile)))
        money.write(pile)
        progress.write(jobs_of(batch.projects, batch.features), batch.features)
        if done == 0:
            execute(SQL / "look.sql")
        done += len(batch.projects)
        tell("projects", done, count)
    money.finish()


def _check_equal() -> None:
    """Prove that the rows are what the triggers would have made of them. Raises ``RowsDiffer``."""
    found = fetch_as(Differences, SQL / "differs.sql")[0]
    if found.members or found.crossings:
        raise RowsDiffer(members=found.members, crossings=found.crossings)


def _organisations() -> list[rows.OrganisationRow]:
    """Return the organisations that are not there yet (they outlive ``--replace``)."""
    known = set(Organisation.objects.values_list("pk", flat=True))
    return [
        rows.OrganisationRow(b.id, b.name, b.name_en, b.uscc, b.kind, b.parent.id if b.parent else None,
                             b.path, b.region_code)
        for b in build_organisations() if b.id not in known
    ]  # fmt: skip


def _write(written: dict[str, int], row_type: type, items: Iterable[tuple[object, ...]]) -> None:
    name = row_type.__name__
    written[name] = written.get(name, 0) + copy_rows(row_type, items)


def _write_batch(written: dict[str, int], batch: Rows) -> None:
    _write(written, rows.FeatureRow, batch.features)
    _write(written, rows.FeatureEventRow, batch.land.events)
    _write(written, rows.ProjectRow, batch.projects)
    _write(written, rows.ShareRow, batch.shares)
    _write(written, rows.FundingRow, batch.funding)
    _write(written, rows.ApprovalRow, batch.approvals)
    _write(written, rows.SurveyRow, batch.surveys)
    _write(written, rows.LandDocumentRow, _with_surveys(batch.land.documents))
    _write(written, rows.LandCaseRow, batch.land.cases)
    _write(written, rows.LandChangeRow, batch.land.changes)


def _with_surveys(documents: list[rows.LandDocumentRow]) -> list[rows.LandDocumentRow]:
    """Return the documents with the surveys of their boundaries, whose numbers the database has given."""
    extents = [row.extent_id for row in documents if row.approval_id is None and row.extent_id]
    found = SurveyOriginal.objects.filter(feature_id__in=extents).values_list("feature_id", "pk")
    known: dict[UUID | None, int] = dict(found)
    return [row._replace(survey_id=known.get(row.extent_id)) for row in documents]


def settle() -> None:
    """Let the planner look at the new rows. Outside any transaction."""
    if not connection.in_atomic_block:
        execute(SQL / "settle.sql")
