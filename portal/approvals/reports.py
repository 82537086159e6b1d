"""The cross-check report of a document: as it was signed, or as it stands before a grant."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.approvals import granting
from portal.approvals.faults import CheckOutdated
from portal.approvals.models import LandDocument
from portal.core.errors import Conflict, NotFound
from portal.core.files import open_file
from portal.core.models import StoredFile
from spatial.land.rules.finding import Finding


class NothingChecked(Conflict):
    """No check, no report."""

    message = _("{kind} was not cross-checked here: there is no report to open.")


class ReportNotFound(NotFound):
    """No report of this document has that hash."""

    message = _("This document has no report {sha256}.")


class ReportBroken(Conflict):
    """The bytes in the store are no longer those that were signed."""

    message = _("The stored report {sha256} is damaged: its content has the hash {found}. Tell the operator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What a report says. ``body``: as kept, dates as text. ``sha256``: of the bytes kept under it.

    ``final``: it is what was signed at the grant. Otherwise ``sha256`` is that of the latest check, and
    ``stale`` tells that document or ground were changed since.
    """

    document: LandDocument
    body: Mapping[str, Any]
    sha256: str
    final: bool
    stale: bool


def document_report(document: LandDocument) -> DocumentReport:
    """Return the report of a document its reader was shown. Raises ``NothingChecked``, ``ReportBroken``."""
    kept = document.report
    if kept is None:
        raise NothingChecked(kind=document.kind)
    body = json.loads(kept_bytes(kept))
    if is_signed(body):
        return DocumentReport(document=document, body=body, sha256=kept.sha256, final=True, stale=False)
    now = json.loads(granting.canonical(granting.signed_report(document)))
    return DocumentReport(
        document=document, body=now, sha256=kept.sha256, final=False, stale=_is_stale(document)
    )


def is_signed(body: Mapping[str, Any]) -> bool:
    """Tell whether a kept report is a signed one, not only a check."""
    return "check_sha256" in body


def kept_report(document: LandDocument, sha256: str) -> StoredFile:
    """Return the kept report of a document by its hash: the newest, or the check that it rests upon."""
    kept = document.report
    if kept is not None and kept.sha256 != sha256:
        rests_on = json.loads(kept_bytes(kept)).get("check_sha256")
        kept = StoredFile.objects.filter(sha256=sha256).first() if rests_on == sha256 else None
    if kept is None:
        raise ReportNotFound(sha256=sha256)
    return kept


def kept_bytes(file: StoredFile) -> bytes:
    """Return a kept report as it lies. Raises ``ReportBroken`` where its hash is another."""
    with open_file(file) as stream:
        content = stream.read()
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        raise ReportBroken(sha256=file.sha256, found=found)
    return content


def finding_in(row: Mapping[str, Any]) -> Finding:
    """Return a finding of a report as the rules made it, so that its sentence can be told."""
    return Finding(
        rule=row["rule"], code=row["code"], severity=row["severity"], subject=row["subject"],
        facts=row["facts"], area_sqm=row["area_sqm"], distance_m=row["distance_m"],
        geometry=row["geometry"], legal_basis=row["legal_basis"],
        effective_from=date.fromisoformat(str(row["effective_from"])[:10]),
    )  # fmt: skip


def _is_stale(document: LandDocument) -> bool:
    try:
        granting.check_fresh(document)
    except CheckOutdated:
        return True
    return False
