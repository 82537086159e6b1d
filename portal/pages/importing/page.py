"""What the page of one import shows, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.pages.asking import reads_english
from portal.pages.importing.rows import RowLine, Said, row_line
from portal.projects.importing import remarks
from portal.projects.importing.console import as_mapped
from portal.projects.importing.fields import FIELDS
from portal.projects.importing.rows import cell_text
from portal.projects.importing.selectors import BUSY, list_rows
from portal.projects.importing.values import UNIT_NAMES
from portal.projects.models_import import ImportBatch, ImportRow

ROWS_A_PAGE = 50
SAMPLES = 3
SAMPLE_CHARS = 26
STAGES = {
    "": _("Waiting for a worker"),
    "sniff": _("Looking at what the file is"),
    "safety": _("Checking that the file is safe"),
    "layers": _("Listing sheets and layers"),
    "rows": _("Reading the rows and comparing them"),
    "saving": _("Saving the projects"),
}
OUTCOMES = {
    "create": _("New projects"),
    "update": _("Changed projects"),
    "same": _("Already the same"),
    "refused": _("Refused rows"),
    "left_out": _("Left out"),
}
MARKS = {
    "create": _("New"),
    "update": _("Changed"),
    "same": _("Same"),
    "refused": _("Refused"),
    "left_out": _("Left out"),
}
STATES = {
    "received": _("Being read"),
    "ready": _("To be checked"),
    "failed": _("Cannot be read"),
    "confirmed": _("Saved"),
    "discarded": _("Discarded"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column of the file and the field it is taken for, with the reason."""

    number: int
    name: str
    samples: str
    field: str
    sure_pct: int
    is_place: bool
    reasons: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows have one outcome."""

    outcome: str
    name: str
    rows: int


def language() -> str:
    """Return the language of the page as the sentences of an import know it."""
    return "en" if reads_english() else "zh"


def is_busy(batch: ImportBatch) -> bool:
    """Tell whether a worker has the import, or will."""
    return batch.job is not None and batch.job.state in BUSY


def stage_name(batch: ImportBatch) -> str:
    """Return what the worker is doing."""
    stage = batch.job.stage if batch.job else ""
    return str(STAGES.get(stage, stage))


def tallies(batch: ImportBatch) -> list[Tally]:
    """Return the counts in the order of outcomes."""
    return [
        Tally(outcome=code, name=str(name), rows=batch.counts.get(code, 0)) for code, name in OUTCOMES.items()
    ]


def file_remarks(batch: ImportBatch) -> list[Said]:
    """Return what concerns the file as a whole, the gravest first."""
    order = ["error", "warn", "note"]
    found = [
        Said(gravity=str(one.severity), sentence=remarks.say(one, language()), place="")
        for one in remarks.load(batch.remarks)
    ]
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one.gravity))


def columns(batch: ImportBatch) -> list[ColumnLine]:
    """Return the mapping, column by column."""
    first = list(batch.rows.order_by("number").values_list("values", flat=True)[:SAMPLES])
    return [_column(column, first) for column in batch.columns]


def fields() -> list[tuple[str, str]]:
    """Return the fields a column may be taken for."""
    return [(known.code, known.name(language())) for known in FIELDS]


def units() -> list[tuple[str, str]]:
    """Return the units of money."""
    at = 1 if reads_english() else 0
    return [(code, names[at]) for code, names in UNIT_NAMES.items()]


def rows(*, actor: Actor, batch: ImportBatch, outcome: str, number: str) -> Page[ImportRow]:
    """Return one page of rows of an outcome."""
    wanted = outcome if outcome in ImportRow.Outcome.values else ""
    found = list_rows(actor=actor, batch=batch, outcome=wanted).defer("native_wkb")
    return Paginator(found, ROWS_A_PAGE).get_page(number)


def row_lines(page: Iterable[ImportRow]) -> list[RowLine]:
    """Return rows as the table shows them."""
    return [row_line(one, language()) for one in page]


def _column(column: dict[str, Any], first: list[list[Any]]) -> ColumnLine:
    mapped = as_mapped(column)
    at = 1 if reads_english() else 0
    texts = [cell_text(values[mapped.number - 1]) for values in first if mapped.number <= len(values)]
    unit = UNIT_NAMES[mapped.unit][at] if mapped.unit in UNIT_NAMES else ""
    return ColumnLine(
        number=mapped.number, name=mapped.column, field=mapped.field, unit=unit,
        samples=" · ".join(text[:SAMPLE_CHARS] for text in texts if text),
        sure_pct=round(mapped.confidence * 100), is_place=mapped.is_place, reasons=mapped.reasons(language()),
    )  # fmt: skip
