"""Whoever asks, wherever: what the policy hides leaves no word, count, sum, extent or coordinate behind.

The proof needs no list of what could leak. Every address is asked twice: as things are, and in a world where
what is hidden from the asker never was. Both answers must be the same, to the last character.
"""

from itertools import zip_longest

import pytest
from django.db import transaction

from tests.walk.addresses import READ, routes
from tests.walk.few import ACCOUNTS, FEW
from tests.walk.land import LOTS, remove
from tests.walk.people import PEOPLE
from tests.walk.reading import text_of, words_in
from tests.walk.written import WRITE, WRITES_NOTHING

OFTEN = [route for route in READ if route not in FEW]
ASK_EVERYTHING = {"anonymous", "land", "sysadm", "expired", "another organisation"}
ALL_LINES = {1, 2, 3, 4}
DRAWN = (".pdf",)
"""What takes a second to draw from the rows of a list that is asked beside it."""


def _addresses(land, person) -> list[str]:
    """All there are for one of each sort of person; for everybody else those that are asked often."""
    if person.name in ASK_EVERYTHING:
        return [address for route in READ for address in READ[route](land)]
    return [address for route in OFTEN for address in READ[route](land) if not address.endswith(DRAWN)]


def _ask_all(client, addresses, view: str) -> dict[str, str]:
    answers = {}
    for address in addresses:
        seen = address + (("&" if "?" in address else "?") + f"view={view}" if view else "")
        answers[seen] = text_of(client.get(seen))
    return answers


def _without_what_is_hidden(client, land, person, addresses) -> dict[str, str]:
    hidden = {lot.number for lot in LOTS} - person.sees
    with transaction.atomic():
        remove(land, hidden, ALL_LINES - person.lines)
        answers = _ask_all(client, addresses, person.view)
        transaction.set_rollback(True)
    return answers


def _first_difference(real: str, bare: str) -> tuple[str, str] | None:
    pairs = zip_longest(real.splitlines(), bare.splitlines(), fillvalue="(nothing)")
    return next(((left[:200], right[:200]) for left, right in pairs if left != right), None)


def test_the_walk_knows_every_address():
    ours = {route for route in routes() if not route.startswith(ACCOUNTS)}
    assert ours - READ.keys() == set(), "give these an entry in tests/walk/addresses.py"
    assert READ.keys() - ours == set(), "these are no addresses any more"
    assert WRITE.keys() | WRITES_NOTHING <= ours


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_what_is_hidden_leaves_no_trace_at_any_address(land, browser_of, person):
    client = browser_of(person)
    addresses = _addresses(land, person)
    real = _ask_all(client, addresses, person.view)
    bare = _without_what_is_hidden(client, land, person, addresses)
    told = {address: words_in(text) - person.words() for address, text in real.items()}
    assert {address: words for address, words in told.items() if words} == {}
    differences = {address: _first_difference(text, bare[address]) for address, text in real.items()}
    assert {address: lines for address, lines in differences.items() if lines} == {}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_what_is_shown_is_there(land, browser_of, person):
    client = browser_of(person)
    view = f"?view={person.view}" if person.view else ""
    listed = client.get(f"/api/v1/projects/{view}").json()["features"]
    codes = {land.projects[number].code for number in person.sees}
    assert {row["properties"]["code"] for row in listed} == codes
    assert client.get(f"/api/v1/projects/totals/{view}").json()["projects"] == len(codes)
