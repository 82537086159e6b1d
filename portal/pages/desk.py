"""What the land official's work list shows, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext_lazy

from portal.accounts.actor import Actor
from portal.approvals import desk, names
from portal.approvals.desk import Counts, Wanted
from portal.approvals.models import LandDocument
from portal.pages import words
from spatial.regions.selectors import region_names

ROWS_A_PAGE = 50
CLOSE_ZOOM = "15.00"
HEAVY = ("project__site__geom", "project__site__public_geom")
WORST: dict[str, Promise] = {
    "error": pgettext_lazy("land desk", "With errors"),
    "alert": pgettext_lazy("land desk", "With alerts"),
    "warn": pgettext_lazy("land desk", "With warnings"),
    "info": pgettext_lazy("land desk", "With notes only"),
    "clean": pgettext_lazy("land desk", "Nothing found"),
    "unchecked": pgettext_lazy("land desk", "Not checked yet"),
}
OWED: dict[str, Promise] = {
    desk.RETURN: _lazy("not given back for {days} days"),
    desk.RECLAIM: _lazy("not reclaimed, {days} days overdue"),
}
TITLES: dict[str, Promise] = {
    "worst": pgettext_lazy("land desk", "Worst finding"),
    "document": pgettext_lazy("land desk", "Document"),
    "county": pgettext_lazy("land desk", "County"),
    "state": pgettext_lazy("land desk", "State"),
    "expiry": pgettext_lazy("land desk", "Valid to"),
    "waiting": pgettext_lazy("land desk", "Last moved"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to narrow the list. ``query``: the address that chooses it, or, chosen, gives it up."""

    word: str
    name: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyChoice:
    """The same of a county, with how much of it is grave."""

    choice: Choice
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A column's title, which sorts. ``direction``: as ``aria-sort`` says it, empty where it does not."""

    word: str
    name: str
    direction: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One document that waits. ``days_left``: to its last day, negative once it has passed.

    ``urgency``: the class of its words. ``view``: where the map looks, as its address says it. ``owed``: what
    of temporary land is overdue, and for how long.
    """

    row: LandDocument
    county: str
    worst: str
    worst_name: str
    days_left: int | None
    urgency: str
    view: str
    owed: str = ""


def content(*, actor: Actor, wanted: Wanted, page: int, on: date) -> dict[str, Any]:
    """Return all the page reads."""
    counted = desk.counts(actor=actor, wanted=wanted, on=on)
    listed = desk.desk(actor=actor, wanted=wanted, on=on).select_related("project__owner", "project__site")
    rows = Paginator(listed.defer(*HEAVY), ROWS_A_PAGE).get_page(page)
    known = {one: words.name_of(row) for one, row in region_names(_codes(counted, rows)).items()}
    return {
        "wanted": wanted, "counted": counted, "rows": rows, "today": on,
        "lines": [_line(row, known, on) for row in rows],
        "worst": _choices(wanted, "worst", WORST, counted.worst),
        "states": _choices(wanted, "state", _states(counted), counted.states),
        "expiries": _choices(wanted, "expiry", expiry_names(on), counted.expiries),
        "kinds": _choices(wanted, "kind", {one: names.paper(one) for one in counted.kinds}, counted.kinds),
        "counties": _counties(wanted, counted, known), "titles": _titles(wanted),
        "county_sums": _sums(counted), "worst_total": sum(counted.worst.values()),
        "worst_query": query_of(wanted, worst=""),
        "any_chosen": any(value for name, value in asdict(wanted).items() if name != "sort"),
        "all_query": query_of(wanted, county="", state="", worst="", expiry="", kind=""),
        "pages": _pages(wanted, rows),
    }  # fmt: skip


def expiry_names(on: date) -> dict[str, str]:
    """Return what the spans of time are called: the days come from the rules in force."""
    days = desk.days_of(on)
    last, second, first = (days[step] for step in (desk.LAST, desk.SECOND, desk.FIRST))
    return {
        desk.PAST: _("Run out"), desk.LAST: _("Within {days} days").format(days=last),
        desk.SECOND: _("{first}–{last} days").format(first=last + 1, last=second),
        desk.FIRST: _("{first}–{last} days").format(first=second + 1, last=first),
        desk.LATER: _("More than {days} days").format(days=first), desk.OPEN_END: _("No last day"),
    }  # fmt: skip


def query_of(wanted: Wanted, **changed: str) -> str:
    """Return the address of the list with some choices changed."""
    given = {**asdict(wanted), **changed}
    return "?" + urlencode({name: value for name, value in given.items() if value})


def _choices(
    wanted: Wanted, name: str, called: Mapping[str, Promise | str], found: Mapping[str, int]
) -> list[Choice]:
    chosen = getattr(wanted, name)
    return [
        Choice(
            word=word, name=str(text), count=found.get(word, 0), chosen=word == chosen,
            query=query_of(wanted, **{name: "" if word == chosen else word}),
        )
        for word, text in called.items() if found.get(word) or word == chosen
    ]  # fmt: skip


def _states(counted: Counts) -> dict[str, str]:
    return {state: names.state(state) for state in desk.STATES if state in counted.states}


def _counties(wanted: Wanted, counted: Counts, known: Mapping[str, str]) -> list[CountyChoice]:
    found = {one.code: one.documents for one in counted.counties}
    called = {code: known.get(code, code) for code in found}
    graded = {one.code: one for one in counted.counties}
    return [
        CountyChoice(choice=one, errors=graded[one.word].errors, warnings=graded[one.word].warnings)
        for one in _choices(wanted, "county", called, found) if one.word in graded
    ]  # fmt: skip


def _sums(counted: Counts) -> dict[str, int]:
    return {
        name: sum(getattr(one, name) for one in counted.counties)
        for name in ("documents", "errors", "warnings")
    }


def _titles(wanted: Wanted) -> dict[str, Title]:
    sort = wanted.sort or desk.SORTS[0]
    return {
        word: Title(
            word=word, name=str(name), query=query_of(wanted, sort=f"-{word}" if sort == word else word),
            direction={word: "ascending", f"-{word}": "descending"}.get(sort, ""),
        )
        for word, name in TITLES.items()
    }


def _line(row: LandDocument, known: Mapping[str, str], on: date) -> DeskLine:
    code, worst = row.project.region_code[: desk.COUNTY_DIGITS], desk.worst_of(row)
    left = (row.valid_to - on).days if row.valid_to else None
    return DeskLine(
        row=row, county=known.get(code, code), worst=worst, days_left=left, urgency=_urgency(left, on),
        view=_view(row), owed=_owed(row, on),
        worst_name=names.severity(worst) if row.worst_rank else str(WORST[worst]),
    )  # fmt: skip


def _owed(row: LandDocument, on: date) -> str:
    duty, days = desk.owes(row, on=on)
    return str(OWED[duty]).format(days=days) if duty else ""


def _view(row: LandDocument) -> str:
    anchor = row.project.site.anchor
    return f"map={CLOSE_ZOOM}/{anchor.y:.5f}/{anchor.x:.5f}&" if anchor else ""


def _urgency(left: int | None, on: date) -> str:
    if left is None:
        return "quiet"
    days = desk.days_of(on)
    return "due" if left <= days[desk.LAST] else "soon" if left <= days[desk.FIRST] else "quiet"


def _codes(counted: Counts, rows: Sequence[LandDocument] | Page) -> set[str]:
    shown = {row.project.region_code[: desk.COUNTY_DIGITS] for row in rows}
    return shown | {one.code for one in counted.counties}


def _pages(wanted: Wanted, rows: Page) -> dict[str, str]:
    base = query_of(wanted)
    joint = "&" if len(base) > 1 else ""
    found = {}
    if rows.has_previous():
        found["before"] = f"{base}{joint}page={rows.previous_page_number()}"
    if rows.has_next():
        found["after"] = f"{base}{joint}page={rows.next_page_number()}"
    return found
