"""The import in the browser: upload, look, settle, confirm, take the bad rows away."""

import io

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.core.jobs import run_job
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch
from tests.imports.conftest import HEADER, line

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser(client, desk):
    client.force_login(User.objects.get(username="clerk"), SIGN_IN)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client


@pytest.fixture
def upload(browser, desk):
    """A function that uploads rows and has a worker read them."""

    def make(*rows, header=HEADER, name="项目.xlsx"):
        body = desk.workbook([header, *rows]).read_bytes()
        answer = browser.post("/imports/", {"file": SimpleUploadedFile(name, body)})
        assert answer.status_code == 302, answer.content.decode()
        batch = ImportBatch.objects.latest("created_at", "pk")
        _work(batch)
        return batch

    return make


def _work(batch: ImportBatch) -> None:
    batch.refresh_from_db()
    run_job(job_id=str(batch.job_id))
    batch.refresh_from_db()


def _page(browser, batch, query="") -> str:
    answer = browser.get(f"/imports/{batch.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_is_sent_to_sign_in_and_other_roles_are_told(client, person, db):
    assert client.get("/imports/").status_code == 302
    person("lead", name="lead")
    client.force_login(User.objects.get(username="lead"), SIGN_IN)
    assert client.get("/imports/").status_code == 403
    assert "/imports/" not in client.get("/help/").content.decode()


def test_a_list_goes_from_upload_to_the_library(browser, upload):
    batch = upload(line(), line("坏", 总投资=None, 行业="占卜"))
    page = _page(browser, batch)
    assert "占卜" in page
    assert 'name="column-1"' in page
    answer = browser.post(f"/imports/{batch.pk}/confirm/", {"version": batch.version})
    assert answer.status_code == 302
    assert Project.objects.get().name == "东江二中"
    assert Project.objects.get().code in _page(browser, batch)


def test_while_a_worker_is_at_it_the_page_shows_how_far_it_is(browser, desk):
    body = desk.workbook([HEADER, line()]).read_bytes()
    browser.post("/imports/", {"file": SimpleUploadedFile("项目.xlsx", body)})
    batch = ImportBatch.objects.get()
    assert f"/imports/{batch.pk}/progress/" in _page(browser, batch)
    assert "HX-Refresh" not in browser.get(f"/imports/{batch.pk}/progress/")
    _work(batch)
    assert browser.get(f"/imports/{batch.pk}/progress/")["HX-Refresh"] == "true"


def test_a_column_is_settled_by_hand(browser, upload):
    header = ["名目", *HEADER[1:]]
    batch = upload(line(), header=header)
    assert batch.counts["refused"] == 1
    settings = {f"column-{one['number']}": one["field"] for one in batch.columns}
    answer = browser.post(
        f"/imports/{batch.pk}/settle/", settings | {"version": batch.version, "column-1": "name"}
    )
    assert answer.status_code == 302
    _work(batch)
    assert batch.answers["columns"] == {"名目": "name"}
    assert batch.counts["create"] == 1


def test_a_namesake_is_marked_as_a_new_project(browser, upload, file_project):
    file_project(0.2, 0.2, name="东江二中", label="internal")
    batch = upload(line())
    assert 'name="separate"' in _page(browser, batch)
    settings = {f"column-{one['number']}": one["field"] for one in batch.columns}
    browser.post(f"/imports/{batch.pk}/settle/", settings | {"version": 1, "separate": "1"})
    _work(batch)
    assert batch.counts["create"] == 1


def test_bad_rows_are_taken_away_with_their_cells(browser, upload):
    batch = upload(line("=坏", 行业="占卜"))
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(browser.get(f"/imports/{batch.pk}/bad-rows.xlsx").streaming_content))
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:4] == ("位置", "列", "单元格内容", "原因")
    assert ("C2", "行业", "占卜") in [row[:3] for row in rows]
    text = b"".join(browser.get(f"/imports/{batch.pk}/bad-rows.csv").streaming_content).decode("utf-8-sig")
    assert "C2,行业,占卜" in text


def test_names_are_text_and_never_markup(browser, upload):
    batch = upload(line("<script>alert(1)</script>", 行业="<img src=x>"))
    page = _page(browser, batch)
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
    assert "<script>alert(1)" not in browser.get(f"/imports/{batch.pk}/rows/1/").content.decode()


def test_another_s_import_is_absent_at_every_address(browser, client, upload, person):
    batch = upload(line())
    person("plan", name="stranger")
    client.force_login(User.objects.get(username="stranger"), SIGN_IN)
    for tail in ("", "progress/", "rows/1/", "bad-rows.csv"):
        assert client.get(f"/imports/{batch.pk}/{tail}").status_code == 404
    for tail in ("settle/", "confirm/", "discard/"):
        assert client.post(f"/imports/{batch.pk}/{tail}", {"version": 1}).status_code == 404
    assert not Project.objects.exists()


def test_an_old_page_is_told_so_and_saves_nothing(browser, upload):
    batch = upload(line())
    ImportBatch.objects.update(version=2)
    answer = browser.post(f"/imports/{batch.pk}/confirm/", {"version": 1})
    assert answer.status_code == 409
    assert not Project.objects.exists()


def test_an_upload_that_announces_too_much_is_refused_before_it_is_read(browser):
    announced = django_settings.IMPORT_MAX_BYTES * 4
    answer = browser.generic("POST", "/imports/", b"", CONTENT_LENGTH=str(announced))
    assert answer.status_code == 413
    assert "2048 MB" in answer.content.decode()


def test_the_list_to_fill_in_is_read_back_without_a_question(browser, desk):
    body = b"".join(browser.get("/imports/template.xlsx").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet = book["项目清单"]
    names = {cell.value: cell.column for cell in sheet[1]}
    filled = {
        "项目名称 *": "东江二中", "行业 *": "教育", "资金来源 *": "县级财政", "建设性质 *": "新建",
        "总投资（万元） *": 1200, "经度": 120.03, "纬度": 30.03,
    }  # fmt: skip
    for name, value in filled.items():
        sheet.cell(row=2, column=names[name], value=value)
    book.save(desk.folder / "填好.xlsx")
    batch = desk.read(desk.folder / "填好.xlsx")
    assert batch.counts["create"] == 1
    assert batch.rows.get().facts["investment_yuan"] == "12000000.00"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_state_has_a_page_in_both_languages(browser, desk, upload, language):
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    assert browser.get("/imports/").status_code == 200
    batch = upload(line(), line("坏", 行业="占卜"))
    for query in ("", "?outcome=refused", "?outcome=nonsense&page=99"):
        _page(browser, batch, query)
    assert browser.get(f"/imports/{batch.pk}/rows/1/").status_code == 200
    assert browser.get(f"/imports/{batch.pk}/rows/9/").status_code == 404
    assert browser.post("/imports/", {}).status_code == 422
    browser.post("/imports/", {"file": SimpleUploadedFile("图.dwg", b"AC1032" + b"\0" * 2000)})
    failed = ImportBatch.objects.latest("created_at", "pk")
    _work(failed)
    _page(browser, failed)
    assert browser.post(f"/imports/{failed.pk}/discard/").status_code == 302
    _page(browser, failed)
    assert browser.get("/imports/").status_code == 200
