"""L10, L11: the same body and the same project on every document."""

from collections.abc import Iterator

from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts
from spatial.land.rules.finding import ERROR, INFO, WARN, Finding


def _plain(code: str) -> str:
    return code.strip().upper()


def holders(case: CaseFacts) -> frozenset[str]:
    """Return the codes that stand for the owner: its own and those it succeeded, over any number of steps."""
    known = {_plain(case.owner_uscc)}
    pairs = [(_plain(former), _plain(present)) for former, present in case.succession]
    while found := {former for former, present in pairs if present in known} - known:
        known |= found
    return frozenset(known)


def holder_is_one(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L10: applicant and owner are one body by its code, or the succession is recorded."""
    if not case.owner_uscc:
        return
    known = holders(case)
    silent = [document.kind for document in case.documents if not document.applicant_uscc]
    if silent:
        yield book.finding("L10", "applicant_unknown", INFO, facts={"documents": silent})
    for document in case.documents:
        if document.applicant_uscc and _plain(document.applicant_uscc) not in known:
            yield book.finding(
                "L10", "other_applicant", WARN, subject=document.kind,
                facts={"number": document.number, "applicant": document.applicant_uscc,
                       "owner": case.owner_uscc},
            )  # fmt: skip


def project_code_is_one(case: CaseFacts, book: Book) -> Iterator[Finding]:
    """L11: the national project code is the same on every document that prints one."""
    if not case.project_code:
        return
    for document in case.documents:
        if document.project_code and _plain(document.project_code) != _plain(case.project_code):
            yield book.finding(
                "L11", "other_project", ERROR, subject=document.kind,
                facts={"number": document.number, "printed": document.project_code,
                       "project": case.project_code},
            )  # fmt: skip
