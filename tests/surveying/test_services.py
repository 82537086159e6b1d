"""Receive, settle, mend, confirm, discard."""

import hashlib
import io

import pytest

from portal.core.errors import DomainError
from portal.core.jobs import run_job
from portal.core.models import Event, Job
from portal.projects.selectors import ProjectNotFound
from portal.surveying import services
from portal.surveying.checking import CheckForbidden
from portal.surveying.faults import NothingAccepted, SurveyBusy, SurveyChanged, SurveyClosed, SurveyHasErrors
from portal.surveying.mending import mendable
from portal.surveying.saving import SavingForbidden
from portal.surveying.selectors import SurveyNotFound, get_batch, reading_of
from spatial.features.models import Feature, SurveyOriginal
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import bare, crossed, good, in_degrees, ring, worked


def _confirm(batch, actor):
    return services.confirm(actor=actor, batch_id=batch.pk, version=batch.version, on=TODAY)


def _accept(batch, actor, *codes):
    ids = [one.id for one in reading_of(batch).defects if one.code in codes]
    services.accept_repairs(actor=actor, batch_id=batch.pk, version=batch.version, accepted=ids)
    return worked(batch)


def test_a_survey_is_kept_under_its_fingerprint_read_and_told(received, officer):
    batch = received(good())
    assert (batch.state, batch.file.sha256) == ("read", hashlib.sha256(good()).hexdigest())
    (parcel,) = reading_of(batch).parcels
    assert parcel.area_plane_sqm == pytest.approx(10_000)
    assert list(Event.objects.filter(subject_id=str(batch.pk)).values_list("verb", flat=True)) == [
        "receive",
        "read",
    ]
    assert not Feature.objects.filter(kind="parcel").exists()


def test_confirmed_parcels_stand_on_record_with_their_original(received, officer):
    batch = _confirm(received(good()), officer)
    feature = Feature.objects.get(kind="parcel")
    original = SurveyOriginal.objects.get(feature=feature)
    assert (feature.region_code, feature.label, feature.name) == ("970101001", "internal", "地块一")
    assert (original.srid, original.sha256, original.file_id) == (4528, batch.file.sha256, batch.file_id)
    assert original.geom_native.area == pytest.approx(10_000)
    assert original.text.splitlines()[0].startswith("J1,1,")
    assert feature.attributes["area_plane_sqm"] == pytest.approx(10_000)


@pytest.mark.parametrize("srid", [4490, 4326])
def test_a_survey_in_degrees_is_saved_like_any_other(received, officer, srid):
    batch = received(in_degrees(srid), "界址.geojson")
    assert not [one for one in batch.findings if one["rule"] == "L01"]
    assert _confirm(batch, officer).state == "confirmed"
    original = SurveyOriginal.objects.get(feature__kind="parcel")
    assert (original.srid, original.feature.attributes["area_plane_srid"]) == (srid, 4528)
    assert original.feature.attributes["area_plane_sqm"] == pytest.approx(10_000, abs=0.01)


def test_confirming_twice_saves_once(received, officer):
    batch = _confirm(received(good()), officer)
    again = _confirm(batch, officer)
    assert (again.state, Feature.objects.filter(kind="parcel").count()) == ("confirmed", 1)
    assert Event.objects.filter(subject_id=str(batch.pk), verb="confirm").count() == 1


def test_a_point_written_twice_is_said_once_for_what_it_is(received):
    codes = [one.code for one in reading_of(received(crossed())).defects]
    assert "duplicate_point" in codes and "ring_touches_itself" not in codes


def test_nothing_with_an_error_is_saved(received, officer):
    batch = received(crossed())
    with pytest.raises(SurveyHasErrors):
        _confirm(batch, officer)
    assert not Feature.objects.filter(kind="parcel").exists()


