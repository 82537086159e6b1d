"""One payment through nine people's screens, from the budget request to the reconciled receipt, and back."""

import re

from playwright.sync_api import expect

from tests.browser.money_walk import (
    REASON,
    WAIT_MS,
    Walk,
    apply,
    certify,
    draw_contract,
    issue_budget,
    lay,
    press,
    record_cost,
    register_accounts,
    set_ceiling,
)

AMOUNT = "40000.00"


def state(walk: Walk, user: str, address: str, text: str) -> None:
    """A person sees the payment in a state."""
    page = walk.at(user, address)
    expect(page.locator(".record-head .tag").first).to_have_text(text)


def test_a_payment_goes_from_the_request_to_the_receipt_and_can_be_followed_back(site, context_of):
    walk = lay(site, context_of)
    record_cost(walk)
    set_ceiling(walk)
    issue_budget(walk)
    payee, wage = register_accounts(walk)
    draw_contract(walk, wage)
    address = apply(walk, AMOUNT, ("200",), payee)

    certify(walk, address, "10")
    state(walk, "pu_head", address, "监理已计量")
    press(walk.at("pu_head", address), "approve", **_warned(walk, address))
    press(walk.at("dept_reviewer", address), "check")
    press(walk.at("fin_treasury", address), "clear")
    state(walk, "fin_treasury", address, "国库已审核")
    assert not walk.pages["fin_treasury"].locator('form[action$="/instruct/"]').count()  # cleared it herself
    press(walk.at(walk.facts["releaser"], address), "instruct")

    _wait_for_receipt(walk, address)
    _follow(walk, address)
    _come_back(walk, address)
    _nothing_for_the_public(walk, address)


def _warned(walk: Walk, address: str) -> dict[str, str]:
    """What the head says where a check warns; the form asks for it only then."""
    asks = walk.at("pu_head", address).locator('form[action$="/approve/"] [name=reason]').count()
    return {"reason": REASON} if asks else {}


def _wait_for_receipt(walk: Walk, address: str) -> None:
    """The worker sends the instruction, the treasury's own process answers, the receipt is booked."""
    page = walk.at("pu_clerk", address)
    for _try in range(WAIT_MS // 1000):
        if page.locator(".record-head .tag").first.inner_text() == "已对账":
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".record-head .tag").first).to_have_text("已对账")
    expect(page.locator("#treasury")).to_contain_text("40,000.00")


def _follow(walk: Walk, address: str) -> None:
    """From the payment to the trail, and from there to each knot: two clicks."""
    page = walk.at("fin_treasury", address)
    page.locator('a[href$="/trail/"]').first.click()
    expect(page.locator(".trail > li")).to_have_count(7)
    assert page.locator(".trail > li").evaluate_all("all => all.map((one) => one.id)") == [
        "knot-request", "knot-indicator", "knot-contract", "knot-place", "knot-payment", "knot-evidence",
        "knot-receipt",
    ]  # fmt: skip
    expect(page.locator("#knot-indicator")).to_contain_text("40,000.00")
    expect(page.locator("#knot-contract")).to_contain_text("010101")
    page.locator('#knot-contract a[href*="#item-"]').click()
    expect(page.locator("tr:target")).to_contain_text("土方开挖")
    page.go_back()
    page.locator("#knot-evidence a", has_text="工程量").click()
    with page.expect_download() as sheet:
        page.locator(f'.head-tools a[href^="{address}evidence/"]').click()
    assert sheet.value.suggested_filename.startswith("工程量确认单")
    page.locator(f'.head-tools a[href="{address}trail/"]').click()
    page.locator("#knot-place a").first.click()
    page.locator("#drawer .place-tab").wait_for(timeout=WAIT_MS)
    expect(page.locator("#drawer .place-tab")).to_contain_text("第一期进度款")
    expect(page.locator("#drawer-title")).to_contain_text("第一标段")


def _come_back(walk: Walk, address: str) -> None:
    """From the section on the map, the indicator and the contract, each to the trail in one click."""
    trail = f"{address}trail/"
    page = walk.pages["fin_treasury"]
    page.locator(f'#drawer a[href="{trail}"]').click()
    expect(page).to_have_url(re.compile(re.escape(trail)))
    for start in (walk.indicator, walk.contract, f"/projects/{walk.code}/"):
        page = walk.at("fin_treasury", start)
        page.locator(f'a[href="{trail}"]').first.click()
        expect(page.locator("#knot-receipt")).to_contain_text("40,000.00")


def _nothing_for_the_public(walk: Walk, address: str) -> None:
    page = walk.context_of().new_page()
    answer = page.goto(f"{walk.site.address}{address}trail/")
    assert answer is not None
    assert "40,000.00" not in page.content()
    refused = page.request.get(f"{walk.site.address}/api/v1/projects/{walk.code}/money/")
    assert refused.status == 403
