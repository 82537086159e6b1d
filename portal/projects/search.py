"""Find a project by name, pinyin, initials, code, unit or place."""

import unicodedata
from collections.abc import Iterable

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.lookups import Contains
from pypinyin import Style, lazy_pinyin

from portal.projects import codes

MAX_WORDS = 6
PUBLISHED = Func(
    F("search_text"), Value("\n"), Value(1), function="split_part", output_field=TextField()
)
"""The first line of ``search_text``."""


def search_text(
    *, name: str, name_en: str = "", others: Iterable[str] = (), inside: Iterable[str] = ()
) -> str:
    """Return what a project is found by: names, full pinyin, initials, and other words such as codes
    and the unit. ``inside``: words the public does not find it by, for they are not published.
    """
    full = "".join(lazy_pinyin(name))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return f"{_line(name, full, initials, name_en, *others)}\n{_line(*inside)}".rstrip("\n")


def plain(text: str) -> str:
    """Return text as it is compared: compatibility forms folded (full-width to half-width), lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def matches(text: str, *, public: bool) -> Q:
    """Return the filter of projects that hold every word of the text, for the public in what is published.

    The whole text has the index, so it is asked in either case. The credit code of a unit finds what the unit
    owns; it is not published.
    """
    unit = codes.check_uscc(text).canonical
    if unit and not public:
        return Q(owner__uscc=unit)
    rows = Q()
    for word in plain(codes.canonical(text)).split()[:MAX_WORDS]:
        rows &= Q(search_text__contains=word)
        if public:
            rows &= Q(Contains(PUBLISHED, word))
    return rows


def _line(*parts: str) -> str:
    return " ".join(plain(" ".join(part for part in parts if part)).split())