def test_accepted_repairs_mend_and_are_told_with_their_numbers(received, officer):
    batch = _accept(received(crossed()), officer, "self_crossing", "duplicate_point")
    assert reading_of(batch).errors == ()
    (parcel,) = reading_of(batch).parcels
    assert parcel.area_plane_sqm == pytest.approx(10_000)
    effects = {one["repair"]: one["effect"] for one in batch.mended}
    assert effects["drop"]["points_before"] - effects["drop"]["points_after"] == 1
    assert effects["exchange"]["area_after_sqm"] == pytest.approx(10_000)
    assert _confirm(batch, officer).state == "confirmed"


def test_all_safe_repairs_together_do_not_undo_each_other(received, officer):
    batch = received(crossed())
    safe = mendable(reading_of(batch), batch.offers)
    assert [one.repair.kind for one in safe][:1] == ["exchange"]
    services.accept_repairs(
        actor=officer, batch_id=batch.pk, version=batch.version, accepted=[one.id for one in safe]
    )
    (parcel,) = reading_of(worked(batch)).parcels
    assert (parcel.area_plane_sqm, reading_of(batch).errors) == (pytest.approx(10_000), ())


def test_undone_repairs_leave_the_file_as_it_came(received, officer):
    batch = _accept(received(crossed()), officer, "self_crossing", "duplicate_point")
    services.undo_repairs(actor=officer, batch_id=batch.pk, version=batch.version)
    assert (len(reading_of(worked(batch)).errors) > 0, batch.mended) == (True, [])


def test_a_repair_nobody_offered_is_refused(received, officer):
    batch = received(crossed())
    with pytest.raises(NothingAccepted, match="spike:1:1:1"):
        services.accept_repairs(
            actor=officer, batch_id=batch.pk, version=batch.version, accepted=["spike:1:1:1"]
        )


def test_a_question_is_asked_and_answered(received, officer):
    batch = received(bare())
    assert batch.state == "asks"
    places = {one.srid: one.lon for one in reading_of(batch).crs.candidates}
    assert 4549 in places and places[4549] == pytest.approx(120.03, abs=0.001)
    services.choose(
        actor=officer, batch_id=batch.pk, version=batch.version, answers={"srid": "4549"}, on=TODAY
    )
    assert (worked(batch).state, reading_of(batch).crs.srid) == ("read", 4549)


def test_answers_to_what_is_no_longer_on_the_screen_are_refused(received, officer):
    batch = received(good())
    with pytest.raises(SurveyChanged):
        services.choose(actor=officer, batch_id=batch.pk, version=7, answers={}, on=TODAY)


def test_while_a_worker_reads_nobody_changes_anything(officer, near):
    batch = services.receive_survey(actor=officer, stream=io.BytesIO(good()), name="a.txt", on=TODAY)
    with pytest.raises(SurveyBusy):
        _confirm(batch, officer)


def test_the_job_of_a_killed_worker_is_taken_up_again(officer, near):
    batch = services.receive_survey(actor=officer, stream=io.BytesIO(good()), name="a.txt", on=TODAY)
    Job.objects.filter(pk=batch.job_id).update(state=Job.State.RUNNING, attempts=1, percent=40)
    assert worked(batch).state == "read"
    run_job(job_id=str(batch.job_id))
    assert Event.objects.filter(subject_id=str(batch.pk), verb="read").count() == 1


def test_a_file_that_is_no_survey_is_refused_with_the_reason(received):
    batch = received(b"\x89PNG\r\n\x1a\n....", name="x.png")
    assert (batch.state, batch.refusal["code"]) == ("refused", "kind_image")
    assert batch.refusal["zh"]["sentence"] and batch.refusal["en"]["sentence"]


def test_what_is_discarded_stays_closed(received, officer):
    batch = services.discard(actor=officer, batch_id=received(good()).pk)
    assert (batch.state, batch.reading) == ("discarded", {})
    with pytest.raises(SurveyClosed):
        _confirm(batch, officer)


def test_another_persons_survey_looks_absent(received, person):
    batch = received(good())
    with pytest.raises(SurveyNotFound):
        get_batch(actor=person("land", region="97"), batch_id=batch.pk)


