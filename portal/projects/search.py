"""Find a project by name, pinyin, initials, code, unit or place."""

import unicodedata
from collections.abc import Iterable

from django.db.models import Q
from pypinyin import Style, lazy_pinyin

MAX_WORDS = 6


def search_text(*, name: str, name_en: str = "", others: Iterable[str] = ()) -> str:
    """Return what a project is found by: names, full pinyin, initials, and other words such as codes
    and the unit.
    """
    full = "".join(lazy_pinyin(name))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return plain(" ".join(part for part in (name, full, initials, name_en, *others) if part))


def plain(text: str) -> str:
    """Return text as it is compared: compatibility forms folded (full-width to half-width), lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def matches(text: str) -> Q:
    """Return the filter of projects that hold every word of the text."""
    rows = Q()
    for word in plain(text).split()[:MAX_WORDS]:
        rows &= Q(search_text__contains=word)
    return rows
