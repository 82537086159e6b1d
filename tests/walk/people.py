"""Everybody who may ask, and what each of them is to see: said here by hand, not by the policy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from portal.accounts.models import User
from portal.accounts.rules import ROLE_CODES
from tests.walk.land import LOTS, Land, person_with

NO_RECORDS = {"sysadm", "secadm", "audadm", "pub"}
HOME = frozenset({1, 2, 3})
"""The lots of county 970101 up to *internal*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks. ``sees``/``lines``: the numbers of projects and control lines; no ``user``: nobody."""

    name: str
    sees: frozenset[int]
    lines: frozenset[int] = frozenset()
    user: Callable[[Land], User | None] = field(default=lambda land: None)
    view: str = ""

    @property
    def is_public(self) -> bool:
        """Whether only published fields may appear."""
        return self.name == "anonymous" or bool(self.view)

    def words(self) -> set[str]:
        """All planted words that may reach this person."""
        lots = [lot for lot in LOTS if lot.number in self.sees]
        mine = {word for lot in lots for word in lot.words}
        if not self.is_public:
            mine |= {word for lot in lots for word in lot.inside_words}
        owners = {{"home": "QzU1zQ", "away": "QzU2zQ"}[lot.unit] for lot in lots}
        return mine | owners | {f"QzL{number}zQ" for number in self.lines}


def _in_scope(role: str) -> Person:
    unit = "home" if role.startswith("pu_") else "root"
    opens = role not in NO_RECORDS
    return Person(
        name=role, sees=HOME if opens else frozenset(),
        lines=frozenset({1, 2}) if opens and unit == "root" else frozenset(),
        user=lambda land: person_with(role, land.units[unit], "970101", "internal"),
    )  # fmt: skip


def _with(name: str, role: str, sees: set[int], lines: set[int] | None = None, **scope: object) -> Person:
    def user(land: Land) -> User:
        given = {"region": "97", "clearance": "internal", "unit": "root"} | scope
        unit, region, clearance = (given.pop(key) for key in ("unit", "region", "clearance"))
        if "projects" in given:
            given["projects"] = [land.projects[number].pk for number in given["projects"]]
        return person_with(role, land.units[unit], region, clearance, **given)

    return Person(name=name, sees=frozenset(sees), lines=frozenset(lines or set()), user=user)


def _public_eyes(land: Land) -> User:
    return person_with("plan", land.units["root"], "97", "sensitive")


PEOPLE = (
    *(_in_scope(role) for role in ROLE_CODES),
    _with("another region", "plan", {5, 6, 8}, {3}, region="970102"),
    _with("another organisation", "pu_clerk", {5, 6}, unit="away"),
    _with("cleared", "aud", {1, 2, 3, 4}, {1, 2, 4}, region="970101", clearance="sensitive"),
    _with("public clearance", "eng", {1, 2, 5}, {1}, clearance="public"),
    _with("one project", "tp", {3}, projects=[3]),
    _with("another sector", "lead", set(), sectors=["airport"]),
    _with("expired", "lead", set(), valid_to=date(2026, 11, 19)),
    _with("not yet", "lead", set(), valid_from=date(2026, 11, 21)),
    _with("a region that is nowhere", "plan", set(), region="96"),
    Person(name="anonymous", sees=frozenset({1, 5}), lines=frozenset({1})),
    Person(
        name="public eyes", sees=frozenset({1, 5}), lines=frozenset({1}), user=_public_eyes, view="public"
    ),
)
