"""Records of supervision as CSV in the reader's language."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from portal.capture import names
from portal.capture.models import SiteEntry
from portal.pages import words
from portal.pages.schedule_table import BOM
from portal.projects.exporting.cells import guard


def csv_of(entries: Iterable[SiteEntry]) -> str:
    """Return records as a table, with the mark that lets spreadsheets see UTF-8. Places in EPSG:4326."""
    sink = io.StringIO()
    sink.write(BOM)
    writer = csv.writer(sink)
    writer.writerow(_head())
    for entry in entries:
        writer.writerow(guard(cell) if isinstance(cell, str) else cell for cell in _cells(entry))
    return sink.getvalue()


def _head() -> list[str]:
    return [
        gettext("Kind of supervision"), gettext("Task"), gettext("Name"), gettext("Section"),
        gettext("State"), gettext("What was written"), gettext("Captured"), gettext("Received"),
        gettext("Written by"),
        gettext("Longitude"), gettext("Latitude"), gettext("Photos on file"),
        gettext("Photos still to come"), gettext("Photo addresses"),
    ]  # fmt: skip


def _cells(entry: SiteEntry) -> list[Any]:
    place, came = entry.place, {photo.file.sha256 for photo in entry.photos.all()}
    here = [one["sha256"] for one in entry.promised if one["sha256"] in came]
    return [
        names.word(names.SUPERVISIONS, entry.supervision), entry.task_key, entry.task_name,
        words.name_of(entry.feature), names.word(names.STATES, entry.state) if entry.state else "",
        entry.note, _moment(entry.captured_at), _moment(entry.received_at), entry.by_name,
        f"{place.x:.6f}" if place else "", f"{place.y:.6f}" if place else "", len(here),
        len(entry.promised) - len(here),
        " ".join(reverse("api:site-photo", args=[entry.pk, sha256]) for sha256 in here),
    ]  # fmt: skip


def _moment(at: Any) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}"
