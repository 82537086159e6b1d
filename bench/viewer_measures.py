"""What a browser without a graphics card shows of a large model, and what that costs it."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from first_view import SETTLED_MS, SWITCHES, TWO_FRAMES, program
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

PATIENCE_MS = 180_000
ROUNDS = 3
WATCH = (Path(__file__).resolve().parent / "viewer_watch.js").read_text(encoding="utf-8")
RECOLOUR = """async (count) => {
  const { createPalette, paint } = await import('/static/app/twin/engine/palette.js');
  const palette = createPalette(count);
  const nothing = new Uint8Array(count);
  const colour = (turn) => (_, el) => (el * 7919 + turn) % 0xffffff;
  const sets = [0, 1].map((turn) => Uint32Array.from({ length: count }, colour(turn)));
  const took = [];
  for (let round = 0; round < 60; round += 1) {
    const began = performance.now();
    paint(palette, { hidden: nothing, ghosted: nothing, colours: sets[round % 2], chosen: [round] });
    took.push(performance.now() - began);
  }
  return took.slice(10).sort((a, b) => a - b)[25];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A model from the click on. ``first_s``: some of the building is in the canvas; ``whole_s``: all of it.

    ``buffers_mb``: what lies beside the script heap; ``colour_ms``: script of colouring from the panel on.
    """

    first_s: float
    whole_s: float
    heap_mb: float
    buffers_mb: float
    colour_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the product is, as whom to ask, and the code of the project whose page lists the models."""

    address: str
    session: str
    project: str


def open_often(site: Site, model: str, picture: Path | None = None, rounds: int = ROUNDS) -> Opened:
    """Open a model in new browsers with empty caches; return the medians."""
    every = [_open(site, model, picture) for _ in range(rounds)]
    fields = Opened.__dataclass_fields__
    return Opened(**{name: statistics.median(getattr(one, name) for one in every) for name in fields})


def recolour_ms(site: Site, count: int) -> float:
    """Return the median of rewriting the looks of so many elements, in the page of the site."""
    with opened_browser() as browser:
        page = new_page(browser, site)
        page.goto(f"{site.address}/accounts/")
        return float(page.evaluate(RECOLOUR, count))


def _open(site: Site, model: str, picture: Path | None) -> Opened:
    with opened_browser() as browser:
        page = new_page(browser, site)
        page.goto(f"{site.address}/projects/{site.project}/")
        page.evaluate(TWO_FRAMES)
        page.wait_for_timeout(SETTLED_MS)
        page.add_init_script(WATCH)
        link = page.locator(f'a[href="/twin/{model}/"]').first
        link.scroll_into_view_if_needed()
        clicked = float(page.evaluate("performance.timeOrigin + performance.now()"))
        link.click(no_wait_after=True)
        page.wait_for_selector("body[data-watched]", state="attached", timeout=PATIENCE_MS)
        watched = page.evaluate("window.watched")
        talk = page.context.new_cdp_session(page)
        heap, buffers = _held(talk)
        if picture:
            page.screenshot(path=picture)
        return Opened(
            first_s=(watched["first"] - clicked) / 1000, whole_s=(watched["whole"] - clicked) / 1000,
            heap_mb=heap, buffers_mb=buffers, colour_ms=_colour(page, talk),
        )  # fmt: skip


def _held(talk: CDPSession) -> tuple[float, float]:
    """Return the script heap and the buffers beside it after a collection, MB."""
    for _ in range(2):
        talk.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = talk.send("Runtime.getHeapUsage")
    return used["usedSize"] / 1e6, used.get("backingStorageSize", 0) / 1e6


def _colour(page: Page, talk: CDPSession) -> float:
    """Colour all elements by class from the panel; return the milliseconds of script until they are drawn."""
    talk.send("Performance.enable")
    page.evaluate("document.querySelector('#left-tabs #tab-colour').click()")
    page.wait_for_timeout(SETTLED_MS)
    before = _script_ms(talk)
    page.evaluate("document.querySelector('[data-key=by-class]').click()")
    page.evaluate(TWO_FRAMES)
    return _script_ms(talk) - before


def _script_ms(talk: CDPSession) -> float:
    found: dict[str, Any] = talk.send("Performance.getMetrics")
    return 1000 * next(float(one["value"]) for one in found["metrics"] if one["name"] == "ScriptDuration")


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Start a browser that draws without a graphics card."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=[*SWITCHES, "--ignore-gpu-blocklist"]
        )
        yield browser
        browser.close()


def new_page(browser: Browser, site: Site) -> Page:
    """Return a page that is signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.address}])
    return context.new_page()
