"""Every page speaks the reader's language, wholly."""

import io

import pypdf
import pytest
from django.test import Client

from portal.accounts.models import User
from portal.projects.models import Project
from tests.conftest import square
from tests.pages.reading import chinese_in, english_in

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
CHINESE, ENGLISH = "zh-CN,zh;q=0.9", "en"
PUBLIC = ("/accounts/login/", "/accounts/signup/", "/help/", "/projects/{code}/", "/projects/none/")
PLANNER = (
    "/help/", "/projects/{code}/", "/projects/new/", "/projects/none/", "/accounts/logout/",
    "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/password/change/",
    "/accounts/reauthenticate/", "/accounts/inactive/", "/imports/",
)  # fmt: skip
HEAD = ("/help/", "/imports/", "/projects/new/", "/projects/{code}/", "/projects/{code}/edit/")
WRONG = {
    "name": "", "investment_code": "2509-140602-89-0X-864976", "ground": "120.1 30.1\n120.2", "sector": "x",
    "planned_start": "tomorrow", "investment_yuan": "much",
}  # fmt: skip


@pytest.fixture
def published(file_project) -> Project:
    return file_project(0.2, 0.2, published=True, investment_code="2509-140602-89-05-864977")


@pytest.fixture
def reader(person):
    """A function that makes a browser: ``reader("plan", "en")``; no role: the public."""

    def make(role: str, language: str, **options) -> Client:
        browser = Client(headers={"accept-language": language}, raise_request_exception=False, **options)
        if role:
            person(role, name=f"{role}-{User.objects.count()}", clearance="sensitive")
            browser.force_login(User.objects.order_by("-pk").first(), SIGN_IN)
        return browser

    return make


def _text(answer) -> str:
    return answer.content.decode()


def _speaks(page: str, language: str) -> None:
    assert (english_in if language == CHINESE else chinese_in)(page) == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize(("role", "paths"), [("", PUBLIC), ("plan", PLANNER), ("pu_head", HEAD)])
def test_a_page_speaks_one_language(published, reader, role, paths, language):
    browser, foreign = reader(role, language), {}
    for path in paths:
        page = _text(browser.get(path.format(code=published.code), follow=True))
        assert f'<html lang="{"zh-hans" if language == CHINESE else "en"}"' in page, path
        foreign[path] = english_in(page) if language == CHINESE else chinese_in(page)
    assert {path: words for path, words in foreign.items() if words} == {}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_form_names_what_is_wrong_in_one_language(regions, unit, reader, language):
    answer = reader("pu_head", language).post("/projects/new/", WRONG)
    assert answer.status_code == 422 and "14" in _text(answer)
    _speaks(_text(answer), language)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_wrong_password_and_a_locked_account_are_told_in_one_language(person, reader, language):
    person("plan", name="planner")
    browser = reader("", language)
    for _attempt in range(5):
        answer = browser.post("/accounts/login/", {"login": "planner", "password": "a wrong phrase"})
        _speaks(_text(answer), language)
    assert answer.status_code == 429
    assert ("登录已暂停" if language == CHINESE else "Sign-in is paused") in _text(answer)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_refused_step_says_why_in_words(published, reader, language):
    sent = {"version": published.version, "reason": ""}
    answer = reader("plan", language).post(f"/projects/{published.code}/actions/admit/", sent)
    assert answer.status_code == 409
    said = "项目处于“草稿”阶段，不能办理“纳入储备”。" if language == CHINESE else "“Admit to the reserve”"
    assert said in _text(answer)
    _speaks(_text(answer), language)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_damaged_and_stale_requests_are_told_in_one_language(db, reader, language):
    damaged = reader("", language).get("/help/", headers={"host": "bad host"})
    stale = reader("", language, enforce_csrf_checks=True).post("/projects/new/", {})
    assert (damaged.status_code, stale.status_code) == (400, 403)
    for answer in (damaged, stale):
        _speaks(_text(answer), language)


def test_a_failing_server_says_so_in_both_languages(db, reader, monkeypatch):
    monkeypatch.setattr("portal.pages.views_map.names.term", None)
    page = _text(reader("", CHINESE).get("/help/"))
    assert "您的操作没有保存" in page and "what you did was not saved" in page


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_map_in_one_file_speaks_one_language(published, reader, language):
    page = _text(reader("", language).get("/export/map.html?sector=education"))
    assert ("政府投资建设一张图" if language == CHINESE else "one map") in page
    _speaks(page, language)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_printed_sheet_speaks_one_language(published, reader, language):
    pdf = reader("", language).get("/print/map.pdf?center=120.05,30.05&scale=20000&paper=A4").content
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert ("图例" in text) is (language == CHINESE)
    assert ("Legend" in text) is (language == ENGLISH)
    for word in ("Totals", "Date", "Grid", "Boundaries", "Checked"):
        assert (word in text) is (language == ENGLISH)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/projects/none/", 404),
        ("/api/v1/nowhere", 404),
        ("/api/v1/projects/?sector=x", 422),
        ("/api/v1/projects/?amount_min=x", 422),
        ("/api/v1/projects/?view=me", 422),
        ("/api/v1/regions/99/", 404),
        ("/api/v1/features/?kind=x", 422),
        ("/api/v1/exports/projects.doc", 404),
        ("/print/map.pdf?center=x", 422),
    ],
)
def test_a_problem_is_told_in_the_readers_language(regions, reader, path, status):
    said = {}
    for language in (CHINESE, ENGLISH):
        answer = reader("", language).get(path, headers={"accept": "application/json"})
        assert answer.status_code == status, answer.content
        said[language] = answer.json()["title"]
    assert chinese_in(said[CHINESE]) and not english_in(said[CHINESE])
    assert not chinese_in(said[ENGLISH])


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ([[120, 30], [120.1, 30.1], [120.1, 30], [120, 30.1], [120, 30]], "120.050000, 30.050000"),
        ([[30, 120], [30.1, 120], [30.1, 120.1], [30, 120]], "30"),
    ],
)
def test_ground_that_cannot_stand_is_told_with_its_place(regions, unit, reader, wrong, place):
    text = f'{{"type":"Polygon","coordinates":[{wrong}]}}'
    for language in (CHINESE, ENGLISH):
        page = _text(reader("pu_head", language).post("/projects/ground/", {"ground": text}))
        assert place in page
        _speaks(page, language)


def test_ground_is_shown_with_area_and_region(regions, unit, reader):
    page = _text(reader("pu_head", CHINESE).post("/projects/ground/", {"ground": square(0.2, 0.2).json}))
    assert "公顷" in page and "亩" in page and "区970101001" in page
