"""The app of contracts: who promised what for how much, what changed, what of it was kept."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Parties, contracts, bills of quantities, change orders, settlements, the contract ledger."""

    name = "portal.contracts"
    label = "contracts"

    def ready(self) -> None:
        """Tell the floor of progress who builds what."""
        from portal.contracts import building  # noqa: F401
