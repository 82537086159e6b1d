"""Whatever a third party looks at is kept: it sees others' records by a task, not by office."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.performance.policy import reads_for_others
from portal.performance.services.assigning import record_read


class EvaluatorReads:
    """Stands after sign-in; of everybody else it keeps nothing.

    An answer that streams may be in the midst of reading the database when it comes by here, on the very
    connection that would be asked: what is kept of it is written when it ends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; keep who asked for what, and how it was answered."""
        response = self.get_response(request)
        if response.streaming:
            keep = partial(_keep, request, response.status_code)
            response._resource_closers.append(keep)  # type: ignore[attr-defined]
        else:
            _keep(request, response.status_code)
        return response


def _keep(request: HttpRequest, status: int) -> None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.is_active:
        return
    actor = actor_of(user, on=clock.today())
    if reads_for_others(actor):
        record_read(
            actor=actor, method=request.method or "", path=request.get_full_path(), status=status,
            at=clock.now(),
        )  # fmt: skip
