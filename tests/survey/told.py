"""The page docs/survey-defects.md: every code of the reader, how grave it is, its sentence in two languages.

Renew it with ``python -m tests.survey.told > docs/survey-defects.md``.
"""

import sys

from spatial.survey.sentences import PLACE, READING, RINGS, SYSTEM
from spatial.survey.sentences_kinds import KINDS
from spatial.survey.sentences_rings import NEIGHBOURS, STATED

HEAD = """# What is said of a survey

Every code that reading a boundary can answer, as people and programs see it (`code` of a defect in the API,
in `manage.py check_land --json`, in the list beside the map). `error`: nothing is saved; `warn`: a person
should look; `note`: how it was read. What stands in braces is filled in with the facts of the case. Each is
said by a file in `tests/survey`. This page is written from the sentences (`python -m tests.survey.told`) and
compared with them.
"""
PARTS = {
    "Files that hold no survey": KINDS,
    "Reading": READING,
    "Where the numbers stand": SYSTEM,
    "On the map": PLACE,
    "Rings and points": RINGS,
    "Neighbours": NEIGHBOURS,
    "What the file states of itself": STATED,
}


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for title, entries in PARTS.items():
        rows = [f"| `{code}` | {told[0]} | {told[1]} | {told[2]} |" for code, told in entries.items()]
        head = [f"## {title}\n", "| code | | 中文 | English |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*head, *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
