"""The app of budgets: the cost ladder, the review, what may be spent and what was."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Ceilings, requests, indicators and their ledger."""

    name = "portal.budget"
    label = "budget"
