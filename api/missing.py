"""What lies at no address."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import speaks_problems
from portal.core.errors import NotFound


class AddressNotFound(NotFound):
    """No door of the API has this address."""

    message = _("There is nothing at {path}.")


@csrf_exempt
@speaks_problems
def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """Answer a program's mistyped address as every error is answered."""
    raise AddressNotFound(path=request.path[:200])
