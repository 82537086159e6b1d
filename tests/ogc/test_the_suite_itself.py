"""The suite goes red on doors that are broken on purpose."""

import dataclasses

import pytest

from spatial.items import asking, systems
from spatial.items.asking import Asked
from spatial.items.cql import conditions
from tests.ogc.suite.served import CHECKS


def _fails(served, names: list[str]) -> dict[str, bool]:
    failed = {}
    for name in names:
        try:
            CHECKS[name](served)
            failed[name] = False
        except (AssertionError, TypeError):
            failed[name] = True
    return failed


def _forget_axes(monkeypatch):
    plain = tuple(dataclasses.replace(one, swapped=False) for one in systems.systems())
    monkeypatch.setattr(systems, "systems", lambda: plain)


def _forget_bbox(monkeypatch):
    whole = Asked._inside
    monkeypatch.setattr(Asked, "_inside", lambda self, area: whole(self, area) | ~whole(self, area))


def _forget_cursor(monkeypatch):
    monkeypatch.setattr(asking, "read_cursor", lambda text: None)
    monkeypatch.setattr("api.ogc.asking.read_cursor", lambda text: None)


def _forget_not(monkeypatch):
    told = conditions._of

    def without(word, args, words, system):
        return (
            conditions.condition(args[0], words, system) if word == "not" else told(word, args, words, system)
        )

    monkeypatch.setattr(conditions, "_of", without)


def _forget_unknown_words(monkeypatch):
    monkeypatch.setattr("api.ogc.door._check", lambda request, takes: None)


BROKEN = {
    "axes": (_forget_axes, ["/req/crs/fc-crs-action#4490", "/req/crs/fc-crs-action#4549"]),
    "bbox": (_forget_bbox, ["/req/core/fc-bbox-response#middle", "/req/core/fc-bbox-response#nowhere"]),
    "cursor": (_forget_cursor, ["/rec/core/fc-prev"]),
    "not": (_forget_not, ["/req/basic-cql2/logic", "/req/filter/filter-param"]),
    "unknown words": (_forget_unknown_words, ["/req/core/query-param-unknown"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found(served, monkeypatch, name):
    spoil, names = BROKEN[name]
    assert _fails(served, names) == dict.fromkeys(names, False)
    spoil(monkeypatch)
    assert _fails(served, names) == dict.fromkeys(names, True)
