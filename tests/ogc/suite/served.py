"""A server as the checks see it, and the register of checks."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
PUBLISHED = "https://schemas.opengis.net/ogcapi/features/"
AS_PUBLISHED: dict[str, Any] = {
    "bbox": {"schema": {"type": "array", "items": {"type": "number"}}, "style": "form", "explode": False},
    "datetime": {"schema": {"type": "string"}, "style": "form", "explode": False},
}
"""The standard's own definitions, which a server may point to."""
GEOJSON, JSON, HTML = "application/geo+json", "application/json", "text/html"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back. ``headers``: names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip()

    def json(self) -> Any:
        assert "json" in self.media, f"{self.status} {self.media} {self.body[:300]!r}"
        return json.loads(self.body)


class Fetch(Protocol):
    """Ask for an address under the landing page, without a host."""

    def __call__(self, address: str, headers: dict[str, str]) -> Answer: ...


@dataclass(kw_only=True)
class Served:
    """One server. ``prefix``: the path of its landing page. ``collections``: those looked at.

    ``closely``: those of them that are looked at in every system and with every filter.
    """

    fetch: Fetch
    prefix: str = "/ogc"
    collections: list[str] = field(default_factory=list)
    closely: list[str] = field(default_factory=list)
    definition: Any = None

    def ask(self, path: str, accept: str = f"{GEOJSON}, {JSON};q=0.9", **query: str) -> Answer:
        words = {name.replace("_", "-"): value for name, value in query.items()}
        asked = f"?{urlencode(words)}" if words else ""
        return self.fetch(f"{self.prefix}{path}{asked}", {"Accept": accept})

    def document(self, path: str, **query: str) -> Any:
        answer = self.ask(path, JSON, **query)
        assert answer.status == 200, f"{path} {answer.status} {answer.body[:200]!r}"
        return answer.json()

    def description(self) -> Any:
        """The API definition, where the landing page says it is; read once."""
        if self.definition is None:
            self.definition = self._described()
        return self.definition

    def _described(self) -> Any:
        at = link(self.document("/"), "service-desc")
        assert at, "no service-desc"
        answer = self.follow(at["href"], at["type"])
        assert answer.status == 200, f"{at['href']} {answer.status}"
        return answer.json()

    def parameters(self, path: str) -> list[dict[str, Any]]:
        """The query parameters that the API definition lists for a path, its references followed."""
        body = self.description()
        listed = body["paths"].get(path, {}).get("get", {}).get("parameters", [])
        return [_resolved(body, one) for one in listed]

    def follow(self, href: str, accept: str = f"{GEOJSON}, {JSON};q=0.9") -> Answer:
        parts = urlsplit(href)
        return self.fetch(parts.path + (f"?{parts.query}" if parts.query else ""), {"Accept": accept})

    def items(self, name: str, **query: str) -> Any:
        answer = self.ask(f"/collections/{name}/items", **query)
        assert answer.status == 200, f"{name} {query} {answer.status} {answer.body[:300]!r}"
        return answer.json()

    def every(self, name: str, **query: str) -> list[dict[str, Any]]:
        """All features that match, page by page."""
        page = self.items(name, **({"limit": "1000"} | query))
        found = list(page["features"])
        while onward := link(page, "next"):
            answer = self.follow(onward["href"])
            assert answer.status == 200
            page = answer.json()
            found += page["features"]
        return found


def _resolved(body: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    at = one.get("$ref", "")
    if at.startswith("#"):
        return body["components"]["parameters"][at.rpartition("/")[2]]
    name = at.rpartition("/")[2].removesuffix(".yaml")
    published = AS_PUBLISHED.get(name, {}) if at.startswith(PUBLISHED) else {}
    return {"name": name, "in": "query", **published} if at else one


def link(body: dict[str, Any], rel: str, media: str = "") -> dict[str, Any] | None:
    """The first link with a relation."""
    fitting = (one for one in body["links"] if one["rel"] == rel and media in one.get("type", ""))
    return next(fitting, None)


def ids(features: list[dict[str, Any]]) -> list[str]:
    return [str(one["id"]) for one in features]


Check = Callable[[Served], None]
OfOne = Callable[[Served, str], None]
CHECKS: dict[str, Check] = {}
STANDARD: dict[str, Check] = {}
"""Those of parts 1 and 2 that ask for no more than the standards do, of whatever server."""
PARTS_1_AND_2 = ("/req/core/", "/req/geojson/", "/req/html/", "/req/oas30/", "/req/crs/")


def requirement(name: str, *, ours: bool = False) -> Callable[[Check], Check]:
    """Enter a check under the id of its requirement. ``ours``: it asks for more than the standard does."""

    def enter(check: Check) -> Check:
        assert name not in CHECKS, name
        CHECKS[name] = check
        if name.startswith(PARTS_1_AND_2) and not ours:
            STANDARD[name] = check
        return check

    return enter


def for_some(name: str, *, ours: bool = False) -> Callable[[OfOne], OfOne]:
    """Enter a check that is made of the collections looked at closely."""

    def enter(check: OfOne) -> OfOne:
        def all_of_them(served: Served) -> None:
            assert served.closely
            for one in served.closely:
                check(served, one)

        requirement(name, ours=ours)(all_of_them)
        return check

    return enter


def for_each(name: str, *, ours: bool = False) -> Callable[[OfOne], OfOne]:
    """Enter a check that is made of every collection looked at."""

    def enter(check: OfOne) -> OfOne:
        def all_of_them(served: Served) -> None:
            assert served.collections
            for one in served.collections:
                check(served, one)

        requirement(name, ours=ours)(all_of_them)
        return check

    return enter
