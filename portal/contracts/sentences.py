"""What a clause says, in the reader's language."""

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.contracts.rules.clauses import Finding

CLAUSES: dict[str, Promise] = {
    "award_missing": _("day and price of the award are not on record"),
    "signing_days": _("signed {days} days after the award; {limit} are allowed"),
    "award_price": _("price {price_yuan} yuan, awarded {awarded_yuan} yuan"),
    "guarantee_pct": _("performance guarantee {pct} % of the price; at most {most} %"),
    "progress_pct": _("progress payments {pct} % of the completed value; at least {least} %"),
    "retention_pct": _("retention {pct} %; at most {most} %"),
    "advance_none": _("no advance is agreed"),
    "advance_pct": _("advance {pct} % of the price; from {least} % to {most} %"),
    "advance_sum": _("advance {advance_yuan} yuan; by its ratio {agreed_yuan} yuan"),
    "labour_share": _("labour share {pct} % of the price"),
    "pay_cycle": _("months from one payment of wages to the next: {months}; at most {limit}"),
    "wage_account": _("special wage account of the contractor for this project"),
    "wage_account_open": _("the wage account is not confirmed by the treasury yet"),
    "payment_guarantee": _("payment guarantee of the unit: {yuan} yuan"),
    "prefinanced": _("the contractor does not finance the work in advance"),
    "whole": _("{given_yuan} of {price_yuan} yuan are given on; never the whole"),
    "key_part": _("key parts given on: {count}"),
    "consent": _("parts given on without consent: {count}"),
    "passed_on": _("parts given on a second time: {count}"),
    "bill_missing": _("the bill of quantities is missing"),
    "bill_sum": _("the bill adds up to {bill_yuan} yuan, the price is {price_yuan} yuan"),
}
VERDICTS: dict[str, Promise] = {
    "pass": pgettext_lazy("clause", "holds"), "warn": _("to be looked at"), "fail": _("does not hold"),
    "pending": _("not decided yet"),
}  # fmt: skip


def clause(finding: Finding) -> str:
    """Return what a clause says of its contract."""
    told = {name: _read(name, fact) for name, fact in finding.facts.items()}
    return str(CLAUSES[finding.reason]).format(**told)


def verdict(code: str) -> str:
    """Return how a clause stands."""
    return str(VERDICTS.get(code, code))


def _read(name: str, fact: Any) -> Any:
    """Return an amount with its thousands divided, anything else as it is."""
    return f"{Decimal(str(fact)):,.2f}" if name.endswith("yuan") else fact
