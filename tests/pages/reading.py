"""Read a page as a person does: its words, without scripts and without what is marked as another language."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr", "source", "path", "rect", "circle", "use", "line"}
SPOKEN = ("title", "aria-label", "alt", "placeholder")
ENGLISH = re.compile(r"[A-Za-z][a-z]+(?:[ ,]+[A-Za-z][a-z]+)+")
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+")
PROPER = re.compile(r"Apache|GeoJSON|CGCS2000|SHA-256|EPSG|publishing planner")


class _Words(HTMLParser):
    def __init__(self, foreign: str) -> None:
        super().__init__()
        self.foreign, self.hidden, self.open, self.found = foreign, 0, [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        closed = tag in {"script", "style"} or (given.get("lang") or "").startswith(self.foreign)
        if tag not in VOID:
            self.open.append((tag, closed))
            self.hidden += closed
        if not self.hidden and not closed:
            self.found += [given[name] for name in SPOKEN if given.get(name)]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.open:
            name, closed = self.open.pop()
            self.hidden -= closed
            if name == tag:
                return

    def handle_data(self, data):
        if not self.hidden and data.strip():
            self.found.append(" ".join(data.split()))


def words_of(page: str, *, without: str) -> list[str]:
    """Return the texts of a page, leaving out what it marks as the language ``without`` (``en``, ``zh``)."""
    reader = _Words(without)
    reader.feed(page)
    return reader.found


def english_in(page: str) -> list[str]:
    """Return what reads as English on a Chinese page."""
    texts = words_of(page, without="en")
    return [text for text in texts if ENGLISH.search(PROPER.sub("", text)) and not CHINESE.search(text)]


def chinese_in(page: str) -> list[str]:
    """Return what is Chinese on an English page."""
    return [text for text in words_of(page, without="zh") if CHINESE.search(text)]
