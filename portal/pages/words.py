"""What things, amounts and filters are called, in the language of the page."""

from decimal import Decimal

from django.utils.translation import gettext

from portal.pages.asking import reads_english
from portal.projects.filters import ProjectFilter
from portal.projects.names import called, term
from spatial.regions.models import Region

WAN, YI = Decimal(10_000), Decimal(100_000_000)
MILLION, BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


def name_of(row: object) -> str:
    """Return a thing's name in the page's language, the Chinese one where there is no other."""
    return called(row)


def money(yuan: Decimal) -> str:
    """Return an amount of yuan in the unit that keeps it short."""
    if reads_english():
        return _scaled(yuan, ((BILLION, "CNY {} bn"), (MILLION, "CNY {} m"), (Decimal(1), "CNY {}")))
    return _scaled(yuan, ((YI, "{} 亿元"), (WAN, "{} 万元"), (Decimal(1), "{} 元")))


def _scaled(yuan: Decimal, units: tuple[tuple[Decimal, str], ...]) -> str:
    size, form = next((unit for unit in units if abs(yuan) >= unit[0]), units[-1])
    return form.format(f"{yuan / size:,.2f}".rstrip("0").rstrip("."))


def filter_sentences(criteria: ProjectFilter) -> list[str]:
    """Return the filter in words, one condition each; without any, that all projects are meant."""
    found = [*_where(criteria), *_which(criteria), *_when(criteria), *_how_much(criteria)]
    return found or [gettext("All projects")]


def _where(criteria: ProjectFilter) -> list[str]:
    found = []
    if criteria.region:
        region = Region.objects.filter(code=criteria.region, valid_to__isnull=True).defer("geom").first()
        name = f"{name_of(region)} {criteria.region}" if region else criteria.region
        found.append(gettext("Region: {value}").format(value=name))
    if criteria.polygon is not None:
        found.append(gettext("Inside the drawn area"))
    return found


def _which(criteria: ProjectFilter) -> list[str]:
    joint = ", " if reads_english() else "、"
    forms = (
        ("sector", criteria.sectors, gettext("Sector: {value}")),
        ("funding", criteria.fundings, gettext("Funding: {value}")),
        ("nature", criteria.natures, gettext("Nature: {value}")),
        ("stage", criteria.stages, gettext("Stage: {value}")),
        ("status", criteria.statuses, gettext("Status: {value}")),
    )
    found = [form.format(value=joint.join(term(w, c) for c in codes)) for w, codes, form in forms if codes]
    if criteria.text:
        found.append(gettext("Text: “{value}”").format(value=criteria.text))
    return found


def _when(criteria: ProjectFilter) -> list[str]:
    found = []
    if criteria.year_from is not None or criteria.year_to is not None:
        span = f"{criteria.year_from or '…'}–{criteria.year_to or '…'}"
        found.append(gettext("Planned years: {value}").format(value=span))
    if criteria.at is not None:
        form = (
            gettext("Under construction on {value} by plan")
            if criteria.clock == "planned"
            else gettext("Under construction on {value} in fact")
        )
        found.append(form.format(value=criteria.at.isoformat()))
    return found


def _how_much(criteria: ProjectFilter) -> list[str]:
    found = []
    if criteria.amount_min is not None:
        found.append(gettext("Investment from {value}").format(value=money(criteria.amount_min)))
    if criteria.amount_max is not None:
        found.append(gettext("Investment up to {value}").format(value=money(criteria.amount_max)))
    if criteria.owner is not None:
        found.append(gettext("One unit's projects"))
    return found
