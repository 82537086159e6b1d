"""A real Chromium before a real server. Every page is watched: nothing may complain or ask another host."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.reading import Watch, wait_idle
from tests.browser.site import Site, given_site, own_site

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
PATIENCE_MS = 30_000
DESK = {"width": 1440, "height": 900}
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo province, size S, seeded once for all browser tests."""
    given = given_site()
    if given:
        yield given
    else:
        with own_site(tmp_path_factory.mktemp("site")) as own:
            yield own


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("GONGTU_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        pytest.skip("no Chromium: install one, or name its program in GONGTU_CHROMIUM")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in(site: Site, browser: Browser) -> Callable[[str], Any]:
    """A function that signs a demo user in once and returns what a context needs to be that user."""
    states: dict[str, Any] = {}

    def state_of(user: str) -> Any:
        if user not in states:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{site.address}/accounts/login/")
            page.fill("input[name=login]", user)
            page.fill("input[name=password]", site.passwords[user])
            page.click("button[type=submit]")
            page.wait_for_url(f"{site.address}/")
            states[user] = context.storage_state()
            context.close()
        return states[user]

    return state_of


@pytest.fixture
def context_of(browser: Browser, signed_in: Callable[[str], Any]) -> Iterator[Callable[..., BrowserContext]]:
    """A function that makes a context: whose it is, and what else is particular about it."""
    made: list[BrowserContext] = []

    def make(user: str | None = None, **changes: Any) -> BrowserContext:
        ordinary: dict[str, Any] = {"viewport": DESK, "locale": "zh-CN", "color_scheme": "light"}
        state = signed_in(user) if user else None
        made.append(browser.new_context(**(ordinary | changes), storage_state=state))
        made[-1].set_default_timeout(PATIENCE_MS)
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def open_map(site: Site, context_of: Callable[..., BrowserContext]) -> Iterator[Open]:
    """A function that opens the map page and waits until it stands still; nothing may have complained."""
    watches: list[Watch] = []

    def open_page(path: str = "/", *, context: BrowserContext | None = None, watched: bool = True,
                  **particular: Any) -> Page:
        page = (context or context_of(**particular)).new_page()
        if watched:
            watches.append(Watch(page, site.address))
        page.goto(site.address + path)
        wait_idle(page)
        return page

    yield open_page
    for watch in watches:
        watch.check()
