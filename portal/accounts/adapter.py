"""Sign-in: accounts are made by administrators, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    """Refuse self-registration."""

    def is_open_for_signup(self, request):
        """Return ``False`` always."""
        return False
