"""From the settings form of an import to answers: what only repeats what was found is no answer."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from portal.pages.importing.settings import read_layer
from portal.projects.importing.fields import BY_CODE
from portal.projects.models_import import ImportBatch

WORDS = ("layer", "encoding", "unit")
TICKS = ("repair", "place_by_region")
LARGEST = 999_999


def answers_posted(batch: ImportBatch, form: QueryDict) -> dict[str, Any]:
    """Return the answers, as ``answers_from`` reads them."""
    answers: dict[str, Any] = {name: form.get(name, "").strip() for name in WORDS}
    answers |= {name: name in form for name in TICKS}
    answers |= _system(form)
    answers["header_row"] = _header_row(batch, form)
    same_layer = answers["layer"] == batch.answers.get("layer", "")
    answers["columns"] = _columns(batch, form) if same_layer else {}
    given = {code: form.get(f"value-{code}", "").strip() for code in BY_CODE}
    answers["values"] = {code: text for code, text in given.items() if text}
    answers["separate"] = sorted(set(_numbers(form.getlist("separate"))))
    return answers


def _system(form: QueryDict) -> dict[str, Any]:
    """Read the coordinate system: typed, or picked from the list, where ``s`` means swapped axes."""
    picked = form.get("system", "").strip()
    typed = _number(form.get("srid", ""))
    return {
        "srid": typed or _number(picked.removesuffix("s")),
        "swap_axes": "swap_axes" in form or (not typed and picked.endswith("s")),
    }


def _header_row(batch: ImportBatch, form: QueryDict) -> int:
    given, found = _number(form.get("header_row", "")), read_layer(batch).get("header_row", 0)
    return given if given != found or batch.answers.get("header_row") else 0


def _columns(batch: ImportBatch, form: QueryDict) -> dict[str, str]:
    settled = dict(batch.answers.get("columns", {}))
    for column in batch.columns:
        given = form.get(f"column-{column['number']}")
        if given is not None and given != column["field"]:
            settled[column["column"]] = given
    return settled


def _numbers(texts: Iterable[str]) -> list[int]:
    return [number for number in map(_number, texts) if number]


def _number(text: str) -> int:
    """Return a whole number that can be an answer, 0 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and int(text) <= LARGEST else 0
