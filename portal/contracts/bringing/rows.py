"""A list of contracts held against what is on record: projects, contractors, grounds, lines, accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.budget.models import CostLine
from portal.contracts import importing, policy, selectors
from portal.contracts.bringing import cells, columns
from portal.contracts.bringing.columns import TABLE
from portal.contracts.bringing.reading import CellReader
from portal.contracts.models import Contract, Party, PartyAccount
from portal.contracts.services.checking import ContractFacts, wrong_of
from portal.core import money
from portal.core.errors import DomainError
from portal.core.ids import new_id
from portal.projects import codes
from portal.projects.models import Project
from portal.projects.selectors import list_projects
from spatial.intake.model import Layer, Row, Value

UNKNOWN: dict[str, Any] = {
    "number": "?", "name": "?", "kind": "works", "track": "direct", "guarantee": "none",
    "original_yuan": money.LIMIT - money.CENT, "progress_ratio": Decimal(1), "start_on": date.min,
    "end_on": date.max,
}  # fmt: skip
"""What stands in for a cell that cannot be read, so that the rest of its row is judged all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One contract to be drawn up. ``new_party``: its contractor is put on record first."""

    row: int
    project: Project
    facts: ContractFacts
    uscc: str
    party: str
    new_party: bool
    ground: str


class Registry:
    """What the asker may draw contracts up for, looked up once for a whole list."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._grounds: dict[UUID, Mapping[str, set[UUID]]] = {}
        self._projects: dict[str, Project | None] = {}
        self._parties: dict[str, Party | None] = {}

    def project(self, code: str) -> Project | None:
        """Return a project the asker draws contracts up for; hidden, absent and another's are alike."""
        if code not in self._projects:
            rows = list_projects(actor=self.actor).select_related("site", "owner")
            found = rows.filter(code=code).first()
            self._projects[code] = found if found and policy.may_draft(self.actor, found) else None
        return self._projects[code]

    def party(self, uscc: str) -> Party | None:
        """Return who has a code, of those the asker sees."""
        if uscc not in self._parties:
            self._parties[uscc] = selectors.list_parties(actor=self.actor).filter(uscc=uscc).first()
        return self._parties[uscc]

    def grounds(self, project: Project) -> Mapping[str, set[UUID]]:
        """Return the places of a project by code and by name."""
        if project.pk not in self._grounds:
            self._grounds[project.pk] = importing.grounds_named(project)
        return self._grounds[project.pk]


