"""From the work list to the case and to the map: narrowed by a link, moved through by keys."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Watch, hash_of, wait_idle

PHONE = {"width": 390, "height": 844}


def post(context, site, path: str, body: dict) -> dict:
    """Send something to the API as the page would."""
    page = context.request.get(f"{site.address}/").text()
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    headers = {"X-CSRFToken": token, "Referer": f"{site.address}/"}
    answer = context.request.post(f"{site.address}/api/v1{path}", data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json()


@pytest.fixture
def submitted(site, context_of) -> dict:
    """A document that a unit's head has just handed in."""
    head = context_of(user="pu_head")
    query = "stage=construction&sort=code&limit=1"
    project = head.request.get(f"{site.address}/api/v1/projects/?{query}").json()["features"][0]["properties"]
    base, number = f"/projects/{project['code']}/land/documents/", f"初设〔2026〕{uuid4().hex[:6]}号"
    made = post(head, site, base, {"kind": "A3", "number": number})
    post(head, site, f"{base}{made['id']}/actions/submit/", {"version": made["version"]})
    return {
        "code": project["code"], "id": made["id"], "county": project["region_code"][:6], "number": number,
    }  # fmt: skip


@pytest.fixture
def desk(site, context_of, submitted) -> Page:
    """The land officer's work list."""
    page = context_of(user="land").new_page()
    page.goto(f"{site.address}/land/worklist/")
    return page


def count(page: Page, place: str) -> int:
    return int(re.sub(r"\D", "", page.locator(place).first.inner_text()))


def test_counts_add_up_and_a_choice_is_a_link(site, desk, submitted):
    watch = Watch(desk, site.address)
    sums = [int(one) for one in desk.locator(".desk-worst .tally b").all_inner_texts()]
    assert sums[0] == sum(sums[1:]) == count(desk, ".desk-head h2 span")
    assert count(desk, ".county-table tfoot td:last-child") == sums[0]
    desk.locator(".choices a", has_text="已提交").click()
    expect(desk).to_have_url(re.compile(r"state=submitted"))
    expect(desk.locator(".choices a[aria-current]")).to_contain_text("已提交")
    expect(desk.locator("tr", has_text=submitted["number"])).to_be_visible()
    chosen = count(desk, ".desk-head h2 span")
    desk.goto(desk.url)
    assert count(desk, ".desk-head h2 span") == chosen <= sums[0]
    desk.go_back()
    expect(desk.locator(".choices a[aria-current]")).to_have_count(0)
    watch.check()


def test_keys_lead_to_the_case_and_to_the_map(site, desk, submitted):
    desk.goto(f"{site.address}/land/worklist/?county={submitted['county']}&state=submitted&sort=-waiting")
    for _row in range(desk.locator(".desk-open").count()):
        desk.keyboard.press("ArrowDown")
        if submitted["number"] in desk.evaluate("document.activeElement.closest('tr').innerText"):
            break
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(f"/projects/{submitted['code']}/#document-{submitted['id']}"))
    expect(desk.locator(f"#document-{submitted['id']}")).to_contain_text(submitted["number"])
    desk.go_back()
    desk.locator("tr", has_text=submitted["number"]).locator(".desk-open").focus()
    desk.keyboard.press("m")
    wait_idle(desk)
    assert hash_of(desk)["project"] == submitted["code"] and hash_of(desk)["tab"] == "land"
    expect(desk.locator(".land-case")).to_contain_text(submitted["number"])
    desk.wait_for_function("() => Number((location.hash.match(/map=([0-9.]+)/) || [])[1]) > 12")


def test_a_list_that_does_not_come_is_said(desk):
    desk.route("**/land/worklist/?*", lambda route: route.abort())
    desk.locator(".choices a").first.click()
    expect(desk.locator("#desk-failed")).to_be_visible()
    desk.unroute("**/land/worklist/?*")
    desk.locator("#desk-again").click()
    expect(desk.locator(".choices a[aria-current]")).to_have_count(1)


def test_on_a_phone_in_english_nothing_overflows(site, submitted, context_of):
    page = context_of(user="land", viewport=PHONE, locale="en-GB", color_scheme="dark").new_page()
    page.goto(f"{site.address}/land/worklist/")
    page.get_by_role("button", name="EN").click()
    page.get_by_role("button", name="Narrow the list").click()
    expect(page.locator(".county-table")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
