from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payment applications from the draft to the reconciled receipt."""

    name = "portal.payments"
