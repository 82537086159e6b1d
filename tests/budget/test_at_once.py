"""Random sequences of every operation, several at once from sessions of their own, on a real database.

What is committed here goes with the copy of the database it stands in.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.core.errors import DomainError
from tests.budget import invariants
from tests.budget.conftest import Bench
from tests.budget.operations import OPERATIONS
from tests.imports.test_killed_worker import db as db  # noqa: F401

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Try:
    """One thing somebody tries: which operation, on which row, by whom, with how much."""

    operation: str
    row: int
    who: int
    cents: int


TRIES = st.builds(
    Try, operation=st.sampled_from(sorted(OPERATIONS)), row=st.integers(0, 5), who=st.integers(0, 9),
    cents=st.integers(1, 40_000_000),
)  # fmt: skip


def attempt(bench: Bench, one: Try) -> str:
    """Try it in a session of its own: it succeeds or is refused by a rule, and nothing else happens."""
    try:
        OPERATIONS[one.operation](bench, one)
        return "done"
    except DomainError as error:
        return error.code()
    finally:
        connection.close()


@pytest.fixture
def sessions() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=3) as pool:
        yield pool


def _never(outcomes: dict[str, set[str]]) -> set[str]:
    """Return the operations that were only ever refused."""
    return {name for name in OPERATIONS if "done" not in outcomes.get(name, set())}


def _one_by_one(bench: Bench, outcomes: dict[str, set[str]]) -> None:
    """Try each operation on the latest row, in the order of a budget's life, until each was done once."""
    drawn = random.Random(7)
    for _ in range(40):
        for name in OPERATIONS:
            if not _never(outcomes):
                return
            one = Try(operation=name, row=0, who=drawn.randrange(10), cents=drawn.randrange(1, 40_000_000))
            outcomes.setdefault(name, set()).add(attempt(bench, one))


def test_whatever_is_tried_at_once_the_books_hold(bench, sessions):
    outcomes: dict[str, set[str]] = {}

    class Books(RuleBasedStateMachine):
        @rule(tries=st.lists(TRIES, min_size=1, max_size=3))
        def several_at_once(self, tries):
            futures = [(t, sessions.submit(copy_context().run, attempt, bench, t)) for t in tries]
            for one, future in futures:
                outcomes.setdefault(one.operation, set()).add(future.result(timeout=60))

        @invariant()
        def the_books_hold(self):
            invariants.check(bench.project)

    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=8, stateful_step_count=40, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    never = _never(outcomes)
    _one_by_one(bench, outcomes)
    assert len(never) < len(OPERATIONS) / 3 and _never(outcomes) == set(), outcomes
    invariants.check(bench.project)
    refused = {code for codes in outcomes.values() for code in codes} - {"done"}
    assert len(refused) > 7
