"""Codes, money and dates as a reader of the page's language expects them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.timezone import localdate
from django.utils.translation import gettext

from portal.accounts.rules import ROLES
from portal.approvals.standing import standing
from portal.core import clock
from portal.pages import words
from portal.pages.asking import reads_english
from portal.projects import names
from portal.projects.models import Project, ProjectApproval

register = template.Library()
MISSING, UNDEFINED = "—", "–"
FORESEEN_YEARS = 50


@register.filter
def term(code: str, which: str) -> str:
    """Return the name of a code of one list, e.g. ``{{ project.stage|term:"stage" }}``."""
    return names.term(which, code)


@register.simple_tag
def approval_standing(project: Project, approval: ProjectApproval, on: date) -> str:
    """Return whether an approval holds on a day: valid, used, expired, superseded, revoked."""
    return standing(project, approval, on)


@register.filter
def money(yuan: Decimal | None) -> str:
    """Return an amount in the unit that keeps it short: 元, 万元, 亿元; in English CNY, CNY m, CNY bn."""
    return MISSING if yuan is None else words.money(yuan)


@register.filter
def exact_money(yuan: Decimal | None) -> str:
    """Return an amount to the fen."""
    if yuan is None:
        return MISSING
    return f"CNY {yuan:,.2f}" if reads_english() else f"{yuan:,.2f} 元"


@register.filter
def actor(name: str) -> str:
    """Return who did something: a person's name as it is, what the product does by itself in words."""
    return gettext("the treasury's receipt") if name == "treasury" else name


@register.filter
def day(value: date | None) -> str:
    """Return a date as 2026-11-20; of a moment its day in the server's zone."""
    if isinstance(value, datetime):
        value = localdate(value)
    return value.isoformat()[:10] if value else MISSING


@register.filter
def forecast(value: date | None) -> str:
    """Return a day that is foretold; of one beyond half a century, for which the pace tells nothing, that."""
    most = clock.today().year + FORESEEN_YEARS
    if value is None:
        return UNDEFINED
    return day(value) if value.year <= most else gettext("later than {year}").format(year=most)


@register.filter
def area(sqm: float | None) -> str:
    """Return square metres with hectares beside them, in Chinese with mu (1/15 ha) too."""
    if sqm is None:
        return MISSING
    if reads_english():
        return f"{sqm:,.0f} m² ({sqm / 10_000:,.4f} ha)"
    return f"{sqm:,.0f} 平方米（{sqm / 10_000:,.4f} 公顷，{sqm * 3 / 2_000:,.2f} 亩）"


@register.filter
def percent(ratio: float | Decimal | None) -> str:
    """Return a part of one (0-1) as a percentage with at most two decimals."""
    return MISSING if ratio is None else of_hundred(Decimal(str(ratio)) * 100)


@register.filter
def of_hundred(pct: float | Decimal | None) -> str:
    """Return a percentage (0-100) with at most two decimals: 36.36% in Chinese, 36.36 % in English."""
    if pct is None:
        return MISSING
    number = f"{Decimal(str(pct)).quantize(Decimal('0.01')).normalize():f}"
    return f"{number} %" if reads_english() else f"{number}%"


@register.filter
def until(start: date | None, end: date | None) -> str:
    """Return two dates as a span, open where one is not known; a dash where neither is."""
    if start is None or end is None:
        return _open_span(start, end)
    return f"{day(start)} – {day(end)}" if reads_english() else f"{day(start)} 至 {day(end)}"


def _open_span(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return MISSING
    if start is None:
        return f"until {day(end)}" if reads_english() else f"{day(end)} 止"
    return f"since {day(start)}" if reads_english() else f"{day(start)} 起"


@register.filter
def either(row: object) -> str:
    """Return a thing's name in the page's language, the Chinese one where there is no other."""
    return words.name_of(row)


@register.filter
def verb(code: str) -> str:
    """Return what an action is called."""
    return names.verb(code)


@register.filter
def deed(code: str) -> str:
    """Return what an event of the log is called."""
    return names.deed(code)


@register.filter
def role_names(codes: str) -> str:
    """Return the names of comma-separated role codes."""
    known = {role.code: (role.en if reads_english() else role.zh) for role in ROLES}
    joint = ", " if reads_english() else "、"
    return joint.join(known.get(code, code) for code in codes.split(",") if code)


@register.filter
def label_name(label: str) -> str:
    """Return what a confidentiality label is called."""
    return names.label(label)


@register.filter
def yes_no(value: bool) -> str:
    """Return yes or no."""
    return gettext("Yes") if value else gettext("No")


@register.filter
def sqm(value: float | None) -> str:
    """Return square metres to two decimals, as a survey states them."""
    return MISSING if value is None else f"{value:,.2f} m²"


@register.filter
def in_hectares(sqm: str | float | Decimal | None) -> str:
    """Return square metres as hectares to four decimals, as a land document states them."""
    return MISSING if sqm in (None, "") else f"{Decimal(str(sqm)) / 10_000:,.4f}"


@register.filter
def signed_sqm(value: float | None) -> str:
    """Return a change in square metres with its sign; what rounds to nothing has none."""
    if value is None:
        return MISSING
    plain = f"{abs(value):,.2f}"
    sign = "" if plain == "0.00" else "+" if value > 0 else "−"
    return f"{sign}{plain} m²"


@register.filter
def negative(value: float) -> float:
    """Return the same with the other sign."""
    return -value


@register.filter
def hectares(value: float | None) -> str:
    """Return square metres as hectares to the square metre."""
    if value is None:
        return MISSING
    return f"{value / 10_000:,.4f} ha" if reads_english() else f"{value / 10_000:,.4f} 公顷"
