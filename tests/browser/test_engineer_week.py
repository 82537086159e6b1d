"""An engineer's week: a schedule comes in, elements are linked by rule, the play shows them; what is missing
becomes an issue in the building, is mended under its guards, and closed by others than who mended it.
"""

import json
import os
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from portal.core import clock
from portal.progress.schedules.model import Calendar, Schedule, Task
from portal.progress.schedules.mspdi_writer import write_mspdi
from portal.progress.schedules.worktime import USUAL_WEEK
from tests.browser.reading import Watch
from tests.browser.test_twin import linked, wait_drawn
from tests.progress.test_photos import photo

ROOT = Path(__file__).resolve().parents[2]
SHOTS = os.environ.get("GONGTU_SHOTS", "")
WHY = "楼板钢筋已补绑并重新浇筑"
DEGREE_OF_M = 1 / 111_000


def shot(page, name):
    """Keep a picture to look at, where a folder for them is named."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/week-{name}.png")


@pytest.fixture
def ward(site, context_of):
    """The hospital's wing with its project's code: the model that plays for two years."""
    door = context_of("eng").request
    models = door.get(f"{site.address}/api/v1/models/").json()["models"]
    found = next(one for one in models if one["name"].startswith("住院楼"))
    elements = f"{site.address}/api/v1/revisions/{found['revision']}/elements/"
    slab = door.get(elements, params={"q": "class=IfcSlab", "limit": 1}).json()["elements"][0]
    whole = door.get(f"{elements}{quote(slab['global_id'], safe='')}/").json()
    return found | {"code": whole["project"]["code"]}


@pytest.fixture
def pages(site, context_of):
    """A function that opens a page for somebody; nothing on it may complain."""
    watches = []

    def open_page(who, path, **particular):
        page = context_of(who, **particular).new_page()
        watches.append(Watch(page, site.address))
        page.goto(f"{site.address}{path}")
        return page

    yield open_page
    for watch in watches:
        watch.check()


def plan_file(folder, name):
    """A plan of two floors as Microsoft Project writes it."""
    first = datetime(2025, 3, 3, 8)
    tasks = tuple(
        Task(key=str(n), code=f"F{n}", name=f"{n}层楼板", duration_min=480 * 20,
             start=first + timedelta(weeks=8 * n), finish=first + timedelta(weeks=8 * n + 4, hours=9),
             actual_start=first + timedelta(weeks=8), actual_finish=None)
        for n in (1, 2)
    )  # fmt: skip
    found = Schedule(
        format="mspdi", name=name, calendar="1", calendars=(Calendar(key="1", week=USUAL_WEEK),), tasks=tasks
    )
    path = folder / f"{name}.xml"
    path.write_bytes(write_mspdi(found).content)
    return path


def bring_in(site, path, code):
    """Import a schedule as the console does; return what it tells."""
    told = subprocess.run(
        [sys.executable, "manage.py", "import_schedule", path, "--project", code, "--json"], check=True,
        capture_output=True, text=True, cwd=ROOT, env=os.environ | {"DATABASE_URL": site.database},
    ).stdout  # fmt: skip
    return json.loads(told.splitlines()[-1])


def test_a_schedule_is_linked_by_rule_and_plays(site, pages, ward, tmp_path):
    if not site.database:
        pytest.skip("the given site's database is not named (GONGTU_BROWSER_DATABASE)")
    name = f"楼板计划{os.getpid()}"
    told = bring_in(site, plan_file(tmp_path, name), ward["code"])
    assert (told["format"], told["tasks"]) == ("mspdi", 2)
    page = pages("eng", f"/twin/{ward['id']}/#side=progress&schedule={told['schedule']}")
    wait_drawn(page)
    page.fill("[data-key=link-question]", 'class=IfcSlab')
    page.fill("[data-key=link-task]", "1")
    page.click("[data-key=link_preview]")
    new = page.locator("[data-kind=new] b")
    expect(new).to_have_text(re.compile(r"^[1-9]\d*$"))
    count = new.inner_text()
    shot(page, "1-preview")
    page.click("[data-key=link_save]")
    expect(page.get_by_role("status").filter(has_text=f"{count} ")).to_be_visible()
    page.fill("[data-key=link-task]", "2")
    page.click("[data-key=link_preview]")
    expect(page.locator("[data-kind=conflicts] b")).to_have_text(count)
    page.click("[data-key=link-forget]")
    page.fill("[data-key=day-date]", "2025-05-20")
    expect(page.locator(".colour-rows [data-kind=late] b")).to_have_text(count)
    page.click("[data-key=pair-clocks]")
    expect(page.locator(".pair-caption").first).to_have_text(re.compile("^2025-05-20"))
    shot(page, "2-pair")
    assert linked(page)["pair"] == "clocks" and linked(page)["on"] == "2025-05-20"
    page.select_option("[data-key=days-pace]", "2")
    page.locator("[data-key=day-on]").click()
    assert linked(page)["on"] == "2025-06-03"


def test_what_is_missing_becomes_an_issue_and_is_mended_under_its_guards(site, pages, ward):
    code = ward["code"]
    eng = pages("eng", f"/twin/{ward['id']}/#side=issues")
    wait_drawn(eng)
    eng.click("[data-key=issue-raise]")
    title = f"三层楼板未浇筑 {os.getpid()}"
    eng.get_by_label("标题").fill(title)
    eng.select_option("[data-key=issue-severity]", "critical")
    eng.get_by_role("button", name="提交", exact=True).click()
    expect(eng.locator(".issue-quality")).to_contain_text("重大")
    expect(eng.locator(".issue-quality .warn")).to_contain_text("停工令")
    shot(eng, "3-issue")
    path = eng.locator("[data-key=issue-quality]").get_attribute("href")
    place = _place(eng, site, title)
    sup, con = pages("sup", path), pages("con", path)
    act(sup, "stop_work", number="停工-7", reason="重大质量问题，立即停工")
    act(sup, "assign", assignee="远大路桥公司", due_on=str(date.today() + timedelta(days=7)))
    con.reload()
    act(con, "start")
    refused(con, "claim_fixed", "缺少整改照片", reason=WHY)
    show(con, place, metres=40)
    refused(con, "claim_fixed", "超过 20", reason=WHY)
    show(con, place, metres=5, seed=2)
    shot(con, "4-after")
    act(con, "claim_fixed", reason=WHY)
    eng.goto(f"{site.address}{path}")
    act(eng, "re_inspect")
    refused(eng, "close", "不得关闭")
    sup.reload()
    act(sup, "lift_stop", number="复工-7", reason="复查合格，同意复工")
    head = pages("pu_head", path)
    shot(head, "5-before-close")
    act(head, "close")
    expect(head.locator(".tags")).to_contain_text("已关闭")
    phone = pages("sup", path, viewport={"width": 390, "height": 844})
    shot(phone, "6-phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert code in path


def _place(page, site, title):
    rows = page.context.request.get(f"{site.address}/api/v1/issues/").json()["issues"]
    return next(one for one in rows if one["title"] == title)["position"]


def form(page, action):
    return page.locator(f"form[action$='/actions/{action}/']")


def fill(page, action, **said):
    for name, value in said.items():
        form(page, action).locator(f"[name={name}]").fill(value)
    form(page, action).get_by_role("button").click()


def act(page, action, **said):
    """A step that is let through."""
    fill(page, action, **said)
    expect(page.locator(".alert-danger")).to_have_count(0)
    expect(page.locator(".history")).to_be_visible()


def refused(page, action, words, **said):
    """A step a guard holds, in words."""
    fill(page, action, **said)
    expect(page.locator(".alert-danger")).to_contain_text(words)


def show(page, place, *, metres, seed=1):
    """Add a photo of the fix, taken a minute from now on so many metres to the north."""
    lon, lat = place
    taken = (localtime(clock.now()) + timedelta(minutes=1)).strftime("%Y:%m:%d %H:%M:%S")
    body = photo(seed, at=taken, place=(lon, lat + metres * DEGREE_OF_M)).getvalue()
    side = page.locator("form:has(input[name=side][value=after])")
    file = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": body}
    side.locator("input[type=file]").set_input_files(file)
    side.get_by_role("button").click()
    expect(page.locator(".photo-list").last).to_be_visible()
