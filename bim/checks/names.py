"""Names that lost their letters on the way: written in one code page, read in another, or cut to marks."""

import re
from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about, once
from bim.files.opening import Opened
from bim.files.texts import mended

DAMAGED = re.compile(
    "\ufffd|[\x80-\x9f]|\\?{3,}|锟斤拷|烫烫烫|屯屯屯"
    "|[\u00c3\u00c2][\u0080-\u00bf]|[\u00e4-\u00e9][\u0080-\u00bf\u0152-\u2122]{2}"
)
"""Replacement marks, control letters, rows of question marks, and UTF-8 or GBK read as Latin."""


def check_names(opened: Opened) -> Iterator[Finding]:
    """Yield that names came in a code page of their own, and those that stay unreadable."""
    page = opened.raw or opened.code_page
    if page:
        yield once("names_in_code_page", page=page)
    roots = opened.file.by_type("IfcRoot") if opened.escapes else ()
    odd = [one for one in roots if _damaged(one, opened.code_page)]
    if odd:
        yield from about("names_damaged", odd, example=str(odd[0].Name or odd[0].Description)[:80])


def _damaged(root: Any, page: str) -> bool:
    texts = [str(text) for text in (root[2], root[3]) if text]  # Name and Description, in every schema
    return any(DAMAGED.search(mended(text, page)) for text in texts)