@pytest.mark.parametrize("role", ["aud", "eng", "lead", "sysadm"])
def test_other_roles_check_nothing(person, regions, near, role):
    with pytest.raises(CheckForbidden):
        services.receive_survey(actor=person(role), stream=io.BytesIO(good()), name="a.txt", on=TODAY)


def test_an_officer_of_another_county_checks_but_does_not_save(received, person):
    stranger = person("land", region="970102")
    batch = received(good(), actor=stranger)
    assert batch.state == "read"
    with pytest.raises(SavingForbidden):
        _confirm(batch, stranger)
    assert not Feature.objects.filter(kind="parcel").exists()


def test_a_project_of_another_region_looks_absent(received, person, file_project):
    project = file_project()
    stranger = person("land", region="970102")
    with pytest.raises(ProjectNotFound):
        received(good(), actor=stranger, project=project.code)


def test_parcels_of_a_project_stand_under_its_site(received, officer, file_project):
    project = file_project()
    _confirm(received(good(), project=project.code), officer)
    feature = Feature.objects.get(kind="parcel")
    assert (feature.parent_id, feature.organisation_id) == (project.site_id, project.owner_id)
    assert feature.label == project.label


def test_the_boundary_of_a_document_becomes_a_permit_extent(received, officer, file_project):
    project = file_project()
    _confirm(received(good(), project=project.code, document="A6"), officer)
    assert Feature.objects.get(kind="permit_extent").subkind == "A6"


def test_ground_of_others_is_found_before_anything_is_saved(received, officer):
    _confirm(received(good()), officer)
    batch = received(good().replace("地块一".encode("gb18030"), "地块二".encode("gb18030")))
    (overlap,) = [one for one in batch.findings if one["rule"] == "L13"]
    assert overlap["area_sqm"] == pytest.approx(10_000, rel=1e-4)
    assert overlap["geometry"]["type"] in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    "answers", [{"srid": "abc"}, {"unit": "feet"}, {"document": "A99"}, {"county": "999999"}]
)
def test_answers_that_make_no_sense_are_refused(officer, near, answers):
    with pytest.raises(DomainError):
        services.receive_survey(
            actor=officer, stream=io.BytesIO(good()), name="a.txt", answers=answers, on=TODAY
        )


def test_of_two_repairs_for_a_point_the_one_that_changes_least_is_safe(received, officer):
    """Two points of a straight side in the wrong order, millimetres off it: one may be left out, or both
    exchanged, which adds more to the area than a batch may.
    """
    a, b, c, d = ring()
    u, v = (b[0] + 0.003, b[1] + 40), (b[0] + 0.002, b[1] + 20)
    content = Sheet(header=dict(HEADER)).parcel((a, b, u, v, c, d), area="1.0000").text().encode("gb18030")
    batch = received(content)
    offered = {one.repair.kind for one in reading_of(batch).defects if one.repair}
    safe = mendable(reading_of(batch), batch.offers)
    assert (offered, {one.repair.kind for one in safe}) == ({"drop", "exchange"}, {"drop"})
    services.accept_repairs(
        actor=officer, batch_id=batch.pk, version=batch.version, accepted=[one.id for one in safe]
    )
    (parcel,) = reading_of(worked(batch)).parcels
    assert (parcel.area_plane_sqm, reading_of(batch).errors) == (pytest.approx(10_000, abs=0.15), ())


def test_a_spike_that_takes_ground_with_it_is_left_to_a_person(received):
    a, b, c, d = ring()
    tip = (b[0] + 50, b[1] + 50.1)
    pairs = (a, b, (b[0], b[1] + 50), tip, (b[0], b[1] + 50.2), c, d)
    batch = received(Sheet(header=dict(HEADER)).parcel(pairs, area="1.0005").text().encode("gb18030"))
    (spike,) = (one for one in reading_of(batch).errors if one.code == "spike")
    assert batch.offers[spike.id]["area_after_sqm"] == pytest.approx(10_000)
    assert mendable(reading_of(batch), batch.offers) == []
