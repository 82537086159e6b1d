"""An answer is kept until somebody writes, and never longer than it may be."""

import itertools

import pytest

from portal.core import kept
from portal.core.events import record_event

pytestmark = pytest.mark.django_db


def counting():
    asked = itertools.count(1)

    @kept.kept_until_written(2)
    def read(*, of):
        return of, next(asked)

    return read


def write(actor):
    record_event(actor=actor, verb="tested", subject_type="test", subject_id="1", facts={})


def test_nothing_is_kept_where_nobody_has_written():
    read = counting()
    assert [read(of="a"), read(of="a")] == [("a", 1), ("a", 2)]


def test_an_answer_is_kept_until_somebody_writes(everything):
    write(everything)
    read = counting()
    assert [read(of="a"), read(of="a")] == [("a", 1), ("a", 1)]
    write(everything)
    assert read(of="a") == ("a", 2)


def test_each_question_has_its_own_answer_and_the_oldest_makes_room(everything):
    write(everything)
    read = counting()
    assert [read(of=one) for one in "abca"] == [("a", 1), ("b", 2), ("c", 3), ("a", 4)]
    assert read(of="c") == ("c", 3)


def test_no_answer_is_kept_past_its_time(everything, monkeypatch):
    write(everything)
    monkeypatch.setattr(kept, "SECONDS", 0)
    read = counting()
    assert [read(of="a"), read(of="a")] == [("a", 1), ("a", 2)]
