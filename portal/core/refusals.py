"""A refusal is kept in the event log, though the transaction it ended has left no other trace."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from portal.core.errors import DomainError
from portal.core.events import record_event

REFUSED = "refused"
P = ParamSpec("P")
R = TypeVar("R")
_under_way: ContextVar[bool] = ContextVar("refusal_under_way", default=False)


def kept_refusals(subject_type: str, *, names: tuple[str, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap a verb: what it refuses is written to the log once its transaction has been undone.

    Goes outside ``transaction.atomic``. ``names``: the arguments, the first that is given names the subject.
    Of verbs that call one another only the outermost writes, so that nothing is told twice or undone.
    """

    def wrap(verb: Callable[P, R]) -> Callable[P, R]:
        @wraps(verb)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if _under_way.get():
                return verb(*args, **kwargs)
            token = _under_way.set(True)
            try:
                return verb(*args, **kwargs)
            except DomainError as error:
                _keep(subject_type, verb.__name__, names, kwargs, error)
                raise
            finally:
                _under_way.reset(token)

        return guarded

    return wrap


def _keep(
    subject_type: str, verb: str, names: tuple[str, ...], given: dict[str, Any], error: DomainError
) -> None:
    subject = next((given[name] for name in names if given.get(name) is not None), "")
    asked = {name: value for name, value in given.items() if name != "actor" and _tellable(value)}
    facts = {"verb": verb, "code": error.code(), "facts": error.facts, "asked": asked}
    with transaction.atomic():
        record_event(
            actor=given["actor"], verb=REFUSED, subject_type=subject_type, subject_id=str(subject)[:64],
            facts=json.loads(json.dumps(facts, default=str, ensure_ascii=False)),
        )  # fmt: skip


def _tellable(value: object) -> bool:
    return len(str(value)) <= 300
