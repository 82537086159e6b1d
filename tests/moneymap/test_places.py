"""What hangs on a place, and the figures the map colours it by: each record by its own policy."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client

from portal.accounts.actor import public_actor
from portal.core.errors import Invalid, NotFound
from portal.moneymap.execution import RegionExecution, breaks_of, execution_by_region
from portal.moneymap.figures import RECKON, place_figures
from portal.moneymap.hanging import hanging_on
from portal.moneymap.places import find_place
from portal.pages.drawing.colouring import asked, coloured
from portal.projects.filters import ProjectFilter
from tests.conftest import TODAY

D = Decimal
pytestmark = pytest.mark.django_db
ALL = ProjectFilter()


def hanging(bench, actor, feature=None):
    place = find_place(
        actor=actor, code=bench.world.project.code, feature_id=feature.pk if feature else None
    )
    return hanging_on(actor=actor, place=place, on=TODAY)


def figures(actor, metric):
    found = place_figures(actor=actor, metric=metric, criteria=ALL, on=TODAY)
    return {one.id: one for one in found.places}


def test_a_section_shows_what_is_paid_for_it_and_what_builds_on_it(bench):
    row = bench.at("owner_approved")
    found = hanging(bench, bench.hands["approve"], bench.world.section)
    assert [one.number for one in found.payments.payments] == [row.number]
    assert found.payments.totals.under_way_yuan == D("60000.00")
    assert [one.number for one in found.contracts.contracts] == ["HT-2026-001"]
    assert found.contracts.items_yuan == D("1000000.00")  # the bridge stands in the section


def test_a_structure_shows_its_own_items_and_no_payment_for_the_section(bench):
    bench.at("owner_approved")
    found = hanging(bench, bench.hands["approve"], bench.world.bridge)
    assert found.payments.payments == ()
    assert found.contracts.items_yuan == D("500000.00")


def test_a_contractor_sees_its_payments_and_no_budget(bench, people):
    bench.at("owner_approved")
    found = hanging(bench, people.con)
    assert found.budget is None
    assert len(found.payments.payments) == 1
    assert hanging(bench, people.rival).payments.payments == ()


def test_a_land_officer_sees_the_place_and_no_money(bench, person, province):
    bench.at("owner_approved")
    found = hanging(bench, person("land", organisation=province), bench.world.section)
    assert (found.budget, found.contracts, found.payments) == (None, None, None)


def test_the_public_finds_no_figures(bench):
    bench.at("owner_approved")
    for metric in ("paid_built", "waiting", "headroom", "score"):
        assert figures(public_actor(), metric) == {}


def test_a_place_of_another_project_is_not_found(bench, file_project):
    other = file_project(0.6, 0.6)
    with pytest.raises(NotFound):
        find_place(
            actor=bench.hands["approve"], code=bench.world.project.code, feature_id=other.site_id
        )


def test_days_waiting_are_those_of_the_payment_that_waits_longest(bench):
    bench.at("sup_certified")
    found = figures(bench.hands["approve"], "waiting")
    assert found[bench.world.section.pk].parts["payments"] == 1
    assert bench.world.bridge.pk not in found


def test_paid_against_built_counts_what_left_the_treasury(bench):
    row = bench.at("owner_approved")
    found = figures(bench.hands["approve"], "paid_built")[bench.world.section.pk]
    assert found.value == -10.0  # 10 % built and signed, nothing paid yet
    assert found.parts["worth_yuan"] == D("1000000.00")
    assert row.physical_pct == 10


def test_headroom_is_of_the_line_the_estimate_has_for_the_place(bench):
    bench.world.line.feature = bench.world.section
    bench.world.line.save(update_fields=["feature"])
    bench.at("owner_approved")
    found = figures(bench.hands["approve"], "headroom")[bench.world.section.pk]
    assert found.value == 95.0  # 60,000 of 1,200,000 under way
    assert found.parts["room_yuan"] == D("1140000.00")
    assert bench.world.bridge.pk not in figures(bench.hands["approve"], "headroom")


def test_headroom_is_not_told_to_who_reads_no_budget(bench, people):
    bench.world.line.feature = bench.world.section
    bench.world.line.save(update_fields=["feature"])
    assert figures(people.con, "headroom") == {}


def test_built_against_planned_is_told_of_the_day(performing, site, people):
    site.plan()
    site.report(date(2026, 11, 18), t1="100", t2="4")
    section, bridge = site.world.section.pk, site.world.bridge.pk

    def pace(on):
        found = place_figures(actor=people.eng, metric="pace", criteria=ALL, on=on)
        return {one.id: one for one in found.places}

    assert section not in pace(date(2026, 10, 1))
    now = pace(TODAY)
    assert now[section].value == now[bridge].value > 0
    assert (now[section].within, now[bridge].within) == (False, True)
    assert now[section].parts["built_pct"] > now[section].parts["planned_pct"] > 0
    late = pace(date(2027, 3, 1))
    assert (late[section].parts["planned_pct"], late[section].index) == (100, 0)


@pytest.mark.parametrize("metric", sorted(RECKON))
def test_where_nothing_is_to_be_coloured_nothing_breaks(bench, people, metric):
    nowhere = replace(ALL, owner=UUID(int=1))
    assert place_figures(actor=people.eng, metric=metric, criteria=nowhere, on=TODAY).places == ()


def test_an_unknown_figure_is_refused(bench):
    with pytest.raises(Invalid, match="beauty"):
        figures(bench.hands["approve"], "beauty")


def test_regions_by_execution_tell_what_was_paid_of_what_may_be_spent(bench):
    actor = bench.hands["approve"]
    rows = execution_by_region(
        actor=actor, criteria=ALL, level=3, on=TODAY, year=TODAY.year, parent="97"
    )
    assert [(row.authority_yuan, row.execution_pct) for row in rows] == [(D("500000.00"), D("0.00"))]
    assert execution_by_region(
        actor=public_actor(), criteria=ALL, level=3, on=TODAY, year=TODAY.year
    ) == []


def test_regions_whose_rates_lie_close_together_still_get_different_colours():
    rates = [D(text) for text in ("81.2 82.0 83.1 84.4 85.0 86.9 88.2 90.0 91.7 93.3 97.5").split()]
    rows = [
        RegionExecution(code=f"97{n:02d}", authority_yuan=D(100), paid_yuan=rate, execution_pct=rate)
        for n, rate in enumerate(rates)
    ]
    none = RegionExecution(code="9799", authority_yuan=D(0), paid_yuan=D(0), execution_pct=None)
    breaks = breaks_of([*rows, none])
    classes = [sum(float(rate) > bound for bound in breaks) for rate in rates]
    assert len(breaks) == 4 and [classes.count(n) for n in range(5)] == [2, 2, 3, 2, 2]
    assert breaks_of([none]) == () and breaks_of(rows[:1]) == (81.2,)


def test_paper_and_files_carry_the_use_of_the_budget_as_the_screen_shows_it(bench, client_of):
    query = "metric=execution&level=3"
    shown = coloured(actor=bench.hands["approve"], criteria=ALL, on=TODAY, colouring=asked(QueryDict(query)))
    assert (shown.breaks, [one for one in shown.values.values() if one is not None]) == ((0.0,), [0.0])
    page = client_of(bench.hands["approve"]).get(f"/export/map.html?{query}").content.decode()
    assert "预算执行率（按县）" in page and '0.0%"' in page
    outside = Client().get(f"/export/map.html?{query}").content.decode()
    assert '0.0%"' not in outside and "没有记录" in outside
