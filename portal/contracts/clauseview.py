"""What the clauses say of one contract: its rows as the rules read them, judged on a day."""

from datetime import date

from django.db.models import Sum

from portal.contracts.book import book_on, jurisdiction_of
from portal.contracts.models import Contract
from portal.contracts.rules import clauses
from portal.contracts.rules.clauses import Finding, Sub, Terms


def findings_of(contract: Contract, *, on: date) -> tuple[Finding, ...]:
    """Return what every clause says, by the rules in force on the day of signing, else on ``on``."""
    book = book_on(on=contract.signed_on or on, jurisdiction=jurisdiction_of(contract.project))
    return clauses.check(terms_of(contract), book, on=on)


def terms_of(contract: Contract) -> Terms:
    """Return what a contract says, as the clauses read it."""
    account = contract.wage_account
    return Terms(
        kind=contract.kind, track=contract.track, price_yuan=contract.original_yuan,
        progress_ratio=contract.progress_ratio, retention_ratio=contract.retention_ratio,
        advance_ratio=contract.advance_ratio, advance_yuan=contract.advance_yuan,
        labour_ratio=contract.labour_ratio, guarantee_yuan=contract.guarantee_yuan,
        payment_guarantee_yuan=contract.payment_guarantee_yuan, pay_cycle_months=contract.pay_cycle_months,
        wage_account=account is not None, wage_account_usable=account is not None and account.usable,
        prefinanced=contract.prefinanced, awarded_yuan=contract.awarded_yuan, awarded_on=contract.awarded_on,
        signed_on=contract.signed_on, bill_yuan=contract.items.aggregate(sum=Sum("amount_yuan"))["sum"],
        subcontracts=[
            Sub(amount_yuan=row.amount_yuan, key_part=row.key_part, consented=row.consented_on is not None,
                passed_on=row.passed_on)
            for row in contract.subcontracts.all()
        ],
    )  # fmt: skip
