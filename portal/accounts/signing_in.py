"""The form that signs people in."""

from allauth.account.forms import LoginForm
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):
    """The usual form; on the way to the site people are remembered, unless they say otherwise.

    The site's page on a phone has to know its person again without a network.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember = self.fields.get("remember")
        if remember is not None and self._to_site():
            remember.initial = True
            remember.help_text = _(
                "So that you can go on writing at the site after the browser was closed, without a network. "
                "Untick it on a phone that is not yours."
            )

    def _to_site(self) -> bool:
        if self.request is None:
            return False
        return (self.request.POST.get("next") or self.request.GET.get("next") or "").startswith(
            reverse("site")
        )
