"""The Chinese catalogue and what it must hold: every sentence of code and templates.

Needs Babel, a development tool; the product reads only the compiled ``django.mo`` beside it.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOTS = ("portal", "spatial", "bim", "api")
FOLDER = settings.BASE_DIR / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*(?:[:!][^{}]*)?\}")
HEADING = "Gongtu in Chinese. Renew with: python manage.py catalogue"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def gathered() -> Catalog:
    """Return every sentence that code and templates hand to gettext, with the files that do."""
    found = _empty()
    for path in _sources():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for _line, message, _comments, context in _read(path):
            found.add(message, locations=[(name, 0)], context=context)
    return found


def kept() -> Catalog:
    """Return the catalogue as it stands in the repository."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def renew(words: dict[str, str] | None = None) -> Catalog:
    """Write the catalogue anew and compile it; what is new is taken from ``words``, else left empty.

    What nobody says any more goes; what is translated stays as it is.
    """
    old, new, given = kept(), gathered(), words or {}
    for message in new:
        before = old.get(message.id, message.context)
        if message.id:
            message.string = _known(before) or _worded(message, given)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, new, width=0, sort_by_file=True, include_lineno=False)
    MO.write_bytes(compiled(kept()))
    return new


def _known(before: Message | None) -> str | tuple[str, ...]:
    """Return what the catalogue says already; nothing where one form of a plural is empty."""
    said = (before.string if before else "") or ""
    if isinstance(said, str):
        return said
    return tuple(said) if all(said) else ""


def _worded(message: Message, given: dict[str, str]) -> str | tuple[str, ...]:
    """Return what the list says; Chinese has one form for every number."""
    said = given.get(_name(message), "")
    return (said,) if isinstance(message.id, tuple) else said


def listed(path: Path) -> dict[str, str]:
    """Return what a translator's list says: a line a sentence, English, a tab, Chinese."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {english: chinese for english, tab, chinese in (line.partition("\t") for line in lines) if tab}


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes that ``django.mo`` holds; the same catalogue always gives the same bytes."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the sentences without Chinese, or with a guess that nobody has looked at."""
    return [_name(m) for m in catalogue if m.id and (m.fuzzy or not all(_forms(m.string)))]


def mismatched(catalogue: Catalog) -> list[str]:
    """Return the sentences whose Chinese does not name the same facts."""
    told = [(m, text) for m in catalogue if m.id for text in _forms(m.string) if text]
    return [_name(message) for message, text in told if _differs(message, text)]


def _differs(message: Message, chinese: str) -> bool:
    english = _forms(message.id)[-1]
    return sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(chinese))


def _forms(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, list | tuple) else [str(text or "")]


def _name(message: Message) -> str:
    return _forms(message.id)[0]


def _empty() -> Catalog:
    return Catalog(
        locale="zh_Hans", project="Gongtu", version="1", fuzzy=False,
        creation_date=BEGUN, revision_date=BEGUN, header_comment=f"# {HEADING}",
        msgid_bugs_address="-", last_translator="Gongtu", language_team="zh_Hans",
    )  # fmt: skip


def _sources() -> Iterator[Path]:
    for root in ROOTS:
        for path in sorted((settings.BASE_DIR / root).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def _read(path: Path) -> Iterator[tuple]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
