"""The page of earned value by parts: from the project down to the element, with the curve of each part."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bim.linking.drilling import BY, CLASS, ELEMENT, GROUP, NONE, STOREY, TASK, Asked, Line, Parts, parts_of
from portal.core import clock
from portal.earned.asked import day_asked, section_asked
from portal.pages.answers import page
from portal.pages.asking import asker, parameters
from portal.pages.drawing.scurve import scurve

NAMES = {
    GROUP: gettext_lazy("Group of tasks"), TASK: gettext_lazy("Task"), STOREY: gettext_lazy("Storey"),
    CLASS: gettext_lazy("Trade (IFC class)"), ELEMENT: gettext_lazy("Element"),
}  # fmt: skip
NEXT = {GROUP: TASK, TASK: STOREY, STOREY: CLASS, CLASS: ELEMENT}
"""By what a part is parted further when it is picked."""
WITHIN = (GROUP, TASK, STOREY, CLASS)
KNOWN = {"as_of", "by", "section", *WITHIN}


@require_safe
@page
def parts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the parts of a project, or of a part of it, as the address says."""
    given = {name: value for name, value in parameters(request, known=KNOWN).items() if value}
    on = day_asked(given.get("as_of", "")) or clock.today()
    asked = Asked(
        by=given.get("by", GROUP), section=section_asked(given.get("section", "")),
        group=given.get(GROUP, ""), task=given.get(TASK, ""), storey=given.get(STOREY, ""),
        cls=given.get(CLASS, ""),
    )  # fmt: skip
    found = parts_of(actor=asker(request), code=code, as_of=on, asked=asked)
    context = {
        "project": found.project, "found": found, "on": on, "ahead": on > clock.today(),
        "asked": asked, "name": NAMES[asked.by],
        "drawing": scurve(found.points, budget=found.whole.at.budget, as_of=on, money=False),
        "ways": [(by, NAMES[by], "?" + urlencode(given | {"by": by})) for by in BY],
        "path": _path(given, found), "rows": _rows(given, asked, found), "given": given,
    }  # fmt: skip
    return render(request, "progress/parts.html", context)


def _path(given: dict[str, str], found: Parts) -> list[tuple[str, str, str]]:
    """Return what the address narrows by: its name, its value, and the address without it."""
    return [
        (str(NAMES[name]), _called(given[name], found), "?" + urlencode(_without(given, name)))
        for name in WITHIN if name in given
    ]  # fmt: skip


def _without(given: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in given.items() if key != name} | {"by": name}


def _called(value: str, found: Parts) -> str:
    return _("none") if value == NONE else found.called.get(value, value)


def _rows(given: dict[str, str], asked: Asked, found: Parts) -> list[dict[str, Any]]:
    return [
        {"line": one, "name": one.name or _("none"), "to": _to(given, asked, one)}
        for one in found.lines
    ]  # fmt: skip


def _to(given: dict[str, str], asked: Asked, one: Line) -> str:
    if asked.by == ELEMENT:
        return ""
    return "?" + urlencode(given | {asked.by: one.key, "by": NEXT[asked.by]})
