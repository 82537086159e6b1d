"""Whoever asks, whatever the filter: map, list, totals, regions and plain SQL say the same, to the cent.

The SQL is written here a second time, by hand, from what the filter and the rights mean; it shares no line
with the product.
"""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Organisation, User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.projects.layers import PROJECTS
from portal.projects.models import Project
from portal.projects.services import register_project
from tests.conftest import NOON, TODAY, UNIT_USCC, facts, make_regions, square
from tests.tiles.reading import properties, tiles_over
from tests.walk.conftest import SIGN_IN
from tests.walk.land import actor_with, person_with

ZOOMS = (0, 4, 7, 9, 11)
MINE = (
    "SELECT count(*), coalesce(sum(p.investment_yuan * {share}), 0) FROM projects_project p "
    "JOIN accounts_organisation o ON o.id = p.owner_id JOIN features_feature f ON f.id = p.site_id WHERE "
)
INSIDE = "(SELECT sum(s.share) FROM features_allocationshare s WHERE s.feature_id = p.site_id {where})"
TOUCHES = (
    "(p.region_code LIKE %(region)s OR EXISTS (SELECT 1 FROM features_allocationshare s "
    "WHERE s.feature_id = p.site_id AND s.region_code LIKE %(region)s))"
)
RIGHTS = {
    "public": "p.published AND p.label = 'public'",
    "planner": "p.label <> 'sensitive' AND p.region_code LIKE '97%%'",
    "county": "p.region_code LIKE '970101%%'",
    "unit": "p.label <> 'sensitive' AND o.path LIKE '/1/3/%%'",
    "roads": "p.label <> 'sensitive' AND p.sector IN ('road', 'health')",
    "administrator": "false",
}
LATE = "p.stage = 'draft' AND p.actual_start IS NULL AND p.planned_start < %(today)s"
CONDITIONS = {
    "sector": ("education", "road,health", "energy"),
    "nature": ("new", "expansion,new"),
    "amount_min": ("5000000", "12000000.01"),
    "amount_max": ("40000000",),
    "year_from": ("2025", "2026"),
    "year_to": ("2026", "2028"),
    "status": ("late_start",),
    "bbox": ("120.0,30.0,120.1,30.1", "120.05,30.02,120.16,30.2"),
    "region": ("97", "9701", "970101", "970102", "970102002"),
    "q": ("西山", "DONG"),
}
FILTERS = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CONDITIONS.items()})
CALM = settings(
    max_examples=30, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clock.standing_at(NOON), transaction.atomic():
        yield _country()
        transaction.set_rollback(True)


@pytest.fixture
def people(planted, db) -> dict[str, User | None]:
    """Who asks, by the name of their rights; projects stand all over the four towns."""
    return planted


def _country() -> dict[str, User | None]:
    make_regions()
    root = Organisation.objects.create(name="省", kind="government", path="/1/", region_code="97")
    units = [
        Organisation.objects.create(
            name=f"单位{n}", kind="unit", parent=root, path=f"/1/{n}/", region_code="97", uscc=uscc
        )
        for n, uscc in ((2, UNIT_USCC), (3, "91110000600037341L"))
    ]
    clerks = [actor_with("pu_head", unit, "97", "sensitive") for unit in units]
    chance = random.Random(97)
    for number in range(36):
        which = number % 2
        _file(clerks[which], units[which], number, chance)
    Project.objects.filter(label="public").exclude(sector="energy").update(published=True)
    return {
        "public": None, "planner": person_with("plan", root, "97", "internal"),
        "county": person_with("aud", root, "970101", "sensitive"),
        "unit": person_with("pu_clerk", units[1], "97", "internal"),
        "roads": person_with("eng", root, "97", "internal", sectors=["road", "health"]),
        "administrator": person_with("sysadm", root, "97", "sensitive"),
    }  # fmt: skip


def _file(clerk, unit, number: int, chance: random.Random) -> None:
    size = 0.03 if number % 6 == 0 else 0.01
    column, row = (0.9 if number % 6 == 0 else chance.uniform(0, 1.9)), chance.uniform(0, 1.8)
    fen = chance.randrange(1, 9_999_999_999)
    start = chance.choice((None, TODAY.replace(year=2025), TODAY.replace(year=2027)))
    given = facts(
        name=f"{chance.choice(('东江', '西山'))}{number}", name_en=chance.choice(("Dong", "Xi")),
        sector=chance.choice(("education", "road", "health", "energy")),
        nature=chance.choice(("new", "expansion")),
        label=chance.choice(("public", "public", "internal", "sensitive")), planned_start=start,
        planned_end=start.replace(year=2028) if start else None,
        investment_yuan=Decimal(fen) / 100, paid_yuan=Decimal(fen // 7) / 100,
    )  # fmt: skip
    register_project(actor=clerk, owner=unit, facts=given, geom=square(column, row, size), on=TODAY)


def _by_hand(who: str, words: dict[str, str]) -> tuple[int, Decimal]:
    shape = "f.public_geom" if who == "public" else "f.geom"
    wanted = {
        "sector": "p.sector = ANY(%(sector)s)", "nature": "p.nature = ANY(%(nature)s)",
        "amount_min": "p.investment_yuan >= %(amount_min)s::numeric",
        "amount_max": "p.investment_yuan <= %(amount_max)s::numeric",
        "year_from": "extract(year FROM p.planned_end) >= %(year_from)s::int",
        "year_to": "extract(year FROM p.planned_start) <= %(year_to)s::int", "status": LATE,
        "bbox": f"ST_Intersects({shape}, ST_MakeEnvelope(%(w)s, %(s)s, %(e)s, %(n)s, 4326))",
        "region": TOUCHES, "q": "(p.name LIKE %(text)s OR p.name_en ILIKE %(text)s)",
    }  # fmt: skip
    sql = " AND ".join([f"({RIGHTS[who]})", *(wanted[name] for name in words)])
    share = f"coalesce({INSIDE.format(where='AND s.region_code LIKE %(region)s')}, 1)"
    with connection.cursor() as cursor:
        cursor.execute(MINE.format(share=share if "region" in words else "1") + sql, _values(words))
        return cursor.fetchone()


def _values(words: dict[str, str]) -> dict[str, object]:
    box = [float(part) for part in words.get("bbox", "0,0,0,0").split(",")]
    listed = {name: words[name].split(",") for name in ("sector", "nature") if name in words}
    return words | listed | dict(zip("wsen", box, strict=True)) | {
        "today": TODAY, "region": words.get("region", "") + "%", "text": f"%{words.get('q', '')}%",
    }  # fmt: skip


def _client(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, SIGN_IN)
    return client


def _cents(exact: Decimal) -> Decimal:
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _listed(client: Client, words: dict[str, str]) -> tuple[int, Decimal]:
    count, money, address = 0, Decimal(0), "/api/v1/projects/"
    query: dict[str, str] | None = {**words, "limit": "7"}
    while address:
        page = client.get(address, query).json()
        count += len(page["features"])
        money += sum(Decimal(row["properties"]["allocated_yuan"]) for row in page["features"])
        address, query = page["next"], None
    return count, money


def _clusters(user: User | None, words: dict[str, str], zoom: int, actor) -> tuple[int, Decimal]:
    cells = [
        cell for tile in tiles_over(zoom) for cell in properties(PROJECTS, tile, actor=actor, **words)
    ]
    return sum(cell["count"] for cell in cells), sum(Decimal(cell["investment_yuan"]) for cell in cells)


@CALM
@given(who=st.sampled_from(sorted(RIGHTS)), words=FILTERS, zoom=st.sampled_from(ZOOMS))
def test_all_say_the_same(people, anyone, who, words, zoom):
    user = people[who]
    client, actor = _client(user), actor_of(user, on=TODAY) if user else anyone
    expected = _by_hand(who, words)
    whole = client.get("/api/v1/projects/totals/", words).json()
    told = _cents(expected[1])
    assert (whole["projects"], whole["investment_yuan"]) == (expected[0], str(told))
    assert _listed(client, words) == expected
    assert _clusters(user, words, zoom, actor) == expected
    for name in ("by_sector", "by_stage", "by_year"):
        assert sum(group["projects"] for group in whole[name]) == expected[0]
        assert sum(Decimal(group["investment_yuan"]) for group in whole[name]) == told


@CALM
@given(who=st.sampled_from(sorted(RIGHTS)), words=FILTERS, level=st.sampled_from((1, 2, 3, 4)))
def test_the_money_of_the_regions_is_the_money_of_the_whole(people, who, words, level):
    client = _client(people[who])
    rows = client.get("/api/v1/projects/by-region/", words | {"level": level}).json()["regions"]
    whole = client.get("/api/v1/projects/totals/", words).json()
    for money in ("investment_yuan", "paid_yuan"):
        assert sum(Decimal(row[money]) for row in rows) == Decimal(whole[money])
        assert all(len(row[money].partition(".")[2]) == 2 for row in (*rows, whole))
    assert sum(row["projects"] - row["crossing"] for row in rows) <= whole["projects"]
    assert sum(row["projects"] for row in rows) >= whole["projects"]
