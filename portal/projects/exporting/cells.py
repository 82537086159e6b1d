"""Text that a spreadsheet must not take for a formula. No Django."""

import re

FORMULA = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
MARKED = re.compile(r"^'+[=+\-@\t\r\n＝＋－＠]")


def guard(text: str) -> str:
    """Return text with an apostrophe before what would be a formula; ``unguard`` takes it off."""
    return f"'{text}" if FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text that ``guard`` was given."""
    return text[1:] if MARKED.match(text) else text
