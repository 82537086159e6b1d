"""``POST /api/v1/land/check/``: the same answer as the command, nothing saved."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from portal.accounts.models import User
from portal.surveying.models import SurveyBatch
from spatial.features.models import Feature
from tests.conftest import TODAY
from tests.surveying.conftest import bare, crossed, good

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESS = "/api/v1/land/check/"


@pytest.fixture
def check(person, regions, near):
    """A function that sends a file as somebody of a role."""

    def send(content: bytes, *, role: str = "land", region: str = "97", name: str = "a.txt", **given):
        client, actor = Client(), person(role, region=region)
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), **given})

    return send


def test_a_good_file_is_measured_and_nothing_is_saved(check):
    answer = check(good(), county="970101")
    body = answer.json()
    assert answer.status_code == 200
    (parcel,) = body["parcels"]
    assert parcel["area_plane_m2"] == pytest.approx(10_000)
    assert (parcel["geometry"]["type"], parcel["srid"], body["crs"]["srid"]) == ("Polygon", 4528, 4528)
    assert [one for one in body["defects"] if one["severity"] == "error"] == []
    assert {one["rule"] for one in body["findings"]} == {"L06"}
    assert (SurveyBatch.objects.count(), Feature.objects.count()) == (0, 0)


def test_defects_carry_their_place(check):
    body = check(crossed()).json()
    crossing = next(one for one in body["defects"] if one["code"] == "self_crossing")
    lon, lat = crossing["where"]["geometry"]["coordinates"][:2]
    assert (round(lon, 2), round(lat, 2), crossing["repair"]) == (120.03, 30.03, "exchange")


def test_a_question_comes_with_its_candidates(check):
    crs = check(bare()).json()["crs"]
    assert crs["asks"] and 4549 in {one["srid"] for one in crs["candidates"]}
    assert check(bare(), srid="4549").json()["crs"]["how"] == "chosen"


def test_control_lines_that_are_touched_are_findings_with_geometry(check, province):
    from tests.conftest import NOON, square

    Feature.objects.create(
        kind="control_line", subkind="farmland", code="L-1", organisation=province, region_code="970101001",
        geom=square(0.2, 0.2, 0.05).wkt, valid_from=TODAY, recorded_at=NOON,
    )  # fmt: skip
    findings = check(good()).json()["findings"]
    (hit,) = [one for one in findings if one["rule"] == "L06" and one["area_m2"]]
    assert hit["area_m2"] == pytest.approx(10_000, rel=1e-4)
    assert hit["geometry"] and hit["legal_basis"]
    assert "L07" in {one["rule"] for one in findings}


def test_the_command_says_the_same(check, tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes(good())
    with pytest.raises(SystemExit) as ended:
        call_command("check_land", str(path), "--json")
    said = json.loads(capsys.readouterr().out)
    told = check(good()).json()
    assert ended.value.code == 0
    assert said["parcels"] == told["parcels"] and said["crs"]["srid"] == told["crs"]["srid"]


def test_the_command_judges_for_a_project(near, file_project, tmp_path, capsys, regions):
    project, path = file_project(), tmp_path / "a.txt"
    path.write_bytes(good())
    with pytest.raises(SystemExit):
        call_command("check_land", str(path), "--json", "--project", project.code, "--lang", "en")
    assert json.loads(capsys.readouterr().out)["findings"]
    with pytest.raises(SystemExit) as ended:
        call_command("check_land", str(path), "--json", "--project", "GT99-0000-000000")
    assert ended.value.code == 2
    assert json.loads(capsys.readouterr().out)["code"] == "project_not_found"


def test_the_public_is_refused(client, regions):
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("a.txt", good())})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


@pytest.mark.parametrize("role", ["aud", "eng", "sysadm"])
def test_other_roles_are_refused(check, role):
    answer = check(good(), role=role)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:problem:check_forbidden")


def test_a_project_of_another_region_looks_absent(check, file_project):
    project = file_project()
    hidden = check(good(), region="970102", project=project.code).json()
    absent = check(good(), region="970102", project="GT99-0000-000000").json()
    assert hidden["status"] == absent["status"] == 404
    assert hidden["type"] == absent["type"]


def test_a_stranger_hears_that_nothing_hidden_was_checked(check):
    findings = check(good(), region="970102").json()["findings"]
    assert "not_answered" in {one["code"] for one in findings}


@pytest.mark.parametrize(
    ("content", "code"), [(b"", None), (b"\x89PNG\r\n\x1a\n....", "kind_image"), (b"PK\x03\x04broken", None)]
)
def test_bad_files_are_problem_documents(check, content, code):
    answer = check(content, name="x.bin")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert code is None or answer.json()["facts"]["problem"] == code


def test_what_is_not_known_is_refused_with_what_is(check):
    answer = check(good(), colour="blue")
    assert (answer.status_code, answer.json()["facts"]["name"]) == (422, "colour")
    assert check(good(), srid="abc").json()["type"] == "urn:problem:choice_invalid"


def test_too_much_is_refused(check, settings):
    settings.SURVEY_MAX_BYTES = -1024 * 1024
    assert check(good()).status_code == 413
