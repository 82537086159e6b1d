"""The way to the ground and what was changed of it, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django import template
from django.utils.translation import gettext as _

from portal.approvals import names
from portal.approvals.ways import Way
from portal.core.models import Event

register = template.Library()


@register.filter
def way_words(way: Way) -> list[str]:
    """Return what is to be said of a way, one thing each; what is not used is left out."""
    told = [_told(name, value) for name, value in asdict(way).items()]
    return [words for words in told if words]


@register.filter
def way_differences(event: Event) -> list[str]:
    """Return what an event changed of the way: as it was, and as it is since."""
    before, after = (event.facts.get(which, {}) for which in ("before", "after"))
    changed = [name for name in after if after[name] != before.get(name)]
    return [f"{_told(name, before.get(name)) or '—'} → {_told(name, after[name]) or '—'}" for name in changed]


@register.filter
def land_change(code: str) -> str:
    """Return what a kind of change is called."""
    return names.change(code)


def _told(name: str, value: Any) -> str:
    if name == "supply":
        return names.supply(value)
    if isinstance(value, bool):
        return _switches()[name][value]
    if not value:
        return ""
    if name == "early_start_on":
        return _("early start by leave from {day}").format(day=value)
    return _capacity(value) if name == "capacity" else _succession(value)


def _switches() -> Mapping[str, tuple[str, str]]:
    return {
        "separate_site": (_("approved within a batch"), _("approved as a separate site")),
        "new_land": (_("ground held already"), _("new ground")),
        "conversion": (_("no conversion or expropriation"), _("conversion or expropriation")),
        "temporary": (_("no temporary land"), _("temporary land besides")),
    }


def _capacity(found: Mapping[str, float]) -> str:
    return names.joined([f"{units:g} {measure}" for measure, units in found.items()])


def _succession(pairs: Iterable[Iterable[str]]) -> str:
    return names.joined([" → ".join(pair) for pair in pairs])
