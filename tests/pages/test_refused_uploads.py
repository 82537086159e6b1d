"""A file that comes with a refused form is not kept: no row of it stands there for nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.core.models import StoredFile
from tests.approvals.conftest import boundary, browser, people, project, ready  # noqa: F401  fixtures
from tests.approvals.test_page import HTMX


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("批复.pdf", b"%PDF-1.7 refused")


@pytest.fixture
def stored(people, project, ready):  # noqa: F811
    """A document under preparation, and the files kept before."""
    document = ready("A3", "preparing")
    return document, set(StoredFile.objects.values_list("pk", flat=True))


def kept() -> set[object]:
    return set(StoredFile.objects.values_list("pk", flat=True))


def test_content_refused_for_its_version_keeps_no_scan(browser, people, project, stored):  # noqa: F811
    document, before = stored
    address = f"/projects/{project.code}/land/documents/{document.pk}/content/"
    given = {"version": document.version + 1, "number": "A3-1", "file": scan()}
    assert "您看到的是第" in browser(people.head).post(address, given, **HTMX).content.decode()
    assert kept() == before
    browser(people.head).post(address, given | {"version": document.version, "file": scan()}, **HTMX)
    assert len(kept() - before) == 1


def test_an_approval_that_is_refused_keeps_no_scan(browser, people, project, stored):  # noqa: F811
    _document, before = stored
    given = {"kind": "A2", "number": "预-1", "authority": "局", "issued_on": "2026-03-01"}
    address = f"/projects/{project.code}/approvals/"
    refused = browser(people.head).post(address, given | {"valid_to": "2026-02-01", "file": scan()})
    assert refused.status_code in {409, 422} and kept() == before
    assert browser(people.head).post(address, given | {"file": scan()}).status_code == 302
    assert len(kept() - before) == 1
