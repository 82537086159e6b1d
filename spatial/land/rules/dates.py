"""L08, L09, L15, L17: what came first, what has run out, what was given back."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from spatial.land.chain import ORDER, RELIED_ON_BY, alert_step, without_basis
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts, Document, TemporaryLand
from spatial.land.rules.finding import ALERT, ERROR, WARN, Finding


def months_later(day: date, months: int) -> date:
    """Return the same day some months on, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _years(book: Book, code: str) -> int:
    return round(book.number(code) * 12)


def order_holds(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L08: documents follow each other and what they rest upon, and work begins with the permit, unless it
    began early by leave.

    With allocated land the planning permit may come before the allocation (城乡规划法 37): A5 and A6 are then
    not compared.
    """
    before: Document | None = None
    for kind in ORDER:
        document = case.first(kind)
        if document is None:
            continue
        allocated = case.path.supply == "allocation"
        exempt = allocated and before is not None and {before.kind, kind} == {"A5", "A6"}
        if before is not None and document.issued_on < before.issued_on and not exempt:
            yield book.finding(
                "L08", "out_of_order", ERROR, subject=kind,
                facts={
                    "earlier": before.kind, "earlier_on": before.issued_on.isoformat(),
                    "later": kind, "later_on": document.issued_on.isoformat(),
                },
            )  # fmt: skip
        if before is None or document.issued_on > before.issued_on:
            before = document
    yield from _bases(case, book)
    yield from _start(case, book)


def _bases(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """A document is not granted without the one it rests upon."""
    held = {document.kind for document in case.documents}
    for missing, upon in without_basis(held, path=case.path, waived=case.waived).items():
        yield book.finding("L08", "basis_missing", ERROR, subject=missing, facts={"upon": list(upon)})


def _start(case: CaseFacts, book: Book) -> Iterator[Finding]:
    start, permit = case.actual_start, case.first("A8")
    if start is None or start > case.on or _by_leave(case, start):
        return
    if permit is None:
        yield book.finding("L08", "started_without_permit", ERROR, subject="A8",
                           facts={"start": start.isoformat()})  # fmt: skip
    elif start < permit.issued_on:
        yield book.finding(
            "L08", "started_before_permit", ERROR, subject="A8",
            facts={"start": start.isoformat(), "permit_on": permit.issued_on.isoformat(),
                   "days": (permit.issued_on - start).days},
        )  # fmt: skip


def _by_leave(case: CaseFacts, day: date) -> bool:
    return case.early_start_on is not None and case.early_start_on <= day


def validity_holds(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L09: a document was valid on the day it was relied upon; one still needed warns before it runs out."""
    for kind in RELIED_ON_BY:
        document = case.latest(kind)
        if document is not None and (last := _last_day(document, book)) is not None:
            yield from _relied_upon(case, document, last, book)
    yield from _start_window(case, book)
    for land in case.temporary:
        if land.returned_on is None:
            last = temporary_end(land, book)
            yield from _running_out(case, "A12", land.key, last, book)


def _last_day(document: Document, book: Book) -> date | None:
    if document.valid_to is None and document.kind == "A2":
        return months_later(document.issued_on, _years(book, "land_siting_valid_years"))
    return document.valid_to


def _relied_upon(case: CaseFacts, document: Document, last: date, book: Book) -> Iterator[Finding]:
    later = [found for kind in RELIED_ON_BY[document.kind] if (found := case.first(kind)) is not None]
    for one in later:
        if one.issued_on > last:
            yield book.finding(
                "L09", "relied_on_expired", ERROR, subject=document.kind,
                facts={"number": document.number, "valid_to": last.isoformat(), "by": one.kind,
                       "on": one.issued_on.isoformat(), "days": (one.issued_on - last).days},
            )  # fmt: skip
    needed = len(later) < len(RELIED_ON_BY[document.kind]) and case.actual_start is None
    if needed and not document.superseded:
        yield from _running_out(case, document.kind, document.number, last, book)


def _running_out(case: CaseFacts, kind: str, number: str, last: date, book: Book) -> Iterator[Finding]:
    left = (last - case.on).days
    facts = {"number": number, "valid_to": last.isoformat(), "days": abs(left)}
    if left < 0:
        yield book.finding("L09", "expired", ERROR, subject=kind, facts=facts)
        return
    steps = [round(book.number(f"land_alert_{name}_days")) for name in ("first", "second", "last")]
    if (step := alert_step(days_left=left, steps=steps)) is not None:
        yield book.finding("L09", "expiring", WARN, subject=kind, facts={**facts, "step": step})


def _start_window(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """Work begins within three months of the permit, or the permit has been extended (建筑法 9)."""
    permit = case.latest("A8")
    if permit is None:
        return
    last = permit.valid_to or months_later(permit.issued_on, round(book.number("start_window_months")))
    if case.actual_start is None:
        yield from _running_out(case, "A8", permit.number, last, book)
    elif case.actual_start > last:
        yield book.finding(
            "L09", "started_after_window", ERROR, subject="A8",
            facts={"number": permit.number, "valid_to": last.isoformat(),
                   "start": case.actual_start.isoformat(), "days": (case.actual_start - last).days},
        )  # fmt: skip


def temporary_end(land: TemporaryLand, book: Book) -> date:
    """Return the last day of a temporary use: as printed, but at most two years (four for long works)."""
    longest = _longest(land, book)
    return min(land.ends_on, longest) if land.ends_on else longest


def _longest(land: TemporaryLand, book: Book) -> date:
    code = "land_temporary_long_years" if land.long else "land_temporary_years"
    return months_later(land.first_on or land.approved_on, _years(book, code))


def granted_too_long(land: TemporaryLand, book: Book) -> Finding | None:
    """Return what stands against a last day beyond the term the law allows; ``None`` for one within it."""
    longest = _longest(land, book)
    if land.ends_on is None or land.ends_on <= longest:
        return None
    return book.finding(
        "L15", "granted_too_long", ERROR, subject=land.key,
        facts={"end": land.ends_on.isoformat(), "longest": longest.isoformat(),
               "since": (land.first_on or land.approved_on).isoformat()},
    )  # fmt: skip


def temporary_land_is_given_back(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L15: temporary land is given for no longer than the law allows, returned at its end and reclaimed
    within a year after.
    """
    for land in case.temporary:
        if (beyond := granted_too_long(land, book)) is not None:
            yield beyond
        end = temporary_end(land, book)
        due = months_later(end, _years(book, "land_reclaim_years"))
        if (land.returned_on or case.on) > end:
            facts = {"end": end.isoformat(), "days": ((land.returned_on or case.on) - end).days}
            code = "not_returned" if land.returned_on is None else "returned_late"
            yield book.finding("L15", code, WARN, subject=land.key, facts=facts)
        if (land.reclaimed_on or case.on) > due:
            facts = {"due": due.isoformat(), "days": ((land.reclaimed_on or case.on) - due).days}
            code = "not_reclaimed" if land.reclaimed_on is None else "reclaimed_late"
            yield book.finding("L15", code, WARN, subject=land.key, facts=facts)


def no_trace_before_permit(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L17: photos and progress reports dated before the permit are a sign of building without one."""
    permit = case.first("A8")
    early = [
        trace for trace in case.traces
        if (permit is None or trace.on < permit.issued_on) and not _by_leave(case, trace.on)
    ]  # fmt: skip
    for trace in early:
        gap = (permit.issued_on - trace.on) if permit else timedelta(0)
        code = "trace_before_permit" if permit else "trace_without_permit"
        yield book.finding(
            "L17", code, ALERT, subject=trace.reference,
            geometry=trace.geometry,
            facts={"what": trace.what, "on": trace.on.isoformat(), "days": gap.days,
                   "permit_on": permit.issued_on.isoformat() if permit else ""},
        )  # fmt: skip
