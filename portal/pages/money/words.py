"""What knots of the flow and tasks of the work list are called, in the language of the page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from portal.budget import names as budget_names
from portal.moneymap.flows import OTHERS, Knot
from portal.moneymap.work import Task

LAYERS: Mapping[str, Promise] = {
    "source": pgettext_lazy("flow of money", "Source"), "unit": pgettext_lazy("flow of money", "Unit"),
    "project": pgettext_lazy("flow of money", "Project"),
    "contract": pgettext_lazy("flow of money", "Contract"),
    "end": pgettext_lazy("flow of money", "Where it is"),
}  # fmt: skip
ENDS: Mapping[str, Promise] = {
    "paid": pgettext_lazy("flow of money", "Paid"), "under_way": pgettext_lazy("flow of money", "Under way"),
    "left": pgettext_lazy("flow of money", "Not applied for yet"),
}  # fmt: skip
OTHER: Mapping[str, Promise] = {
    "source": pgettext_lazy("flow of money", "Other sources"),
    "unit": pgettext_lazy("flow of money", "Other units"),
    "project": pgettext_lazy("flow of money", "Other projects"),
    "contract": pgettext_lazy("flow of money", "Other contracts"),
}  # fmt: skip
TASKS: Mapping[str, Promise] = {
    "budget": pgettext_lazy("work list", "Budget request"),
    "contract": pgettext_lazy("work list", "Contract"),
    "change": pgettext_lazy("work list", "Change of a contract"),
    "settlement": pgettext_lazy("work list", "Settlement"),
    "refund": pgettext_lazy("work list", "Money to come back"),
    "account": pgettext_lazy("work list", "Account to confirm"),
    "payment": pgettext_lazy("work list", "Payment"), "evaluation": pgettext_lazy("work list", "Evaluation"),
    "alert": pgettext_lazy("work list", "Alert"), "report": pgettext_lazy("work list", "Progress report"),
}  # fmt: skip
BIG, SMALL = Decimal(100_000_000), Decimal(10_000)
BILLION, MILLION = Decimal(1_000_000_000), Decimal(1_000_000)


def layer_name(layer: str) -> str:
    """Return what a column is called."""
    return str(LAYERS[layer])


def knot_name(one: Knot) -> str:
    """Return what a box is called."""
    if one.id == OTHERS:
        return str(OTHER[one.layer])
    if one.layer == "end":
        return str(ENDS[one.id])
    if one.layer == "source":
        return budget_names.source(one.id)
    english = (get_language() or "zh").startswith("en")
    return (one.name_en if english and one.name_en else one.name) or one.number


def knot_address(one: Knot) -> str:
    """Return where a box leads; nothing for what is put together."""
    if one.id == OTHERS or one.layer not in {"project", "contract"}:
        return ""
    if one.layer == "contract":
        return reverse("contract-page", args=[one.id])
    return reverse("project", args=[one.number])


def short_yuan(yuan: Decimal) -> str:
    """Return an amount in a few characters, as drawings carry it."""
    if (get_language() or "zh").startswith("en"):
        size, unit = (BILLION, "bn") if yuan >= BILLION else (MILLION, "m")
        return f"{yuan / size:,.2f} {unit}"
    size, unit = (BIG, "亿") if yuan >= BIG else (SMALL, "万")
    return f"{yuan / size:,.2f} {unit}"


def task_name(task: Task) -> str:
    """Return what kind of thing waits."""
    return str(TASKS[task.kind])


def task_address(task: Task) -> str:
    """Return where a task is done."""
    pages: dict[str, tuple[str, list[Any]]] = {
        "budget": ("budget-page", [task.id]), "payment": ("payment-page", [task.id]),
        "change": ("change-page", [task.id]), "account": ("parties-page", []),
        "evaluation": ("evaluation", [task.project, task.id]), "alert": ("alert-page", [task.id]),
        "report": ("progress-report", [task.project, task.id]),
    }  # fmt: skip
    name, args = pages.get(task.kind, ("contract-page", [task.id]))
    return reverse(name, args=args)
