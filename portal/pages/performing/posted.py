"""What the forms of an evaluation say."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.performance.importing import Sheet, take_cells
from portal.performance.services.scoring import Entry
from portal.performance.services.targets import NewLine

FIELDS = ("code", "name", "weight", "target", "zero", "planned", "unit", "components")
STEP_WORDS = ("note", "person", "selection", "declaration", "explanation", "decision")


class NumberUnreadable(Invalid):
    """A field takes a number."""

    message = _("“{value}” is no number.")


class NothingTicked(Invalid):
    """Finance looks at a sample of one at least."""

    message = _("Tick at least one indicator to score anew.")


class DateUnreadable(Invalid):
    """A field takes a day."""

    message = _("“{value}” is no day; write it as 2026-11-20.")


def lines_of(given: QueryDict) -> list[NewLine]:
    """Return the indicators of the editor; empty rows are passed over. Raises ``SetUnfit``."""
    found = Sheet()
    for row in zip(*(given.getlist(name) for name in FIELDS), strict=False):
        cells = dict(zip(FIELDS, (text.strip() for text in row), strict=True))
        if cells["code"]:
            take_cells(found, cells)
    return found.lines if not found.flaws else found.settled()


def entries_of(given: QueryDict, *, ticked: bool) -> list[Entry]:
    """Return a judge's raw figures; ``ticked``: only of the indicators that are ticked, at least one."""
    places = {int(text) for text in given.getlist("take" if ticked else "position") if text.isdigit()}
    if not places:
        raise NothingTicked()
    return [_entry(given, place) for place in sorted(places)]


def _entry(given: QueryDict, place: int) -> Entry:
    start = f"f_{place}_"
    figures = {
        name.removeprefix(start): number_of(text) for name, text in given.dict().items()
        if name.startswith(start) and isinstance(text, str) and text.strip()
    }  # fmt: skip
    return Entry(position=place, figures=figures, remark=given.get(f"r_{place}", "")[:2000])


def number_of(text: str) -> Decimal:
    """Return a number as people write it; 85 % is 0.85."""
    plain = text.strip().replace(",", "").replace("，", "").replace("％", "%")
    try:
        found = Decimal(plain.rstrip("% "))
    except InvalidOperation:
        raise NumberUnreadable(value=text[:40]) from None
    return found / 100 if plain.endswith("%") else found


def day_of(text: str) -> date:
    """Return a day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise DateUnreadable(value=text[:40]) from None


def more_of(given: QueryDict) -> dict[str, object]:
    """Return what a step needs besides its reason."""
    found: dict[str, object] = {name: str(given[name]).strip() for name in STEP_WORDS if given.get(name)}
    if given.get("valid_to"):
        found["valid_to"] = day_of(str(given["valid_to"]))
    found["selected_by"] = bodies_of(given, "selected_by")
    return found


def bodies_of(given: QueryDict, name: str) -> list[UUID]:
    """Return the bodies that are ticked."""
    return [UUID(text) for text in given.getlist(name) if len(text) == 36 and text.count("-") == 4]
