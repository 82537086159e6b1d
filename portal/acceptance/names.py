"""What levels, states, steps, divisions, results and guards are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.acceptance.rules import Hindrance

LEVELS: dict[str, Promise] = {
    "unit": pgettext_lazy("acceptance level", "Unit works"),
    "division": pgettext_lazy("acceptance level", "Division"),
    "item": pgettext_lazy("acceptance level", "Work item"),
    "lot": pgettext_lazy("acceptance level", "Inspection lot"),
}
STATES: dict[str, Promise] = {
    "planned": pgettext_lazy("acceptance state", "To be inspected"),
    "executed": pgettext_lazy("acceptance state", "Inspected, to be signed"),
    "accepted": pgettext_lazy("acceptance state", "Accepted"),
    "rejected": pgettext_lazy("acceptance state", "Not accepted"),
}
ACTIONS: dict[str, Promise] = {
    "execute": pgettext_lazy("acceptance step", "Record the inspection"),
    "accept": pgettext_lazy("acceptance step", "Accept"),
    "reject": pgettext_lazy("acceptance step", "Do not accept"),
    "again": pgettext_lazy("acceptance step", "Inspect again"),
    "reopen": pgettext_lazy("acceptance step", "Open again"),
}
RESULTS: dict[str, Promise] = {
    "pending": pgettext_lazy("test result", "Pending"),
    "pass": pgettext_lazy("test result", "Passed"),
    "fail": pgettext_lazy("test result", "Failed"),
}
DIVISIONS: dict[str, Promise] = {
    "01": pgettext_lazy("division of a building", "Ground and foundation"),
    "02": pgettext_lazy("division of a building", "Main structure"),
    "03": pgettext_lazy("division of a building", "Finishes"),
    "04": pgettext_lazy("division of a building", "Roof"),
    "05": pgettext_lazy("division of a building", "Water supply, drainage and heating"),
    "06": pgettext_lazy("division of a building", "Ventilation and air conditioning"),
    "07": pgettext_lazy("division of a building", "Electrical installation"),
    "08": pgettext_lazy("division of a building", "Intelligent systems"),
    "09": pgettext_lazy("division of a building", "Energy efficiency"),
    "10": pgettext_lazy("division of a building", "Lifts"),
}
FIELDS: dict[str, Promise] = {
    "code": pgettext_lazy("acceptance field", "Number"),
    "level": pgettext_lazy("acceptance field", "Level"),
    "name": pgettext_lazy("acceptance field", "Name"),
    "parent": pgettext_lazy("acceptance field", "Hangs on"),
    "ground": pgettext_lazy("acceptance field", "Section or structure"),
    "division": pgettext_lazy("acceptance field", "Standard division"),
    "planned_on": pgettext_lazy("acceptance field", "To be inspected on"),
    "needs_test": pgettext_lazy("acceptance field", "Rests on a material test"),
    "task": pgettext_lazy("acceptance field", "Task"),
    "number": pgettext_lazy("acceptance field", "Number of the sample"),
    "material": pgettext_lazy("acceptance field", "Material"),
    "batch": pgettext_lazy("acceptance field", "Batch"),
    "lots": pgettext_lazy("acceptance field", "Inspection lots"),
    "elements": pgettext_lazy("acceptance field", "Elements"),
    "sampled_on": pgettext_lazy("acceptance field", "Sampled on"),
    "replaces": pgettext_lazy("acceptance field", "Repeats the test"),
    "lab": pgettext_lazy("acceptance field", "Laboratory"),
    "tested_on": pgettext_lazy("acceptance field", "Tested on"),
    "result": pgettext_lazy("acceptance field", "Result"),
    "report": pgettext_lazy("acceptance field", "Report"),
}
GUARDS: dict[str, Promise] = {
    "result_failed": _("The inspection did not pass."),
    "nothing_below": _("Nothing hangs below it that was inspected."),
    "parts_open": _("{count} below it are not accepted: {which}."),
    "test_missing": _("It rests on a material test, and none that passed is linked."),
    "test_failed": _("Failed material tests: {which}."),
    "test_pending": _("Material tests without a result: {which}."),
    "grave_open": _("Major or critical quality issues are open: {which}."),
    "organisation_unknown": _("It is not known for which body this is done; somebody with one accepts."),
    "same_organisation": _("Who inspected it does not accept it: it takes another organisation."),
    "day_in_future": _("The inspection is dated {on}, after today."),
    "more_passed_than_checked": _("More items passed than were looked at."),
    "main_not_checked": _("No main item was looked at; a lot does not pass without."),
    "main_failed": _("{passed} of {checked} main items passed; a lot passes with all."),
    "general_low": _("{passed} of {checked} general items passed; a lot passes from {least_pct} %."),
}
LISTS = {
    "FIELDS": FIELDS,
    "LEVELS": LEVELS, "STATES": STATES, "ACTIONS": ACTIONS, "RESULTS": RESULTS, "DIVISIONS": DIVISIONS,
}  # fmt: skip
MOST_NAMED = 5
"""As many as a sentence names; the facts name all."""


def word(which: str, code: str) -> str:
    """Return a code's name in one of the lists above."""
    return str(LISTS[which].get(code, code))


def sentence(found: Hindrance) -> str:
    """Return what stands against a step, in words."""
    facts = dict(found.facts)
    if "which" in facts:
        named = ", ".join(facts["which"][:MOST_NAMED])
        more = len(facts["which"]) - MOST_NAMED
        if more > 0:
            named = gettext("{named} and {more} more").format(named=named, more=more)
        facts["which"] = named
    return str(GUARDS.get(found.code, found.code)).format(**facts)
