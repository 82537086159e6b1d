"""How long until the first view of the map is drawn and still, in a browser without a graphics card."""

import os
import shutil
import statistics

from asking import Browser
from playwright.sync_api import sync_playwright
from product import Product

SWITCHES = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
ROUNDS = 5
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SETTLED_MS = 1500
"""A browser that was just started spends half a second of both cores on its own first frame, part of it after
that frame was asked for. People open the map in a browser that stands."""
PATIENCE_MS = 60_000


def seconds_to_idle(product: Product, username: str) -> float:
    """Return the median over new browsers with empty caches: from navigation to the map's first idle."""
    return statistics.median(_once(product, Browser(product, username).session) for _ in range(ROUNDS))


def _once(product: Product, session: str) -> float:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(SWITCHES))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.add_cookies([{"name": "sessionid", "value": session, "url": product.address}])
        page = context.new_page()
        page.evaluate(TWO_FRAMES)
        page.wait_for_timeout(SETTLED_MS)
        page.goto(product.address)
        page.wait_for_selector("body[data-map-idle]", state="attached", timeout=PATIENCE_MS)
        taken = float(page.evaluate("document.body.dataset.mapIdle"))
        browser.close()
    return taken / 1000


def program() -> str:
    """Return the path of a Chromium, or say how to come by one."""
    found = os.environ.get("GONGTU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("No Chromium; bin/test installs it, or set GONGTU_CHROMIUM.")
    return found