class Reader(CellReader):
    """Reads the rows of one sheet; ``faults`` collects what is wrong, cell by cell."""

    must = TABLE.must
    key = "number"

    def __init__(self, actor: Actor, layer: Layer) -> None:
        super().__init__(layer, TABLE.places_of(layer))
        self.registry = Registry(actor)
        self._seen: dict[tuple[UUID, str], str] = {}

    def said(self, field: str, value: Value) -> Any:
        """Return what a cell says, ``None`` for an empty one. Raises ``CellWrong``."""
        return cells.said(TABLE.by_field[field], value)

    def read(self, row: Row) -> Entry | None:
        """Return what a row says, or ``None`` where a cell of it is wrong."""
        wrong: dict[str, str] = {}
        given = self.given(row, wrong)
        project = self._project(given, wrong)
        uscc, party = self._party(given, wrong)
        facts = ContractFacts(**(self._facts(given, wrong) | {
            "party_id": party.pk if party else new_id(),
            "feature_id": self._ground(given, wrong, project),
            "cost_line_id": self._line(given, wrong, project),
            "wage_account_id": self._account(given, wrong, project, party),
        }))  # fmt: skip
        if project:
            for error in wrong_of(project, facts):
                field = str(error.facts["field"])
                wrong.setdefault(columns.OF_FACT.get(field, field), _why(error))
            self._once(row, project, given, wrong)
        self.tell(row, wrong)
        if wrong or project is None:
            return None
        return Entry(
            row=row.address.row, project=project, facts=facts, uscc=uscc, new_party=party is None,
            party=party.name if party else str(given["party"]), ground=str(given.get("ground") or ""),
        )  # fmt: skip

    def _facts(self, given: Mapping[str, Any], wrong: Mapping[str, str]) -> dict[str, Any]:
        own = {"project", "uscc", "party", "ground", "cost_line", "wage_account", "tender_no"}
        told = {name: value for name, value in given.items() if value is not None and name not in own}
        lost = {name: UNKNOWN[name] for name in wrong if name in UNKNOWN}
        source = {"tender_no": given["tender_no"]} if given.get("tender_no") else {}
        return told | lost | {"source": source}

    def _project(self, given: Mapping[str, Any], wrong: dict[str, str]) -> Project | None:
        code = given.get("project")
        found = self.registry.project(code) if code else None
        if code and found is None:
            wrong["project"] = _("no project you draw contracts up for has this number")
        return found

    def _party(self, given: Mapping[str, Any], wrong: dict[str, str]) -> tuple[str, Party | None]:
        if not given.get("uscc"):
            return "", None
        verdict = codes.check_uscc(given["uscc"])
        if verdict.canonical is None:
            wrong["uscc"] = verdict.faults[0].sentence(self.language)
            return "", None
        found, name = self.registry.party(verdict.canonical), given.get("party")
        if found is None and not name and "party" not in wrong:
            wrong["uscc" if "party" not in self.places else "party"] = _(
                "no contractor with this code is on record; its name is needed to put it there"
            )
        if found and name and name not in {found.name, found.name_en}:
            wrong["party"] = _("this code is that of {name}").format(name=found.name)
        return verdict.canonical, found

    def _ground(self, given: Mapping[str, Any], wrong: dict[str, str], project: Project | None) -> UUID:
        text = given.get("ground")
        if project is None or not text:
            return project.site_id if project else new_id()
        found = self.registry.grounds(project).get(text.casefold(), set())
        if len(found) == 1:
            return next(iter(found))
        wrong["ground"] = (
            _("names several places of the project; give its code") if found
            else _("no section or structure of the project has this name or code")
        )  # fmt: skip
        return project.site_id

    def _line(
        self, given: Mapping[str, Any], wrong: dict[str, str], project: Project | None
    ) -> UUID | None:
        code = given.get("cost_line")
        if project is None or not code:
            return None
        rows = CostLine.objects.filter(stage__project=project, stage__stage="approx", code=code)
        return self._one(rows.values_list("pk", flat=True), "cost_line", wrong,
                         _("no line of this project's approved estimate"))  # fmt: skip

    def _account(
        self, given: Mapping[str, Any], wrong: dict[str, str], project: Project | None, party: Party | None
    ) -> UUID | None:
        number = str(given.get("wage_account") or "").replace(" ", "")
        if project is None or not number or "uscc" in wrong:
            return None
        rows = PartyAccount.objects.filter(number=number, wage=True, project=project, party=party)
        return self._one(rows.values_list("pk", flat=True), "wage_account", wrong,
                         _("no wage account of this contractor for this project"))  # fmt: skip

    def _one(self, found: Any, field: str, wrong: dict[str, str], reason: str) -> UUID | None:
        pk = found.first()
        if pk is None:
            wrong[field] = reason
        return pk

    def _once(
        self, row: Row, project: Project, given: Mapping[str, Any], wrong: dict[str, str]
    ) -> None:
        number = given.get("number")
        if not number or "number" in wrong:
            return
        here = self.key_cell(row)
        first = self._seen.setdefault((project.pk, number), here)
        if first != here:
            wrong["number"] = _("stands in {cell} already").format(cell=first)
        elif Contract.objects.filter(project=project, number=number).exists():
            wrong["number"] = _("the project has a contract with this number")


def _why(error: DomainError) -> str:
    """Return the reason alone: the cell is named beside it."""
    if isinstance(error, money.AmountInvalid):
        return str(money.REASONS[str(error.facts["reason"])])
    return str(error.facts.get("reason") or error)
