"""What states and steps of reports, and what stands against them, are called."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("report state", "Being written"),
    "submitted": pgettext_lazy("report state", "Handed in"),
    "returned": pgettext_lazy("report state", "Returned"),
    "sup_confirmed": pgettext_lazy("report state", "Confirmed by the supervisor"),
    "owner_confirmed": pgettext_lazy("report state", "Confirmed by the owner"),
    "published": pgettext_lazy("report state", "Published"),
}
VERBS: dict[str, Promise] = {
    "submit": pgettext_lazy("report step", "Hand in"),
    "confirm_supervisor": pgettext_lazy("report step", "Confirm as supervisor"),
    "confirm_owner": pgettext_lazy("report step", "Confirm for the owner"),
    "return": pgettext_lazy("report step", "Return"),
    "publish": pgettext_lazy("report step", "Publish"),
}
FLAWS: dict[str, Promise] = {
    "over_whole": pgettext_lazy("report flaw", "{found}% is more than {limit}%"),
    "negative": pgettext_lazy("report flaw", "{found}% is less than nothing"),
    "falls": pgettext_lazy(
        "report flaw", "{found}% is less than the {limit}% confirmed, and nothing says why"
    ),
    "section_closed": pgettext_lazy("report flaw", "{found}%, but the work there is closed at {limit}%"),
    "in_future": pgettext_lazy("report flaw", "the period ends on {found}, after today, {limit}"),
    "period_turned_round": pgettext_lazy("report flaw", "the period ends before it begins"),
    "no_evidence": pgettext_lazy(
        "report flaw", "a step to {found}% without evidence; from {limit} points on it is asked for"
    ),
    "correction_short": pgettext_lazy("report flaw", "the reason for the correction is too short"),
    "no_lines": pgettext_lazy("report flaw", "nothing is reported"),
    "overtaken": pgettext_lazy(
        "report flaw", "{found}% is more than the {limit}% that a later report, confirmed already, says"
    ),
    "no_such_task": pgettext_lazy("report flaw", "the plan has no such task"),
    "elsewhere": pgettext_lazy("report flaw", "a task of another place, with reports of its own"),
}


def state(code: str) -> str:
    """Return the name of a state."""
    return str(STATES.get(code, code))


def verb(code: str) -> str:
    """Return the name of a step."""
    return str(VERBS.get(code, code))


def flaw(found: Mapping[str, str], *, named: bool = True) -> str:
    """Return what stands against a line, with its figures; ``named`` False leaves the task's name out."""
    said = str(FLAWS.get(found["kind"], found["kind"])).format(
        found=_bare(found["found"]), limit=_bare(found["limit"])
    )  # fmt: skip
    name = found.get("name") or found["key"]
    return _("{name}: {said}").format(name=name, said=said) if named and name else said


def _bare(text: str) -> str:
    """Return a number without the noughts at its end; what is none as it is."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


SIGNS: dict[str, Promise] = {
    "outside_site": pgettext_lazy("photo sign", "taken outside the site"),
    "picture_reused": pgettext_lazy("photo sign", "the picture was used before"),
    "before_period": pgettext_lazy("photo sign", "taken before the period"),
    "in_future": pgettext_lazy("photo sign", "dated in the future"),
    "no_exif": pgettext_lazy("photo sign", "says nothing of its camera"),
    "no_time": pgettext_lazy("photo sign", "says no time"),
    "altered": pgettext_lazy("photo sign", "not the bytes that were taken"),
    "places_apart": pgettext_lazy("photo sign", "picture and phone name two places"),
    "times_apart": pgettext_lazy("photo sign", "picture and phone name two times"),
    "very_large": pgettext_lazy("photo sign", "a very large picture"),
}
DISAGREEMENTS: dict[str, Promise] = {
    "claims_ahead": pgettext_lazy("disagreement", "claims more than is certified"),
    "order": pgettext_lazy("disagreement", "the work before it is open"),
    "photos": pgettext_lazy("disagreement", "photo evidence fails"),
    "paid_ahead": pgettext_lazy("disagreement", "paid ahead of what stands"),
    "model": pgettext_lazy("disagreement", "the schedule's own days say otherwise"),
    "lots_open": pgettext_lazy("disagreement", "reported finished, lots not accepted"),
    "lots_refused": pgettext_lazy("disagreement", "reported finished, lots refused"),
    "lots_ahead": pgettext_lazy("disagreement", "lots accepted, nothing reported"),
}
METHODS: dict[str, Promise] = {
    "quantity": pgettext_lazy("progress method", "by quantity and price"),
    "cost": pgettext_lazy("progress method", "by weight of cost"),
    "duration": pgettext_lazy("progress method", "by weight of days"),
    "none": pgettext_lazy("progress method", "–"),
}
PLANS: dict[str, Promise] = {
    "baseline": pgettext_lazy("progress plan", "baseline"),
    "schedule": pgettext_lazy("progress plan", "schedule's dates"),
    "contract": pgettext_lazy("progress plan", "days of the contract"),
    "project": pgettext_lazy("progress plan", "days of the project"),
}
SOURCES: dict[str, Promise] = {
    "reports": pgettext_lazy("progress source", "confirmed reports"),
    "measured": pgettext_lazy("progress source", "certified quantities"),
    "none": pgettext_lazy("progress source", "nothing yet"),
}

CHANGES: dict[str, Promise] = {
    "moved": pgettext_lazy("schedule change", "moved"),
    "length": pgettext_lazy("schedule change", "longer or shorter"),
    "float": pgettext_lazy("schedule change", "float"),
    "critical": pgettext_lazy("schedule change", "critical path"),
    "renamed": pgettext_lazy("schedule change", "renamed"),
    "relinked": pgettext_lazy("schedule change", "relations"),
    "added": pgettext_lazy("schedule change", "added"),
    "dropped": pgettext_lazy("schedule change", "dropped"),
    "unsure": pgettext_lazy("schedule change", "unsure match"),
}
MATCHES: dict[str, Promise] = {
    "identity": pgettext_lazy("schedule match", "the file's own key"),
    "guid": pgettext_lazy("schedule match", "GUID"),
    "code": pgettext_lazy("schedule match", "code"),
    "name": pgettext_lazy("schedule match", "name"),
    "place": pgettext_lazy("schedule match", "place, days and length"),
}


LISTS = {
    "CHANGES": CHANGES, "MATCHES": MATCHES,
    "SIGNS": SIGNS, "DISAGREEMENTS": DISAGREEMENTS, "METHODS": METHODS, "PLANS": PLANS, "SOURCES": SOURCES,
}  # fmt: skip


OF_MONEY: dict[str, Promise] = {
    "claims_ahead": gettext_lazy(
        "{one} % of the section is claimed; what is certified, the late pace and 12 points more allow"
        " {other} %"
    ),
    "paid_ahead": gettext_lazy("{one} % of the section is paid, {other} % is claimed"),
}


def fact(text: str) -> str:
    """Return what a disagreement goes by in words, with what speaks against photos by its name."""
    reason, *figures = text.split(":")
    if reason in OF_MONEY and len(figures) == len(("one", "other")):
        return str(OF_MONEY[reason]).format(one=figures[0], other=figures[1])
    return ", ".join(word(SIGNS, one) for one in text.split(", "))


def word(table: dict[str, Promise], code: str) -> str:
    """Return a code's name in one of the tables above."""
    return str(table.get(code, code))
