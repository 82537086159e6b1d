"""What the log tells of a project's land: which events belong to it, and what they are called."""

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal.approvals import faults, names
from portal.approvals.models import LandCase, LandChange, LandDocument
from portal.projects.models import Project

CASE, CHANGE = "land_case", "land_change"
DEEDS: dict[str, Promise] = {
    "prepare": pgettext_lazy("log", "Document prepared"),
    "amend": pgettext_lazy("log", "Content changed"),
    "attach": pgettext_lazy("log", "Boundary attached"),
    "take_up": pgettext_lazy("log", "Paper taken up"),
    "submit": pgettext_lazy("log", "Submitted"),
    "resubmit": pgettext_lazy("log", "Correction handed in"),
    "accept": pgettext_lazy("log", "Accepted for examination"),
    "check": pgettext_lazy("log", "Cross-checked"),
    "judge_again": pgettext_lazy("log", "Not granted: judged anew"),
    "grant": pgettext_lazy("log", "Granted"),
    "take_effect": pgettext_lazy("log", "Put into force"),
    "sign": pgettext_lazy("log", "Finding signed"),
    "propose_override": pgettext_lazy("log", "Override proposed"),
    "confirm_override": pgettext_lazy("log", "Override confirmed"),
    "record_way": pgettext_lazy("log", "Way to the ground recorded"),
    "report_change": pgettext_lazy("log", "Change reported"),
    "approve_change": pgettext_lazy("log", "Change approved"),
    "withdraw_change": pgettext_lazy("log", "Report of a change withdrawn"),
    "expiry_alert": pgettext_lazy("log", "A paper is about to run out"),
    "confirm": pgettext_lazy("log", "Survey put on record"),
}
"""What has happened, where that is not the name of the step."""


def deed(verb: str) -> str:
    """Return what the log calls an event of land."""
    return str(DEEDS[verb]) if verb in DEEDS else names.verb(verb)


def log_of(project: Project) -> Q:
    """Return which events of the log belong to a project's land documents, its way and its changes."""
    subjects = {
        faults.SUBJECT: LandDocument.objects.filter(project=project),
        CASE: LandCase.objects.filter(project=project), CHANGE: LandChange.objects.filter(project=project),
    }  # fmt: skip
    found = Q(pk__in=())
    for subject, rows in subjects.items():
        found |= Q(subject_type=subject, subject_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)])
    return found
