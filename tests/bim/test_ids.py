"""The operator's own requirements: audited before they are kept, held against every model they fit."""

import io
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from bim.bcf.reading import read_archive
from bim.catalog import faults
from bim.catalog.models_checks import IdsFile, ModelFinding
from bim.catalog.requirements import fitting, list_ids
from bim.catalog.services import requiring
from bim.catalog.services.requiring import Kept, add_ids, check_revision, end_ids
from bim.checks.ids import running
from portal.accounts.models import User
from portal.core.jobs import run_job
from portal.core.models import Event, Job
from tests.bim.models import building, guid, standard
from tests.conftest import TODAY

IDS = """<?xml version="1.0" encoding="UTF-8"?>
<ids xmlns="http://standards.buildingsmart.org/IDS" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<info><title>防火要求</title></info>
<specifications><specification name="Walls are rated" ifcVersion="IFC4">
<applicability minOccurs="1" maxOccurs="unbounded"><entity><name><simpleValue>IFCWALL</simpleValue></name></entity></applicability>
<requirements><property dataType="IFCLABEL"><propertySet><simpleValue>{set}</simpleValue></propertySet>
<baseName><simpleValue>FireRating</simpleValue></baseName></property></requirements>
</specification></specifications></ids>
"""  # noqa: E501  as a program writes it
RATED = IDS.format(set="Pset_WallCommon").encode()
SCRIPT = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import ifcopenshell
from bim.checks.ids.audit import audit, xml_schema
from bim.checks.ids.judging import judge
schema = xml_schema(Path(sys.argv[1]) / "ifctester")
found = {}
for path in sorted(Path(sys.argv[2]).rglob("*.ids")):
    problems, _contents = audit(path.read_bytes(), schema)
    said = "invalid" if problems else ""
    if not problems and path.with_suffix(".ifc").exists():
        _findings, told = judge(ifcopenshell.open(str(path.with_suffix(".ifc"))), str(path), name="m")
        said = "pass" if all(one["status"] for one in told) else "fail"
    found[path.name] = said
