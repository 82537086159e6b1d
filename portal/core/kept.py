"""Answers that are kept until somebody writes: the log's last entry names the version of all data."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from portal.core.models import Event

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 60.0
"""Nothing is kept longer: what was written past the log (a repair in SQL) shows a minute later."""


def kept_until_written(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep up to ``size`` answers of a read whose arguments are all named and hashable.

    Whoever asks must be among the arguments. The version is read before the answer is worked out, so that an
    answer is never older than its version. Where nobody has written yet, nothing is kept.
    """

    def around(read: Callable[P, R]) -> Callable[P, R]:
        answers = _Shelf(size)

        @wraps(read)
        def answer(*args: P.args, **named: P.kwargs) -> R:
            version = Event.objects.order_by("-id").values_list("id", flat=True).first()
            if version is None:
                return read(*args, **named)
            question = (version, args, tuple(sorted(named.items())))
            return answers.get(question, lambda: read(*args, **named))

        return answer

    return around


class _Shelf:
    """A bounded shelf of answers; the one asked longest ago makes room."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, Lock()
        self._answers: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()

    def get(self, question: Hashable, find: Callable[[], R]) -> R:
        with self._lock:
            found = self._answers.get(question)
            if found and found[0] > time.monotonic():
                self._answers.move_to_end(question)
                return found[1]  # type: ignore[no-any-return]
        answer = find()
        with self._lock:
            self._answers[question] = (time.monotonic() + SECONDS, answer)
            self._answers.move_to_end(question)
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer
