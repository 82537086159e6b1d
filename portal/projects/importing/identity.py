"""Which project of the library a row is: see docs/decisions/0003-imports.md."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.projects.importing.remarks import Address, Problem, problem
from portal.projects.importing.understanding import Understood
from portal.projects.models import Project
from portal.projects.selectors import list_projects

NUMBER_LIKE_OURS = re.compile(r"[A-Z]{2}\d{2}-\d{4}-\d{4,8}")
CODES_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The project a row is, if any, and what is to be said of it."""

    project: Project | None = None
    remarks: list[Problem] = field(default_factory=list)


class Library:
    """The projects that some rows may be, asked for at once; only those the actor may see."""

    def __init__(self, actor: Actor, rows: Iterable[Understood]) -> None:
        facts = [row.facts for row in rows]
        wanted = {name: _texts(facts, name) for name in ("code", "investment_code", "name")}
        found = list_projects(actor=actor).filter(
            Q(code__in=wanted["code"])
            | Q(investment_code__in=wanted["investment_code"])
            | Q(name__in=wanted["name"])
        )
        self._by_number: dict[str, Project] = {}
        self._by_code: dict[str, list[Project]] = defaultdict(list)
        self._by_name: dict[tuple[str, UUID], list[Project]] = defaultdict(list)
        for project in found.select_related("owner", "site").defer("site__merc", "site__public_merc"):
            self._by_number[project.code] = project
            self._by_name[project.name, project.owner_id].append(project)
            if project.investment_code:
                self._by_code[project.investment_code].append(project)

    def find(self, row: Understood, owner_id: UUID | None) -> Match:
        """Return the project by number and national code, else by name and unit."""
        number, code = row.facts.get("code", ""), row.facts.get("investment_code", "")
        same_code = self._by_code.get(code, []) if code else []
        numbered = self._by_number.get(number) if number else None
        if numbered:
            return _agreed(row, numbered, same_code)
        if len(same_code) == 1:
            return _coded(row, same_code[0], number)
        if number and NUMBER_LIKE_OURS.fullmatch(number):
            return Match(remarks=[problem("project_unknown", row.where("code"), text=_short(number))])
        named = self._named(row, owner_id, same_code, code)
        notes = [problem("number_not_ours", row.where("code"), text=_short(number))] if number else []
        return Match(project=named.project, remarks=[*notes, *named.remarks])

    def _named(
        self, row: Understood, owner_id: UUID | None, same_code: list[Project], code: str
    ) -> Match:
        namesakes = self._by_name.get((row.facts.get("name", ""), owner_id), []) if owner_id else []
        if same_code:
            fitting = [one for one in same_code if one in namesakes] or same_code
        else:
            fitting = [one for one in namesakes if not (code and one.investment_code)]
        if len(fitting) > 1:
            return Match(remarks=[_ambiguous(row, fitting)])
        if not fitting:
            return Match()
        said = [] if same_code else [problem("matched_by_name", row.where("name"), code=fitting[0].code)]
        return Match(project=fitting[0], remarks=said)


class Seen:
    """The projects earlier rows of the same file are, so that none comes twice."""

    def __init__(self) -> None:
        self._rows: dict[object, int] = {}
        self._coded: set[object] = set()

    def repeats(self, row: Understood, project: Project | None, owner_id: UUID | None) -> Problem | None:
        """Return what to say when an earlier row is the same project; else remember this one."""
        code, name = row.facts.get("investment_code", ""), row.facts.get("name", "")
        keys: dict[object, str] = {}
        if project:
            keys["project", project.pk] = project.code
        elif code:
            keys["code", code] = code
        if not project and name and owner_id and not (code and (name, owner_id) in self._coded):
            keys["name", name, owner_id] = name
        earlier = next((key for key in keys if key in self._rows), None)
        if earlier is not None:
            return problem(
                "project_twice", row.where("name"), other=self._rows[earlier], key=_short(keys[earlier])
            )
        self._rows.update(dict.fromkeys(keys, _line(row.address, row.number)))
        if code and owner_id:
            self._coded.add((name, owner_id))
        return None


def _agreed(row: Understood, numbered: Project, same_code: list[Project]) -> Match:
    if same_code and numbered not in same_code:
        facts = {"first": numbered.code, "second": same_code[0].code}
        return Match(remarks=[problem("keys_disagree", row.where("code"), **facts)])
    return Match(project=numbered)


def _coded(row: Understood, project: Project, number: str) -> Match:
    if not number:
        return Match(project=project)
    facts = {"text": _short(number), "code": project.code}
    return Match(project=project, remarks=[problem("number_ignored", row.where("code"), **facts)])


def _ambiguous(row: Understood, fitting: list[Project]) -> Problem:
    codes = "、".join(one.code for one in fitting[:CODES_SHOWN])
    return problem("project_ambiguous", row.where("name"), count=len(fitting), codes=codes)


def _texts(facts: list[dict[str, str]], name: str) -> set[str]:
    return {fact[name] for fact in facts if fact.get(name)}


def _line(address: Address, number: int) -> int:
    return address.row or number


def _short(text: str) -> str:
    return text[:80].replace("{", "｛").replace("}", "｝")
