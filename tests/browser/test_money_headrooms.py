"""Each of the six headrooms refuses a payment on its page, alone, with the arithmetic that leads to it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.money_walk import (
    REASON,
    Walk,
    apply,
    certify,
    draw_contract,
    issue_budget,
    lay,
    plan,
    press,
    record_cost,
    register_accounts,
    set_ceiling,
)
from tests.browser.site import ROOT

FIRST, SECOND, WHOLE = "first", "second", "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked, for what was measured of the two items, and what its headroom says.

    ``line``: of the estimate, by number. ``terms``: what stands in the arithmetic.
    """

    code: str
    yuan: str
    measured: tuple[str, ...]
    room: str
    missing: str
    terms: tuple[str, ...]
    place: str = FIRST
    line: int = 1
    built: str = "60"
    retention: str = ""


TIGHT_PLAN = Case(
    code="H2", yuan="35000.00", measured=("500",), room="30,000.00", missing="5,000.00",
    terms=("30,000.00",),
)  # fmt: skip
CASES = (
    Case(code="H4", yuan="60000.00", measured=("500",), room="40,000.00", missing="20,000.00",
         terms=("40,000.00",)),
    Case(code="H5", yuan="35000.00", measured=("500",), room="20,000.00", missing="15,000.00",
         terms=("20,000.00",), line=3),
    Case(code="H6", yuan="35000.00", measured=("", "500"), room="10,000.00", missing="25,000.00",
         terms=("10,000.00",), place=SECOND),
)  # fmt: skip


PROMISED = Case(
    code="H1", yuan="35000.00", measured=("500",), room="30,000.00", missing="5,000.00",
    terms=("150,000.00", "120,000.00"),
)  # fmt: skip
"""A plan is at most what the indicator holds: H1 is the narrower only where a contract was promised some."""
WHOLLY_PAID = Case(
    code="H3", yuan="98000.00", measured=("1000", "1000"), room="97,000.00", missing="1,000.00",
    terms=("100,000.00", "3,000.00"), place=WHOLE, built="100", retention="3000.00",
)  # fmt: skip
"""Only where a contract pays all that is certified does its price less the retention come before H4."""


def test_each_headroom_refuses_with_its_arithmetic(site, context_of):
    walk = lay(site, context_of)
    record_cost(walk, (("500000.00", 0), ("10000.00", 1), ("20000.00", None)))
    set_ceiling(walk)
    issue_budget(walk, "150000.00", planned="30000.00")
    payee, wage = register_accounts(walk)
    draw_contract(walk, wage, price="200000.00")

    refuses(walk, payee, TIGHT_PLAN)
    plan(walk, "150000.00")
    for case in CASES:
        refuses(walk, payee, case)
    contract = walk.contract
    draw_contract(walk, wage, price="100000.00", ratio="100")
    refuses(walk, payee, WHOLLY_PAID)
    walk.contract = contract
    promise(walk, "120000.00")
    refuses(walk, payee, PROMISED)


def refuses(walk: Walk, payee: str, case: Case) -> None:
    """The head of the unit would approve; the page says which room is too small, by how much, and why."""
    places = {FIRST: walk.sections[0]["id"], SECOND: walk.sections[1]["id"], WHOLE: walk.facts["site"]}
    address = apply(walk, case.yuan, case.measured, payee, place=places[case.place], line=case.line,
                    retention=case.retention)  # fmt: skip
    certify(walk, address, case.built)
    page = walk.at("pu_head", address)
    asks = page.locator('form[action$="/approve/"] [name=reason]').count()
    press(page, "approve", refused=True, **({"reason": REASON} if asks else {}))
    expect(page.locator(".alert-danger")).to_contain_text(case.code)
    short = page.locator("#rooms tr.short")
    row = short.filter(has=page.locator(".code", has_text=case.code))
    expect(row.locator("td.num b")).to_contain_text(case.room)
    expect(row.locator(".bad")).to_contain_text(case.missing)
    for term in case.terms:
        expect(row.locator(".pay-terms")).to_contain_text(term)
    expect(short).to_have_count(1)
    expect(walk.at("pu_head", address).locator(".record-head .tag").first).to_have_text("监理已计量")
    press(page, "reject", reason=REASON)


def promise(walk: Walk, yuan: str) -> None:
    """Part of the indicator is promised to another contract."""
    program = Path(__file__).with_name("money_ground.py")
    env = {**os.environ, "DATABASE_URL": walk.site.database}
    said = [sys.executable, program, "promise", walk.indicator.strip("/").split("/")[-1], yuan]
    subprocess.run(said, env=env, cwd=ROOT, check=True)
