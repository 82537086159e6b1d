"""An engineer's week: a schedule comes in by its page, elements are linked by rule, the play shows them and
is taken along as a film; the floor that is claimed and does not stand is found, becomes an issue in the
building, is mended under its guards and closed by others than who mended it. The clerk's day without network:
``test_site_day``.
"""

import os
import re
import struct
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from portal.demo.progress.pictures import photo
from portal.progress.schedules.model import Calendar, Schedule, Task
from portal.progress.schedules.mspdi_writer import write_mspdi
from portal.progress.schedules.worktime import USUAL_WEEK
from tests.browser.reading import Watch
from tests.browser.test_twin import linked, wait_drawn

CODE = "GT97-2023-000458"
FALSE, CLAIMED = "GT97-2025-000589", "安装与配套工程"
"""The work with a model whose report is false (docs/demo-province.md), and what it claims."""
SHOTS = os.environ.get("GONGTU_SHOTS", "")
WHY = "已按方案补做并复测，附照片"
DEGREE_OF_M = 1 / 111_000
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1100, "height": 720}


def shot(page, name):
    """Keep a picture to look at, where a folder for them is named."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/week-{name}.png")


@pytest.fixture
def pages(site, context_of):
    """A function that opens a page for somebody; nothing may complain but meant refusals."""
    watches = []

    def open_page(who, path, *, refused=(), **particular):
        page = context_of(who, **({"viewport": DESK} | particular)).new_page()
        watches.append((Watch(page, site.address), refused))
        page.goto(f"{site.address}{path}")
        return page

    yield open_page
    for watch, refused in watches:
        watch.found = [one for one in watch.found if not any(word in one for word in refused)]
        watch.check()


def plan_file(folder: Path, name: str) -> Path:
    """A plan of two floors as Microsoft Project writes it: both begun with the first, none ended."""
    first = datetime(2025, 3, 3, 8)
    tasks = tuple(
        Task(key=str(n), code=f"F{n}", name=f"{n}层楼板", duration_min=480 * 20,
             start=first + timedelta(weeks=8 * n), finish=first + timedelta(weeks=8 * n + 4, hours=9),
             actual_start=first + timedelta(weeks=8), actual_finish=None)
        for n in (1, 2)
    )  # fmt: skip
    calendar = Calendar(key="1", week=USUAL_WEEK)
    found = Schedule(format="mspdi", name=name, calendar="1", calendars=(calendar,), tasks=tasks)
    path = folder / f"{name}.xml"
    path.write_bytes(write_mspdi(found).content)
    return path


def element(body: bytes, name: bytes, size: int) -> bytes:
    """The value of the first element of an EBML file that has this name and so many bytes."""
    at = body.index(name + bytes([0x80 + size])) + len(name) + 1
    return body[at : at + size]


def test_a_schedule_is_brought_in_linked_by_rule_played_and_filmed(pages, tmp_path):
    page = pages("eng", f"/projects/{CODE}/schedules/")
    page.get_by_label("文件", exact=True).set_input_files(plan_file(tmp_path, f"楼板计划 {os.getpid()}"))
    shot(page, "1-send")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已保存第 1 版，共 2 项任务")).to_be_visible()
    address = page.url
    page.get_by_role("link", name="在模型中播放").click()
    wait_drawn(page)
    page.fill("[data-key=link-question]", "class=IfcSlab")
    page.fill("[data-key=link-task]", "1")
    page.click("[data-key=link_preview]")
    new = page.locator("[data-kind=new] b")
    expect(new).to_have_text(re.compile(r"^[1-9]\d*$"))
    count = new.inner_text()
    shot(page, "2-preview")
    page.click("[data-key=link_save]")
    expect(page.locator("#notice")).to_contain_text(f"已关联 {count} 个构件")
    nothing_is_linked_twice(page, count)
    plays(page, count)
    filmed(page)
    page.goto(address)
    page.get_by_role("button", name="撤销规则").click()
    expect(page.get_by_text("还没有规则")).to_be_visible()
    shot(page, "5-schedule")


def nothing_is_linked_twice(page, count):
    page.fill("[data-key=link-question]", "class=IfcSlab")
    page.fill("[data-key=link-task]", "2")
    page.click("[data-key=link_preview]")
    expect(page.locator("[data-kind=conflicts] b")).to_have_text(count)
    page.click("[data-key=link-forget]")


def plays(page, count):
    """Planned and actual on a day, side by side, and two weeks on."""
    page.fill("[data-key=day-date]", "2025-05-13")
    expect(page.locator(".colour-rows [data-kind=on_time] b")).to_have_text(count)
    page.click("[data-key=pair-clocks]")
    expect(page.locator(".pair-caption").first).to_have_text(re.compile("^2025-05-13"))
    shot(page, "3-pair")
    assert linked(page)["pair"] == "clocks" and linked(page)["on"] == "2025-05-13"
    page.click("[data-key=pair-one]")
    page.select_option("[data-key=days-pace]", "2")
    page.click("[data-key=day-on]")
    assert linked(page)["on"] == "2025-05-27"
    expect(page.locator(".colour-rows [data-kind=late] b")).to_have_text(count)


def filmed(page):
    """The play as a film: large enough to be shown to others, and it says how long it is."""
    page.select_option("[data-key=days-pace]", "1")
    with page.expect_download() as coming:
        page.click("[data-key=take-film]")
    body = Path(coming.value.path()).read_bytes()
    wide, high = (struct.unpack(">H", element(body, name, 2))[0] for name in (b"\xb0", b"\xba"))
    assert wide >= 1280 and high >= 720
    (ms,) = struct.unpack(">d", element(body, b"\x44\x89", 8))
    assert ms > 1000 and len(body) > 20_000
    expect(page.locator("[data-key=take-film]")).to_be_enabled()


def test_the_floor_that_is_claimed_and_does_not_stand_is_found_and_mended(site, pages):
    eng = pages("eng", f"/projects/{FALSE}/disagreements/", refused=("422", "409"))
    line = eng.locator(".disputes tbody tr").filter(has=eng.locator("b", has_text=CLAIMED))
    expect(line).to_contain_text(CLAIMED)
    expect(line.locator(".tag.bad").first).to_be_visible()
    in_model = line.locator("a[href^='/twin/']")
    for _attempt in range(60):
        if in_model.count():
            break
        eng.wait_for_timeout(1_000)  # the worker is still linking the province's models
        eng.reload()
    shot(eng, "6-disagreements")
    in_model.first.click()
    wait_drawn(eng)
    assert linked(eng)["on"] == str(localtime().date()) and linked(eng)["task"]
    expect(eng.locator(".colour-rows [data-kind]").first).to_be_visible()
    shot(eng, "7-false-floor")
    eng.go_back()
    line.get_by_role("button", name="提出问题").click()
    line.locator("a[href^='/twin/'][href*='issue=']").click()
    wait_drawn(eng)
    expect(eng.locator(".pin-mark").first).to_be_visible()
    eng.click("[data-key=grade-critical]")
    expect(eng.locator(".issue-quality .warn").first).to_contain_text("停工令")
    shot(eng, "8-issue")
    path = eng.locator("[data-key=issue-quality]").get_attribute("href")
    issue = f"{site.address}/api/v1/issues/{linked(eng)['issue']}/"
    place = eng.context.request.get(issue).json()["position"]
    sup, con = pages("sup", path), pages("con", path, refused=("422", "409"))
    mended(sup, con, place)
    closed(eng, sup, f"{site.address}{path}")
    phone = pages("sup", path, viewport=PHONE)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(phone, "11-phone")


def mended(sup, con, place):
    """Work is stopped and given; the contractor shows what he mended, at the place and not elsewhere."""
    act(sup, "stop_work", number="停工-7", reason="重大质量问题，立即停工整改")
    act(sup, "assign", assignee="远大路桥公司", due_on=str(date.today() + timedelta(days=7)))
    con.reload()
    act(con, "start")
    refused(con, "claim_fixed", "缺少整改照片", reason=WHY)
    show(con, place, metres=60)
    refused(con, "claim_fixed", "超过", reason=WHY)
    show(con, place, metres=5)
    shot(con, "9-after")
    act(con, "claim_fixed", reason=WHY)


def closed(eng, sup, path):
    """Others than who mended it judge, and none closes while work is stopped."""
    sup.reload()
    act(sup, "re_inspect")
    eng.goto(path)
    refused(eng, "close", "须先下达复工令")
    act(sup, "lift_stop", number="复工-7", reason="复查合格，同意恢复施工")
    eng.goto(path)
    act(eng, "close")
    expect(eng.locator(".record-head .tags")).to_contain_text("已关闭")
    shot(eng, "10-closed")


def form(page, action):
    return page.locator(f"form[action$='/actions/{action}/']")


def fill(page, action, **said):
    for name, value in said.items():
        form(page, action).locator(f"[name={name}]").fill(value)
    form(page, action).get_by_role("button").click()


def act(page, action, **said):
    """A step that is let through."""
    before = page.locator(".history li").count()
    fill(page, action, **said)
    expect(page.locator(".history li")).to_have_count(before + 1)
    expect(page.locator(".alert-danger")).to_have_count(0)


def refused(page, action, words, **said):
    """A step a guard holds, in words."""
    fill(page, action, **said)
    expect(page.locator(".alert-danger")).to_contain_text(words)


def show(page, place, *, metres):
    """Add a photo of the fix, taken just now so many metres to the north."""
    lon, lat = place
    now = localtime()
    body = photo(int(now.timestamp() * 1000) + metres, taken_at=now + timedelta(seconds=2), lon=lon,
                 lat=lat + metres * DEGREE_OF_M).getvalue()  # fmt: skip
    side = page.locator("form:has(input[name=side][value=after])")
    before = page.locator(".photo-list > li").count()
    side.locator("input[type=file]").set_input_files(
        {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": body}
    )
    side.locator("button").click()
    expect(page.locator(".photo-list > li")).to_have_count(before + 1)
