"""The cross-check report as XLSX: parcels, points, defects, findings."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from portal.pages.surveying import page as shown
from portal.pages.surveying.report import fingerprint, points_of
from portal.surveying.models import SurveyBatch
from spatial.survey.answer import SurveyReading

MAX_CELL = 32_767
WIDTH = 18
PLAIN = re.compile(r"-?\d{1,12}(\.\d{0,12})?", re.A)


def report_workbook(*, batch: SurveyBatch, reading: SurveyReading) -> io.BytesIO:
    """Return the workbook, at its beginning."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    found = shown.content(batch)
    _sheet(book, _("Parcels"), _parcel_head(), (_parcel(one) for one in found["parcels"]))
    head = (_("Parcel"), _("Ring"), _("Point"), _("North / latitude"), _("East / longitude"))
    _sheet(book, _("Boundary points"), head, (_point(one) for one in points_of(reading)))
    head = (_("Severity"), _("Code"), _("Where"), _("What is wrong"), _("Repair on offer"))
    _sheet(book, _("Defects"), head, (
        (one.severity_name, one.mark, one.title, one.sentence, one.repair) for one in found["defects"]
    ))  # fmt: skip
    head = (_("Severity"), _("Rule"), _("Subject"), _("Finding"), _("Legal basis"))
    _sheet(book, _("Findings"), head, (
        (one.severity_name, one.mark, one.title, one.sentence, one.basis) for one in found["findings"]
    ))  # fmt: skip
    _sheet(book, _("Origin"), (_("What"), _("Value")), _origin(batch, reading, found["crs_name"]))
    book.close()
    file.seek(0)
    return file


def _parcel_head() -> Sequence[str]:
    return (
        _("No."), _("Parcel"), _("Points"), _("Rings"), _("Stated (m²)"), _("Plane (m²)"),
        _("Ellipsoid (m²)"), _("Difference (m²)"), _("Verdict"),
    )  # fmt: skip


def _parcel(one: shown.ParcelLine) -> Sequence[Any]:
    return (
        one.number, one.name, one.points, one.rings, one.stated_sqm, one.plane_sqm, one.ellipsoid_sqm,
        one.difference_sqm, one.verdict,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A number to calculate with, shown with as many decimals as it is written with."""

    value: float
    decimals: int


def _point(one: dict[str, Any]) -> Sequence[Any]:
    return one["parcel"], one["ring"], one["label"], _coordinate(one["north"]), _coordinate(one["east"])


def _coordinate(text: str) -> Coordinate | str:
    """Return a coordinate as a number; as its text where it is written otherwise than in plain digits."""
    plain = text.strip()
    if not PLAIN.fullmatch(plain):
        return text
    return Coordinate(float(plain), len(plain.partition(".")[2]))


def _origin(batch: SurveyBatch, reading: SurveyReading, system: str) -> Iterable[Sequence[str]]:
    yield _("File"), batch.name
    yield _("SHA-256 of the file"), batch.file.sha256
    yield _("SHA-256 of the report"), fingerprint(batch)
    yield _("Coordinate system"), f"EPSG:{reading.crs.srid} {system}"
    yield _("Checked on"), batch.checked_on.isoformat() if batch.checked_on else ""


def _sheet(book: xlsxwriter.Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    exact = {n: book.add_format({"num_format": f"0.{'0' * n}".removesuffix(".")}) for n in range(13)}
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(head) - 1, WIDTH)
    for at, text in enumerate(head):
        sheet.write_string(0, at, text, bold)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, Coordinate):
                sheet.write_number(line, at, value.value, exact[value.decimals])
            elif isinstance(value, (int, float)):
                sheet.write_number(line, at, value, number if isinstance(value, float) else None)
            elif value is not None:
                sheet.write_string(line, at, str(value)[:MAX_CELL])