print(json.dumps(found))
"""
needs_program = pytest.mark.skipif(
    not running.is_installed(), reason="the IDS libraries are laid by bin/up and bin/test"
)


@pytest.fixture
def reviewer(person, unit):
    """A reviewer of the department, for the whole province."""
    return person("dept_reviewer", organisation=unit, name="reviewer", region="97")


@pytest.fixture
def keep(reviewer):
    """A function that keeps an IDS file: ``keep(content, actor=…)``."""

    def make(content=RATED, *, actor=None, **words):
        kept = Kept(**({"name": "Fire", "valid_from": TODAY} | words))
        return add_ids(actor=actor or reviewer, stream=io.BytesIO(content), kept=kept)

    return make


def said_of(folder):
    words = [sys.executable, "-c", SCRIPT, str(running.libraries()), str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@needs_program
def test_the_public_cases_are_judged_as_their_names_say(shared_data):
    found = said_of(shared_data / "ids" / "testcases")
    assert len(found) > 100
    assert {name: said for name, said in found.items() if name.split("-")[0] != said} == {}


@needs_program
def test_files_that_make_no_sense_are_refused(shared_data):
    found = said_of(shared_data / "ids" / "invalid")
    assert found and set(found.values()) == {"invalid"}


@needs_program
def test_a_file_that_is_kept_knows_what_it_asks_for(keep, reviewer):
    row = keep(disciplines=("architecture",))
    assert row.contents["title"] == "防火要求"
    assert row.contents["specifications"] == [{"name": "Walls are rated", "schemas": ["IFC4"]}]
    assert Event.objects.filter(verb="add_ids", subject_id=str(row.pk)).exists()
    assert list(list_ids(actor=reviewer)) == [row]


@needs_program
def test_a_faulty_file_is_refused_with_the_line(keep):
    with pytest.raises(faults.IdsRefused) as refused, translation.override("en"):
        keep(IDS.format(set="Pset_Invented").encode())
    with translation.override("en"):
        assert "Line 6" in str(refused.value) and "Pset_Invented" in str(refused.value)
    assert not IdsFile.objects.exists()


@needs_program
def test_only_those_who_may_keep_files_for_whom_they_may(keep, engineer, unit, person):
    clerk = person("pu_clerk", organisation=unit, name="clerk", region="97")
    for actor, words in ((clerk, {}), (clerk, {"organisation_id": unit.pk}), (engineer, {})):
        with pytest.raises(faults.IdsForbidden):
            keep(actor=actor, **words)
    assert keep(actor=engineer, organisation_id=unit.pk).organisation_id == unit.pk


@needs_program
def test_a_new_revision_is_held_against_what_is_in_force(keep, take_in, engineer):
    asked = keep()
    revision = take_in(building(standard()))
    assert Job.objects.filter(kind=requiring.IDS_JOB, payload__revision=str(revision.pk)).count() == 1
    check_revision(actor=engineer, revision=revision, on=TODAY)
    check_revision(actor=engineer, revision=revision, on=TODAY)
    found = ModelFinding.objects.get(revision=revision, ids_file=asked)
    assert (found.code, found.severity, found.count) == ("ids_requirement_failed", "error", 3)
    assert set(found.elements) == {guid(1), guid(2), guid(3)}


@needs_program
def test_what_ended_or_is_for_others_does_not_count(keep, published, reviewer):
    asked = keep()
    keep(disciplines=("mep",))
    keep(stages=("archived",))
    keep(valid_from=TODAY + timedelta(days=1))
    assert fitting(published, on=TODAY) == [asked]
    end_ids(actor=reviewer, ids_id=asked.pk, valid_to=TODAY)
    assert fitting(published, on=TODAY) == [asked]
    assert fitting(published, on=TODAY + timedelta(days=1)) != [asked]


def test_without_the_program_files_are_refused_and_checks_say_so(
    monkeypatch, tmp_path, published, engineer, reviewer, unit
):
    monkeypatch.setattr(running, "libraries", lambda: tmp_path)
    with pytest.raises(faults.IdsNotInstalled):
        add_ids(actor=reviewer, stream=io.BytesIO(RATED), kept=Kept(name="Fire", valid_from=TODAY))
    row = IdsFile.objects.create(
        name="Fire", file=published.file, valid_from=TODAY, created_at=published.created_at
    )
    check_revision(actor=engineer, revision=published, on=TODAY)
    found = ModelFinding.objects.get(ids_file=row)
    assert (found.code, found.facts["reason"]) == ("ids_unfinished", "not_installed")


@needs_program
def test_the_doors_keep_show_and_end_a_file(client, reviewer, unit):
    client.force_login(User.objects.get(pk=reviewer.user_id))
    sent = {"file": SimpleUploadedFile("fire.ids", RATED), "disciplines": "architecture,structure"}
    made = client.post("/api/v1/ids/", sent)
    assert made.status_code == 201, made.content
    address = f"/api/v1/ids/{made.json()['id']}/"
    assert client.get(address).json()["disciplines"] == ["architecture", "structure"]
    assert b"".join(client.get(f"{address}content/").streaming_content) == RATED
    ended = client.patch(address, {"valid_to": "2027-01-31"}, content_type="application/json")
    assert ended.json()["valid_to"] == "2027-01-31"
    client.logout()
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/ids/").json() == {"ids": []}


def test_the_report_is_read_in_three_forms(client, engineer, take_in):
    revision = take_in(building(standard()).replace(guid(1).encode(), guid(0).encode()))
    client.force_login(User.objects.get(pk=engineer.user_id))
    address = f"/api/v1/revisions/{revision.pk}/"
    told = client.get(f"{address}report/").json()
    repeated = next(one for one in told["findings"] if one["code"] == "global_id_repeated")
    assert repeated["elements"] == [guid(0)] and told["counts"]["error"] >= 1
    assert client.get(f"{address}report.html")["Location"] == told["page"]
    page = client.get(told["page"])
    assert page.status_code == 200
    assert f"#el={guid(0)}".encode() in page.content
    archive = read_archive(client.get(f"{address}report.bcf").content)
    assert len(archive.topics) == len(told["findings"])
    topic = next(one for one in archive.topics if one.title == repeated["sentence"])
    assert [one.ifc_guid for one in topic.viewpoints[0].components.selection] == [guid(0)]
    again = client.post(f"{address}checks/", {"rules": True}, content_type="application/json")
    assert again.status_code == 202
    job = Job.objects.get(kind=requiring.IDS_JOB)
    assert job.payload == {"revision": str(revision.pk), "rules": True}
    client.logout()
    for rest in ("report/", "report.bcf"):
        assert client.get(address + rest).status_code == 404


@needs_program
def test_the_rules_of_the_schema_are_checked_on_request(tmp_path):
    path = tmp_path / "m.ifc"
    upright, nowhere = b"#33=IFCDIRECTION((0.,0.,1.))", b"#33=IFCDIRECTION((0.,0.,0.))"
    path.write_bytes(building(standard()).replace(upright, nowhere))
    found = {one["facts"]["where"]: one for one in running.check_rules(path).findings}
    assert {one["code"] for one in found.values()} == {"rule_broken"}
    assert any("MagnitudeGreaterZero" in where for where in found), found


@needs_program
def test_the_report_says_that_checks_are_still_to_come(keep, take_in, engineer, client):
    client.force_login(User.objects.get(pk=engineer.user_id))
    early = take_in(building(standard()), name="early")
    assert client.get(f"/api/v1/revisions/{early.pk}/report/").json()["ids"]["state"] == "none"
    keep()
    revision = take_in(building(standard()), name="late")
    address, page = f"/api/v1/revisions/{revision.pk}/report/", f"/twin/{revision.model_id}/report/"
    told = client.get(address).json()["ids"]
    assert (told["state"], told["open"], told["files"]) == ("pending", True, ["Fire"])
    shown = client.get(page).content.decode()
    assert 'id="ids-pending"' in shown and 'http-equiv="refresh"' in shown
    run_job(job_id=told["job"].rstrip("/").rsplit("/", 1)[1])
    report = client.get(address).json()
    assert (report["ids"]["state"], report["ids"]["open"]) == ("done", False)
    assert any(one["group"] == "ids" for one in report["findings"])
    assert 'http-equiv="refresh"' not in client.get(page).content.decode()
