"""Where a contract's money stands, read from the balance its ledger keeps."""

from portal.contracts.models import Contract, ContractBalance
from portal.contracts.rules.headroom import ZERO, Tally


def standing(contract: Contract, *, lock: bool = False) -> Tally:
    """Return what was certified, paid, recovered and held of a contract, and what is under way.

    ``lock``: the balance is held until the transaction ends, so that nobody counts on the same room.
    """
    rows = ContractBalance.objects.select_for_update(no_key=True) if lock else ContractBalance.objects
    return tally_of(rows.get(contract_id=contract.pk))


def tally_of(row: ContractBalance) -> Tally:
    """Return a balance as the rules read it."""
    cash = row.pledged_advance_yuan + row.pledged_progress_yuan + row.pledged_release_yuan
    return Tally(
        current_yuan=row.current_yuan, ratio=row.ratio, certified_yuan=row.certified_yuan,
        advance_agreed_yuan=row.agreed_advance_yuan, advance_yuan=row.advance_yuan,
        recovered_yuan=row.recovery_yuan, progress_yuan=row.progress_yuan, retained_yuan=row.retention_yuan,
        released_yuan=row.release_yuan, refunded_yuan=row.refund_yuan, settled_yuan=row.settled_yuan,
        pledged_cash_yuan=cash or ZERO, pledged_advance_yuan=row.pledged_advance_yuan,
        pledged_release_yuan=row.pledged_release_yuan, pledged_recovery_yuan=row.pledged_recovery_yuan,
        pledged_retention_yuan=row.pledged_retention_yuan,
    )  # fmt: skip
