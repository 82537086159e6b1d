"""Names and numbers of progress for pages."""

import uuid
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.translation import gettext as _

from bim.disputes import names as dispute_names
from bim.issues import names as issue_names
from portal.pages import words
from portal.pages.schedule_pairs import in_work_days
from portal.pages.schedule_pairs import later as in_days
from portal.progress import names, signs
from portal.progress.models import ProgressReport
from portal.progress.rules.reports import JUDGING, LIFECYCLE
from portal.quality import names as quality_names
from portal.quality.models import QualityCase

register = template.Library()
UNDEFINED = "–"


@register.filter
def report_state(code: str) -> str:
    """Return the name of a report's state."""
    return names.state(code)


@register.filter
def report_verb(code: str) -> str:
    """Return the name of a step."""
    return names.verb(code)


@register.filter
def progress_word(code: str, which: str) -> str:
    """Return the name of a code of one list, e.g. ``{{ sign.kind|progress_word:"SIGNS" }}``."""
    return names.word(names.LISTS[which], code)


@register.filter
def quality_word(code: str, which: str) -> str:
    """Return the name of a code of one list about quality issues, e.g. ``STATES``."""
    return quality_names.word(getattr(quality_names, which), code)


@register.filter
def mends(case: QualityCase) -> str:
    """Return who mends a quality issue: the body and whom it names."""
    body = case.assigned_body
    return quality_names.mender(words.name_of(body) if body else "", case.assigned_to)


@register.filter
def dispute_word(code: str, which: str) -> str:
    """Return the name of a code of one list about disagreements, e.g. ``ISSUE_STATES``."""
    return names.word(dispute_names.LISTS[which], code)


@register.filter
def issue_word(code: str, which: str) -> str:
    """Return the name of a code of one list about issues, e.g. ``STATES``; another program's as it is."""
    return names.word(issue_names.LISTS[which], code)


@register.filter
def fact_words(facts: tuple[str, ...]) -> str:
    """Return the facts of a line; what speaks against photos by its name."""
    return "; ".join(names.fact(one) for one in facts)


@register.filter
def index(value: Decimal | None) -> str:
    """Return an index with two decimals; undefined is a dash, never nought."""
    return UNDEFINED if value is None else f"{value.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"


@register.filter
def hundredth(value: Decimal | None) -> str:
    """Return a percentage with one decimal; undefined is a dash."""
    return UNDEFINED if value is None else f"{value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):f}%"


@register.filter
def pct_typed(value: Decimal | None) -> str:
    """Return a percentage as a field holds it."""
    return "" if value is None else f"{value.normalize():f}"


@register.filter
def cent(value: Decimal | None) -> Decimal | None:
    """Return an amount with two decimals."""
    return None if value is None else value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@register.filter
def later(days: int | None) -> str:
    """Return a shift in words: so many days later or earlier."""
    return in_days(days)


@register.filter
def work_days(minutes: int | None, day_min: int) -> str:
    """Return minutes of work as working days with a sign."""
    return in_work_days(minutes, day_min).replace("-", "−")


@register.filter
def needs_reason(action: str) -> bool:
    """Tell whether a step asks why."""
    return any(step.needs_reason for step in LIFECYCLE.steps if step.action == action)


@register.filter
def judges(action: str) -> bool:
    """Tell whether a step judges what others did."""
    return action in JUDGING


@register.filter
def period(row: ProgressReport) -> str:
    """Return the days a report is about: a whole month by its name."""
    first, last = row.period_first, row.period_last
    whole = first.day == 1 and date.fromordinal(last.toordinal() + 1).day == 1 and first.month == last.month
    days = f"{first:%Y-%m}" if whole else _("{first} to {last}").format(first=first, last=last)
    return days if row.ordinal == 1 else _("{days}, no. {n}").format(days=days, n=row.ordinal)


@register.simple_tag
def request_id(row: ProgressReport, action: str) -> str:
    """Return one id for one step at one version: the form sent twice is taken once."""
    return str(uuid.uuid5(row.pk, f"{row.version}/{action}"))


@register.simple_tag
def sign_told(sign: dict[str, str], code: str) -> str:
    """Return what speaks against a photo of the project ``code``, with its facts."""
    return signs.told(sign, code=code)
