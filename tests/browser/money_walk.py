"""The forms of money as a person fills them in: from a stage of cost to the release of a payment."""

import json
import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import ROOT, Site

WAIT_MS = 60_000
REASON = "经核对，资料齐全，情况属实，同意办理"
SHEET = {"name": "工程量确认单.pdf", "mimeType": "application/pdf"}
PHOTO = {"name": "现场照片.jpg", "mimeType": "image/jpeg"}


@dataclass
class Walk:
    """A project without money, and everybody's browser. ``facts``: what the ground's program told."""

    site: Site
    context_of: Any
    facts: dict[str, Any]
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    indicator: str = ""
    contract: str = ""

    def at(self, user: str, path: str) -> Page:
        """The page of a person, at an address."""
        if user not in self.pages:
            self.contexts[user] = self.context_of(user=user)
            self.pages[user] = self.contexts[user].new_page()
        page = self.pages[user]
        answer = page.goto(f"{self.site.address}{path}")
        assert answer is not None
        assert answer.status < 400, (user, path, answer.status)
        return page

    @property
    def code(self) -> str:
        return str(self.facts["code"])

    @property
    def sections(self) -> list[dict[str, str]]:
        return list(self.facts["sections"])


def lay(site: Site, context_of: Any) -> Walk:
    """Works under construction with permits, two sections, and people; a tests' own project each time."""
    if not site.database:
        pytest.skip("the database of the given site is not named in GONGTU_BROWSER_DATABASE")
    password = secrets.token_urlsafe(12)
    env = {**os.environ, "DATABASE_URL": site.database}
    program = Path(__file__).with_name("money_ground.py")
    told = subprocess.run(
        [sys.executable, program, password], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    facts = json.loads(told.stdout.splitlines()[-1])
    site.passwords[facts["releaser"]] = password
    return Walk(site, context_of, facts)


def press(page: Page, action: str, *, refused: bool = False, **said: str) -> None:
    """Fill in the step whose form goes to ``…/action/``; it goes through, or is ``refused``."""
    form = page.locator(f'form[action$="/{action}/"]').first
    step = form.locator("xpath=ancestor::details[1]")
    if step.count() and step.get_attribute("open") is None:
        step.locator("> summary").click()
    for name, value in said.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button").last.click()
    page.wait_for_load_state()
    if not refused:
        trouble = page.locator(".alert-danger")
        assert trouble.count() == 0, (action, trouble.first.inner_text())


USUAL_COST = (("1000000.00", 0), ("500000.00", 1))


def record_cost(walk: Walk, lines: tuple[tuple[str, int | None], ...] = USUAL_COST) -> None:
    """The planning office records the approved estimate: lines, each of a section or of none."""
    page = walk.at("plan", f"/projects/{walk.code}/budget/cost/")
    page.select_option("[name=stage]", "approx")
    page.fill("[name=yuan]", str(sum((Decimal(yuan) for yuan, _section in lines), Decimal(0))))
    page.fill("[name=approved_on]", walk.facts["today"])
    page.fill("[name=number]", "发改投资〔2026〕1号")
    page.fill("[name=authority]", "省发展改革委")
    for n, (yuan, section) in enumerate(lines):
        page.fill(f"[name=line-{n}-code]", str(n + 1))
        page.fill(f"[name=line-{n}-name]", f"第{n + 1}标段建筑工程费")
        if section is not None:
            page.select_option(f"[name=line-{n}-feature]", walk.sections[section]["id"])
        page.fill(f"[name=line-{n}-yuan]", yuan)
    page.locator("#record button[type=submit]").click()
    expect(page.locator(".alert-success")).to_be_visible()


def set_ceiling(walk: Walk, yuan: str = "5000000.00") -> None:
    """The treasury raises what the county budget may give this year, for all and within the department."""
    for department in ("", walk.facts["department"]):
        _raise(walk, yuan, department)


def _raise(walk: Walk, yuan: str, department: str) -> None:
    page = walk.at("fin_budget", "/budget/ceilings/")
    page.select_option("[name=department]", department)
    page.fill("[name=region_code]", "97")
    page.select_option("[name=source]", "county_budget")
    page.fill("[name=year]", str(walk.facts["year"]))
    page.fill("[name=delta_yuan]", yuan)
    page.fill("[name=basis_no]", f"财预〔{walk.facts['year']}〕{uuid4().hex[:4]}号")
    page.locator("#set button[type=submit]").click()
    expect(page.locator(".alert-success")).to_be_visible()


def ask_budget(walk: Walk, yuan: str) -> str:
    """The clerk asks for money for the first section; return the request's address."""
    page = walk.at("pu_clerk", f"/projects/{walk.code}/budget/new/")
    page.fill("[name=title]", "第一标段本年资金")
    page.fill("[name=line-0-name]", "第一标段建安工程")
    page.fill("[name=line-0-functional]", "2140104")
    page.fill("[name=line-0-economic]", "50302")
    page.locator("[name=line-0-source]").select_option("county_budget")
    page.select_option("[name=line-0-year]", str(walk.facts["year"]))
    page.fill("[name=line-0-requested_yuan]", yuan)
    target = page.locator("[name$=-name][name^=target]").first
    at = str(target.get_attribute("name")).split("-")[1]
    for name, value in (("name", "完成里程"), ("value", "3"), ("unit", "公里")):
        page.fill(f"[name=target-{at}-{name}]", value)
    paper = {"name": "批复.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}
    page.set_input_files("[name=papers]", paper)
    page.locator(".budget-form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/budget/requests/"))
    return page.url.removeprefix(walk.site.address)


def issue_budget(walk: Walk, yuan: str = "800000.00", *, planned: str = "") -> None:
    """From the clerk's request through three levels to an indicator with a plan for this month."""
    address = ask_budget(walk, yuan)
    press(walk.at("pu_clerk", address), "submit")
    press(walk.at("pu_head", address), "pass", reason=REASON)
    press(walk.at("dept_reviewer", address), "pass", reason=REASON)
    press(walk.at("fin_budget", address), "approve", reason=REASON)
    page = walk.at("fin_budget", address)
    press(page, "issue", adopted_no="人大决议1号", adopted_on=walk.facts["today"])
    link = page.locator('a[href^="/budget/indicators/"]').first
    walk.indicator = str(link.get_attribute("href"))
    if planned != "0":
        plan(walk, planned or yuan)


def plan(walk: Walk, yuan: str) -> None:
    """The unit plans the present month."""
    page = walk.at("pu_head", walk.indicator)
    page.fill(f"[name=month-{int(walk.facts['today'][5:7])}]", yuan)
    page.locator('form[action$="/plan/"] textarea').fill(REASON)
    page.locator('form[action$="/plan/"] button').click()
    expect(page.locator(".alert-success")).to_be_visible()


def register_accounts(walk: Walk) -> tuple[str, str]:
    """The clerk records the contractor's two accounts, the treasury confirms them; return their numbers."""
    numbers = tuple(f"6217{uuid4().int % 10**12:012d}" for _n in range(2))
    page = walk.at("pu_clerk", f"/parties/?q={walk.facts['uscc']}")
    if not page.locator(".accounts").count():
        page.locator("form[action$='/register/']").locator("xpath=..").locator("> summary").click()
        page.fill("form[action$='/register/'] [name=uscc]", walk.facts["uscc"])
        page.fill("form[action$='/register/'] [name=name]", walk.facts["party"])
        page.locator("form[action$='/register/'] button").click()
    for number, project in zip(numbers, ("", walk.code), strict=True):
        page = walk.at("pu_clerk", f"/parties/?q={walk.facts['uscc']}")
        press(page, "accounts", bank="省建设银行", number=number, project=project)
    for number in numbers:
        page = walk.at("fin_treasury", f"/parties/?q={walk.facts['uscc']}")
        page.locator(".accounts li", has_text=number).locator('form[action$="/confirm/"] button').click()
    return numbers[0], numbers[1]


def draw_contract(walk: Walk, wage: str, *, price: str = "600000.00", ratio: str = "80") -> None:
    """A works contract, checked, signed and begun; ``ratio``: per cent paid of certified work."""
    page = walk.at("pu_clerk", f"/projects/{walk.code}/contracts/new/")
    page.fill("[name=number]", f"HT-{uuid4().hex[:6]}")
    page.fill("[name=name]", "第一标段施工合同")
    page.select_option("[name=kind]", "works")
    page.select_option("[name=track]", "tender")
    page.locator("[name=party_id]").select_option(label=f"{walk.facts['party']} {walk.facts['uscc']}")
    page.select_option("[name=feature_id]", walk.sections[0]["id"])
    page.locator("[name=cost_line_id]").select_option(index=1)
    said = {
        "original_yuan": price, "progress_ratio": ratio, "retention_ratio": "3", "labour_ratio": "20",
        "pay_cycle_months": "1", "payment_guarantee_yuan": "10000",
        "guarantee_yuan": str(Decimal(price) / 20),
        "awarded_yuan": price, "awarded_on": walk.facts["today"], "start_on": walk.facts["today"],
        "end_on": f"{walk.facts['year'] + 1}-12-31", "guarantee_until": f"{walk.facts['year'] + 2}-12-31",
    }  # fmt: skip
    for name, value in said.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=guarantee]", "bank_guarantee")
    value = page.locator("[name=wage_account_id] option", has_text=wage).get_attribute("value")
    page.select_option("[name=wage_account_id]", str(value))
    page.check("[name=site_ready]")
    page.locator("form.card button[type=submit]").click()
    page.wait_for_url(re.compile(r"/contracts/[0-9a-f-]{36}/$"))
    walk.contract = page.url.removeprefix(walk.site.address)
    give_bill(walk, price)
    for user, action in (
        ("pu_clerk", "submit"), ("eng", "pass_clauses"), ("pu_head", "sign"), ("pu_head", "take_effect"),
        ("eng", "begin"),
    ):  # fmt: skip
        press(walk.at(user, walk.contract), action)


