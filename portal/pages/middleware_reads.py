"""Whatever a third party looks at is kept: it sees others' records by a task, not by office."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.performance.policy import reads_for_others
from portal.performance.services.assigning import record_read


class EvaluatorReads:
    """Stands after sign-in; of everybody else it keeps nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; keep who asked for what, and how it was answered."""
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and user.is_active:
            actor = actor_of(user, on=clock.today())
            if reads_for_others(actor):
                record_read(
                    actor=actor, method=request.method or "", path=request.get_full_path(),
                    status=response.status_code, at=clock.now(),
                )  # fmt: skip
        return response
