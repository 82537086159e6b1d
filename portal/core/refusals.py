"""A refusal is kept in the event log, though the transaction it ended has left no other trace."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from portal.core.errors import DomainError
from portal.core.events import Who, record_event

REFUSED = "refused"
P = ParamSpec("P")
R = TypeVar("R")
_under_way: ContextVar[bool] = ContextVar("refusal_under_way", default=False)
_waiting: ContextVar[list[Callable[[], None]] | None] = ContextVar("refusals_waiting", default=None)


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


@contextmanager
def together() -> Iterator[None]:
    """Run several verbs as one: all are done or none, and what one of them refuses is kept either way.

    A bare ``transaction.atomic`` around verbs would undo the record of the refusal with all else.
    """
    waiting: list[Callable[[], None]] = []
    token = _waiting.set(waiting)
    try:
        with transaction.atomic():
            yield
    finally:
        _waiting.reset(token)
        for keep in waiting:
            keep()


def keep_refusal(
    *, actor: Who, subject_type: str, subject_id: object, verb: str, error: DomainError, **more: object
) -> None:
    """Write a refusal to the log. ``verb``: what was tried; ``more``: further facts.

    Within ``together`` it is written when that has ended.
    """
    error.kept = True
    facts = {"verb": verb, "code": error.code(), "facts": error.facts, **more}
    told = json.loads(json.dumps(facts, default=str, ensure_ascii=False))

    def write() -> None:
        with transaction.atomic():
            record_event(
                actor=actor, verb=REFUSED, subject_type=subject_type, subject_id=str(subject_id)[:64],
                facts=told,
            )  # fmt: skip

    waiting = _waiting.get()
    if waiting is None:
        write()
    else:
        waiting.append(write)


def _keep(
    subject_type: str, verb: str, names: tuple[str, ...], given: dict[str, Any], error: DomainError
) -> None:
    subject = next((given[name] for name in names if given.get(name) is not None), "")
    asked = {name: value for name, value in given.items() if name != "actor" and _tellable(value)}
    keep_refusal(
        actor=given["actor"], subject_type=subject_type, subject_id=subject, verb=verb, error=error,
        asked=asked,
    )  # fmt: skip


def _tellable(value: object) -> bool:
    return len(str(value)) <= 300
