"""What the header should say: who wrote the file, when, and with which program."""

from collections.abc import Iterator

from bim.checks.finding import Finding, once
from bim.files.opening import Opened

WANTED = (("author", "header_author_missing"), ("time_stamp", "header_time_missing"),
          ("system", "header_program_missing"))  # fmt: skip
EMPTY_WORDS = frozenset({"", "$", "none", "unknown", "nil", "n/a", "''"})


def check_header(opened: Opened) -> Iterator[Finding]:
    """Yield what the header leaves out, and what had to be changed before the file could be read."""
    for name, code in WANTED:
        if opened.header.get(name, "").strip().lower() in EMPTY_WORDS:
            yield once(code)
    if opened.rewritten:
        yield once("label_rewritten", label=opened.label, schema=opened.schema)
    if opened.lost:
        yield once("instances_lost", count=opened.lost)