def give_bill(walk: Walk, price: str) -> None:
    """Two items, a thousand cubic metres on each section, from a file."""
    each = (Decimal(price) / 2000).quantize(Decimal("0.01"))
    rows = "项目编码,项目名称,计量单位,工程量,综合单价,标段\n" + "".join(
        f"01010{n + 1},土方开挖,m3,1000,{each},{one['code']}\n" for n, one in enumerate(walk.sections)
    )
    page = walk.at("pu_clerk", walk.contract)
    form = page.locator('form[action$="/bill/"]')
    form.locator("xpath=..").locator("> summary").click()
    form.locator("[name=file]").set_input_files(
        {"name": "清单.csv", "mimeType": "text/csv", "buffer": rows.encode("utf-8-sig")}
    )
    form.locator("button").click()
    expect(page.locator("#bill .alert-danger")).to_have_count(0)
    expect(page.locator("#bill")).to_contain_text("010101")


def apply(
    walk: Walk, yuan: str, quantities: tuple[str, ...], payee: str, *, place: str = "", line: int = 1,
    retention: str = "",
) -> str:  # fmt: skip
    """The clerk's application for progress money with invoice and photos; return its address.

    ``quantities``: of the bill's items in order; ``place``: the id of what is paid for, else the first
    section; ``line``: of the estimate, counted from 1; ``retention``: what is withheld of it.
    """
    contract = walk.contract.strip("/").split("/")[-1]
    page = walk.at("pu_clerk", f"/payments/new/?contract={contract}")
    page.fill("[name=purpose]", "第一期进度款")
    page.fill("[name=period_from]", walk.facts["today"])
    page.fill("[name=period_to]", walk.facts["today"])
    page.fill("[name=amount_yuan]", yuan)
    page.fill("[name=retention_yuan]", retention)
    page.fill("[name=labour_yuan]", str((Decimal(yuan) * Decimal("0.2")).quantize(Decimal("0.01"))))
    page.select_option("[name=feature]", place or walk.sections[0]["id"])
    page.locator("[name=indicator]").select_option(index=1)
    page.locator("[name=cost_line]").select_option(index=line)
    value = page.locator("[name=payee] option", has_text=payee).get_attribute("value")
    page.select_option("[name=payee]", str(value))
    for n, quantity in enumerate(quantities):
        page.locator(".pay-quantity").nth(n).fill(quantity)
    page.fill("[name=invoice-number-0]", f"{uuid4().int % 10**20:020d}")
    page.fill("[name=invoice-on-0]", walk.facts["today"])
    page.fill("[name=invoice-yuan-0]", yuan)
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_url(re.compile(r"/payments/PA"))
    address = page.url.removeprefix(walk.site.address)
    for n in range(2):
        photo = {**PHOTO, "buffer": f"photo {uuid4()} {n}".encode()}
        prove(walk, "pu_clerk", address, "photo", photo, at=place == walk.sections[1]["id"])
    return address


def prove(
    walk: Walk, user: str, address: str, kind: str, file: dict[str, Any], *, at: int = 0
) -> None:
    """A file of evidence; a photo is taken in the middle of a section, ``at`` 0 the first."""
    page = walk.at(user, address)
    form = page.locator('form[action$="/evidence/"]')
    form.locator("xpath=..").locator("> summary").click()
    form.locator("[name=kind]").select_option(kind)
    form.locator("[name=file]").set_input_files(file)
    if kind == "photo":
        east, north = walk.facts["at"][at]
        form.locator("[name=taken_on]").fill(walk.facts["today"])
        form.locator("[name=lon]").fill(f"{east:.6f}")
        form.locator("[name=lat]").fill(f"{north:.6f}")
    form.locator("button").click()
    page.wait_for_load_state()
    expect(page.locator(".alert-danger")).to_have_count(0)


def certify(walk: Walk, address: str, pct: str) -> None:
    """The clerk hands it in; the supervisor adds the quantity sheet and signs how much is built."""
    press(walk.at("pu_clerk", address), "submit")
    prove(walk, "sup", address, "quantity_sheet", {**SHEET, "buffer": f"sheet {uuid4()}".encode()})
    press(walk.at("sup", address), "certify", physical_pct=pct)
