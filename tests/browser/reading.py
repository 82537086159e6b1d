"""What a person sees on the map page, read from the page itself."""

import re
from urllib.parse import parse_qs, urlsplit

import mapbox_vector_tile
from playwright.sync_api import Page, Request, Response

IDLE_MS = 60_000
# The page waits for a pause in typing before it asks, and for a pause in moving before it writes the address.
TYPING_MS, ADDRESS_MS = 450, 350
LOCAL = ("data:", "blob:")


class Watch:
    """Everything on a page that must not happen: complaints, failed answers, requests to another host."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.found: list[str] = []
        page.on("console", lambda message: message.type in {"error", "warning"} and self._note(message.text))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("request", self._request)
        page.on("response", self._response)

    def _note(self, text: str) -> None:
        self.found.append(text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", *LOCAL)):
            self._note(f"foreign request: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status} {response.url}")

    def check(self) -> None:
        """Fail with everything that was found."""
        assert self.found == [], self.found


class Tiles:
    """The tiles of projects a page was given, as the map draws them: counts by cluster."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[Response] = []
        page.on("response", lambda answer: "/tiles/projects/" in answer.url and self.answers.append(answer))

    def projects_drawn(self) -> int:
        """Return the sum over the clusters of the last filter, at the map's zoom."""
        last = [answer for answer in self.answers if _question(answer) == _question(self.answers[-1])]
        zoom = max(_zoom(answer) for answer in last)
        drawn = [answer for answer in last if _zoom(answer) == zoom and answer.status == 200]
        return sum(map(_count, {answer.url: answer.body() for answer in drawn}.values()))

    def question(self) -> dict[str, list[str]]:
        """Return the filter in the address of the last tile."""
        return parse_qs(_question(self.answers[-1]))


def _question(answer: Response) -> str:
    return urlsplit(answer.url).query


def _zoom(answer: Response) -> int:
    return int(urlsplit(answer.url).path.split("/")[3])


def _count(body: bytes) -> int:
    layer = mapbox_vector_tile.decode(body).get("projects", {"features": []})
    return sum(int(feature["properties"].get("count", 1)) for feature in layer["features"])


def wait_idle(page: Page) -> None:
    """Wait until the first view is drawn and the network is quiet."""
    page.wait_for_selector("body[data-map-idle]", state="attached", timeout=IDLE_MS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until what was asked is answered and shown."""
    page.wait_for_timeout(TYPING_MS)
    for part in ("body[data-map=idle]", "#totals[aria-busy=false]", "#list[aria-busy=false]"):
        page.wait_for_selector(part, state="attached", timeout=IDLE_MS)
    page.wait_for_timeout(ADDRESS_MS)


def figure(page: Page, name: str) -> str:
    """Return one of the four figures, with its unit."""
    return page.locator(f"[data-figure={name}]").inner_text().strip()


def projects(page: Page) -> int:
    """Return the number of projects the totals say."""
    return int(figure(page, "projects").replace(",", ""))


def listed(page: Page) -> int:
    """Return the number of projects the list says it is a list of."""
    said = page.locator(".list-foot .hint span").first.inner_text()
    return int(re.findall(r"[\d,]+", said)[-1].replace(",", ""))


def path(page: Page) -> list[str]:
    """Return the region path, from the province down."""
    return page.locator("#path button").all_inner_texts()


def hash_of(page: Page) -> dict[str, str]:
    """Return the view as the address says it."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).fragment).items()}


def focus(page: Page) -> str:
    """Return the id, key or text of what has the keyboard."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.dataset.key || ''"))
