"""What every door of the API has in common: it reads the parameters it names, and refuses any other."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.views import APIView

from portal.core.parameters import require_known, require_once


class Door(APIView):
    """One address. ``takes``: the names its query string may hold, beside those that stand everywhere."""

    takes: ClassVar[tuple[str, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a parameter that nothing here would read, or that stands twice."""
        super().initial(request, *args, **kwargs)
        require_known(request.GET, self.takes)
        require_once(request.GET)
