"""A clerk's day at the site: no network, a killed browser, and in the evening all arrives once, in order."""

import hashlib
import os
import shutil
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.core import clock
from portal.demo.progress.pictures import photo
from tests.browser.conftest import FLAGS, PATIENCE_MS, PROGRAMS
from tests.browser.reading import Watch

PHONE = {"width": 390, "height": 844}
OFTEN_MS, KILLED_S = 250, 10
ENTRIES = "/api/v1/site/entries/"
LIST = """project => fetch('/api/v1/site/entries/?sort=-captured_at&limit=200&project=' + project)
    .then(answer => answer.json()).then(body => body.entries)"""
KEPT = """async () => {
    const names = await caches.keys();
    const kept = await Promise.all(names.map(name => caches.open(name).then(cache => cache.keys())));
    return kept.flat().map(request => new URL(request.url).pathname);
}"""
STORED = """async store => {
    const asked = request => new Promise(done => { request.onsuccess = () => done(request.result); });
    const db = await asked(indexedDB.open('gongtu-site'));
    const rows = await asked(db.transaction(store).objectStore(store).getAll());
    db.close();
    return rows.length;
}"""


class Phone:
    """A browser with a profile that outlives it."""

    def __init__(self, browser, site, folder: Path) -> None:
        self.browser, self.site, self.folder = browser, site, folder
        self.program = os.environ.get("GONGTU_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)))
        self.place = {"longitude": 120.2, "latitude": 30.1, "accuracy": 8}

    @contextmanager
    def open(self, *, offline: bool = False, watched: bool = True, **more):
        """A page of the site. Within, the browser may be killed."""
        context = self.browser.browser_type.launch_persistent_context(
            self.folder, executable_path=self.program, args=FLAGS,
            viewport=PHONE, has_touch=True, permissions=["geolocation"], geolocation=self.place,
            **({"locale": "zh-CN"} | more),
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        context.set_offline(offline)
        page = context.pages[0]
        watch = Watch(page, self.site.address) if watched else None
        page.goto(f"{self.site.address}/site/")
        yield page
        if self.processes():
            context.close()
        if watch:
            watch.check()

    def processes(self) -> list[int]:
        """The browser's own processes: those that were given this profile."""
        mark = str(self.folder).encode()
        found = []
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if mark in one.read_bytes():
                    found.append(int(one.parent.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
        return found

    def kill(self) -> None:
        """End the browser as a phone without power does."""
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        end = time.monotonic() + KILLED_S
        while self.processes() and time.monotonic() < end:
            time.sleep(OFTEN_MS / 1000)

    def sign_in(self, page, user: str) -> None:
        page.get_by_role("link", name="登录").first.click()
        page.fill("input[name=login]", user)
        page.fill("input[name=password]", self.site.passwords[user])
        page.check("input[name=remember]")
        page.click("button[type=submit]")
        page.wait_for_url(f"{self.site.address}/site/")
        page.wait_for_selector(".site-tasks a")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")


@pytest.fixture
def phone(browser, site, tmp_path):
    made = Phone(browser, site, tmp_path / "profile")
    yield made
    made.kill()


def picture(seed: int) -> bytes:
    return photo(seed, taken_at=clock.now(), lon=120.2, lat=30.1, quality=80).getvalue()


def unfold(page) -> None:
    """Show the tasks that are far away or begin late, too."""
    fold = page.locator(".site-fold:not([open]) > summary")
    if fold.is_visible():
        fold.click()


def write_down(page, number: int, body: bytes, note: str) -> str:
    """Report the task of that number in the list with a photo; return its project."""
    unfold(page)
    row = page.locator(".site-tasks a").nth(number)
    row.click()
    page.wait_for_selector(".site-form")
    said = float(page.locator("h1 + p").inner_text().split("已报")[1].strip(" %"))
    page.get_by_label("进行中").check()
    page.get_by_label("完成 %").fill(f"{said + (100 - said) / 4:.4f}")
    page.get_by_label("说明").fill(note)
    page.locator("input[type=file]").set_input_files(
        {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": body}
    )
    expect(page.locator(".site-photos code")).to_have_text(hashlib.sha256(body).hexdigest()[:12])
    project = page.url.split("#/task/")[1].split("/")[0]
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector(".site-tasks a")
    return project


def test_a_day_without_network_and_a_killed_browser_lose_and_double_nothing(phone):
    mark = f"现场 {time.time_ns()}"
    bodies = [picture(time.time_ns() % 10**6 + n) for n in range(3)]
    with phone.open() as page:
        phone.sign_in(page, "con")
    with phone.open(watched=False) as page:
        page.wait_for_selector(".site-tasks a")
        page.context.set_offline(True)
        page.reload()
        expect(page.get_by_text("无网络").first).to_be_visible()
        expect(page.locator(".site-away").first).to_be_visible()
        projects = [write_down(page, n, body, f"{mark} {n}") for n, body in enumerate(bodies)]
        expect(page.locator(".site-tabs .site-count")).to_have_text("3")
        unfold(page)
        page.locator(".site-tasks a").nth(3).click()
        page.get_by_label("说明").fill(f"{mark} 草稿")
        page.wait_for_timeout(OFTEN_MS)
        phone.kill()
    with phone.open(offline=True, watched=False) as page:
        expect(page.locator(".site-tabs .site-count")).to_have_text("3")
        unfold(page)
        page.locator(".site-tasks a").nth(3).click()
        expect(page.get_by_label("说明")).to_have_value(f"{mark} 草稿")
        page.get_by_role("link", name="待发送").click()
        expect(page.locator(".site-item[data-state=waiting]")).to_have_count(3)
        page.context.set_offline(False)
        expect(page.locator(".site-item[data-state=done]")).to_have_count(3, timeout=60_000)
        page.get_by_role("link", name="今日任务").click()
        told = [one for code in sorted(set(projects)) for one in page.evaluate(LIST, code)]
    mine = sorted((one for one in told if one["note"].startswith(mark)), key=lambda one: one["number"])
    assert [one["note"] for one in mine] == [f"{mark} {n}" for n in range(3)]
    assert [one["number"] for one in mine] == [1, 2, 3]
    arrived = [one["received_at"] for one in mine]
    assert arrived == sorted(arrived)
    hashes = [[shown["sha256"] for shown in one["photos"] if shown["there"]] for one in mine]
    assert hashes == [[hashlib.sha256(body).hexdigest()] for body in bodies]
    assert all(one["accuracy_m"] == 8 and one["report"] for one in mine)
    with phone.open(watched=False) as page:
        page.wait_for_selector(".site-tasks a")
        assert page.evaluate(STORED, "blobs") == 0
        page.goto(f"{phone.site.address}/projects/{projects[0]}/site/")
        expect(page.get_by_text(f"{mark} 0")).to_have_count(1)
        shown = page.locator(f"[title='{hashlib.sha256(bodies[0]).hexdigest()}']")
        expect(shown).to_have_count(1)


def test_who_signs_out_leaves_nothing_to_read_and_keeps_what_waits(phone):
    note = f"他人 {time.time_ns()}"
    with phone.open(watched=False) as page:
        phone.sign_in(page, "con")
        kept = page.evaluate(KEPT)
        assert "/site/" in kept and not [path for path in kept if path.startswith("/api/")]
        page.context.set_offline(True)
        write_down(page, 0, picture(time.time_ns() % 10**6), note)
        page.evaluate("document.cookie = 'csrftoken=; max-age=0; path=/'")
        page.context.clear_cookies()
        page.context.set_offline(False)
        expect(page.get_by_text("您的 1 条记录仍保存在这部手机上")).to_be_visible()
        assert page.evaluate(STORED, "lists") == 0
        assert (page.evaluate(STORED, "items"), page.evaluate(STORED, "blobs")) == (1, 1)
        phone.sign_in(page, "sup")
        expect(page.get_by_text("还有他人的 1 条记录")).to_be_visible()
        assert note not in page.locator("#site").inner_text()
        page.get_by_role("link", name="待发送").click()
        expect(page.get_by_text("没有待发送的记录")).to_be_visible()
        assert page.evaluate(STORED, "items") == 1
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_text("请先登录")).to_be_visible()
        assert page.evaluate(STORED, "lists") == 0
        phone.sign_in(page, "con")
        page.get_by_role("link", name="待发送").click()
        expect(page.locator(".site-item[data-state=done]")).to_have_count(1, timeout=60_000)
