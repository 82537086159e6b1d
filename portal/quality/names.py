"""What states, steps, degrees and guards are called."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.progress import names as progress
from portal.quality.rules import Hindrance

SEVERITIES: dict[str, Promise] = {
    "minor": pgettext_lazy("issue severity", "Minor"),
    "major": pgettext_lazy("issue severity", "Major"),
    "critical": pgettext_lazy("issue severity", "Critical"),
}
STATES: dict[str, Promise] = {
    "open": pgettext_lazy("quality state", "Open"),
    "assigned": pgettext_lazy("quality state", "Assigned"),
    "fixing": pgettext_lazy("quality state", "Being fixed"),
    "fixed_claimed": pgettext_lazy("quality state", "Said to be fixed"),
    "re_inspected": pgettext_lazy("quality state", "Re-inspected"),
    "closed": pgettext_lazy("quality state", "Closed"),
    "reopened": pgettext_lazy("quality state", "Opened again"),
}
ACTIONS: dict[str, Promise] = {
    "assign": pgettext_lazy("quality step", "Assign"),
    "start": pgettext_lazy("quality step", "Begin fixing"),
    "claim_fixed": pgettext_lazy("quality step", "Report as fixed"),
    "re_inspect": pgettext_lazy("quality step", "Re-inspected: passed"),
    "reopen": pgettext_lazy("quality step", "Not passed: open again"),
    "close": pgettext_lazy("quality step", "Close"),
    "stop_work": pgettext_lazy("quality step", "Order work to stop"),
    "lift_stop": pgettext_lazy("quality step", "Let work go on"),
}
SIDES: dict[str, Promise] = {
    "before": pgettext_lazy("quality photo", "Before"),
    "after": pgettext_lazy("quality photo", "After"),
}
PLACES: dict[str, Promise] = {
    "site": pgettext_lazy("quality place", "Whole site"),
    "section": pgettext_lazy("quality place", "Section"),
    "structure": pgettext_lazy("quality place", "Structure"),
}
GUARDS: dict[str, Promise] = {
    "stop_order_missing": _("A critical quality issue needs an order to stop work first."),
    "stop_order_there": _("An order to stop work is in force already."),
    "given_to_another": _("It is given to {given_name} to mend: only who builds for that body does this."),
    "after_photo_missing": _("Show the fix: a photo taken at the place after the issue is missing."),
    "after_photo_doubtful": _("The photo of the fix does not count: {signs}."),
    "after_photo_undated": _("The photo of the fix does not tell when it was taken."),
    "after_photo_early": _("The photo of the fix was taken at {taken_at}, not after {after}."),
    "after_photo_unplaced": _("The photo of the fix does not tell where it was taken."),
    "after_photo_coarse": _(
        "The photo of the fix tells its place to ±{accuracy_m} m only; at most ±{most_m} m count."
    ),
    "after_photo_far": _(
        "The photo of the fix was taken {distance_m} m from the issue; at most {limit_m} m count."
    ),
    "organisation_unknown": _("It is not known for which body this is done; somebody with one re-inspects."),
    "same_organisation": _("Who fixed it does not re-inspect it: it takes another organisation."),
    "same_person": _("Who re-inspected it does not close it."),
    "no_stop_order": _("There is no order to stop work in force."),
    "stop_order_in_force": _("The order to stop work is still in force; it is lifted first."),
}


AGAINST: dict[str, Promise] = {
    "after_photo_undated": _("it does not tell when it was taken"),
    "after_photo_early": _("taken {taken_at}, not after the issue of {after}"),
    "after_photo_unplaced": _("it does not tell where it was taken"),
    "after_photo_coarse": _("its place is known to ±{accuracy_m} m only; at most ±{most_m} m count"),
    "after_photo_far": _("taken {distance_m} m from the issue; at most {limit_m} m count"),
}
"""What stands against a photo by itself; what speaks against its picture is told by its signs."""
MOMENTS, METRES = {"taken_at", "after"}, {"distance_m", "limit_m", "accuracy_m", "most_m"}


def against(found: Hindrance) -> str:
    """Return what stands against a photo by itself, in words."""
    return word(AGAINST, found.code).format(**_facts(found))


def mender(body: str, person: str) -> str:
    """Return who mends an issue: the body and whom it names."""
    return " · ".join(filter(None, (body, person)))


def word(table: dict[str, Promise], code: str) -> str:
    """Return a code's name in one of the tables above."""
    return str(table.get(code, code))


def sentence(found: Hindrance) -> str:
    """Return what stands against a step, in words."""
    return word(GUARDS, found.code).format(**_facts(found))


def _facts(found: Hindrance) -> dict[str, Any]:
    """Return facts as sentences tell them: signs by their names, moments as clocks show them."""
    facts = dict(found.facts)
    if "signs" in facts:
        kinds = facts["signs"].split(", ")
        facts["signs"] = ", ".join(str(progress.word(progress.SIGNS, one)) for one in kinds)
    for name in MOMENTS & set(facts):
        facts[name] = f"{localtime(datetime.fromisoformat(facts[name])):%Y-%m-%d %H:%M:%S}"
    for name in METRES & set(facts):
        facts[name] = f"{facts[name]:g}"
    return facts
