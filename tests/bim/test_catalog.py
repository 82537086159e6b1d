"""A model on its way: received, read, published or rejected; nothing half-visible, nothing done twice."""

import io

import pytest

from bim.catalog import faults, selectors
from bim.catalog.answering import outcome, stated_place
from bim.catalog.models import Element, Model, Revision
from bim.catalog.services import reading
from bim.catalog.services.joining import federate
from bim.catalog.services.placing import AsFile, ByHand, place_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.files.opening import MODEL_LIMITS
from portal.core.jobs import run_job
from portal.core.models import Event, Job, StoredFile
from tests.bim.models import PLACED, building, model_bytes, standard, wall
from tests.conftest import TODAY


def decide(actor, revision, decided, reason="By the survey mark"):
    return place_model(actor=actor, model_id=revision.model_id, decided=decided, reason=reason, on=TODAY)


def test_a_model_is_received_with_its_bytes_its_event_and_its_job(send, engineer):
    content = building(standard())
    revision = send(content)
    assert (revision.state, revision.number, revision.job.kind) == ("received", 1, "model.ingest")
    assert StoredFile.objects.get(pk=revision.file_id).size == len(content)
    assert Event.objects.filter(verb="receive", subject_id=str(revision.pk)).exists()
    with pytest.raises(faults.NotPublished):
        selectors.published_revision(actor=engineer, revision_id=revision.pk)


def test_a_published_revision_has_all_its_elements_and_tiles(published):
    assert (published.state, published.schema) == ("published", "IFC4")
    assert published.counts["elements"] == Element.objects.filter(revision=published).count() == 7
    assert published.counts["with_geometry"] == 4
    assert {"tileset.json", "index.json"} <= set(published.tiles)
    assert [one["name"] for one in published.storeys] == ["Level 3"]
    found = Element.objects.get(revision=published, name="外")
    assert (found.ifc_class, found.storey_name, found.status) == ("IfcWall", "Level 3", "ok")
    assert found.volume_m3 == pytest.approx(2.4, rel=1e-3)
    assert found.psets["Pset_WallCommon"] == {"LoadBearing": True, "ThermalTransmittance": 0.24}
    assert Model.objects.get(pk=published.model_id).current_id == published.pk


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_model_file"),
        (model_bytes()[:-30], "model_truncated"),
        (b"%PDF-1.7", "not_a_model"),
        (model_bytes(label="IFC4X1"), "schema_not_read"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_a_code(take_in, content, code):
    revision = take_in(content)
    assert (revision.state, revision.code) == ("rejected", code)
    assert not Element.objects.exists()
    assert Event.objects.filter(verb="reject", subject_id=str(revision.pk)).exists()


def test_a_rejected_file_still_says_its_schema(take_in):
    cut = take_in(building(standard(), label="IFC2X3")[:-40])
    assert (cut.state, outcome(cut)["schema"]) == ("rejected", "IFC2X3")
    assert outcome(take_in(b"%PDF-1.7", name="pdf"))["schema"] is None


def test_a_rejected_revision_leaves_the_published_one_in_its_place(published, take_in):
    rejected = take_in(b"%PDF-1.7")
    assert (rejected.number, rejected.state) == (2, "rejected")
    assert Model.objects.get(pk=published.model_id).current_id == published.pk


def test_the_same_bytes_sent_twice_are_one_revision(send):
    content = building(standard())
    assert send(content).pk == send(content).pk


def test_reading_twice_does_no_harm(published, engineer):
    Revision.objects.filter(pk=published.pk).update(state="reading")
    again = reading.read_model(actor=engineer, revision=Revision.objects.get(pk=published.pk), on=TODAY)
    assert again.state == "published"
    assert Element.objects.filter(revision=published).count() == 7


def test_a_reader_too_slow_is_a_rejection(take_in, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(reading, "MODEL_LIMITS", replace(MODEL_LIMITS, wall_seconds=0))
    assert take_in(building(standard())).code == "reader_slow"


def test_a_reader_out_of_memory_is_a_rejection(take_in, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(reading, "MODEL_LIMITS", replace(MODEL_LIMITS, memory_bytes=96 << 20))
    revision = take_in(building(standard()))
    assert revision.state == "rejected"
    assert revision.code.startswith("reader_")


def test_a_job_is_done_by_a_worker(send):
    revision = send(building(standard()))
    run_job(job_id=str(revision.job_id))
    revision.refresh_from_db()
    assert revision.state == "published"
    run_job(job_id=str(revision.job_id))
    assert Event.objects.filter(verb="publish", subject_id=str(revision.pk)).count() == 1


def test_a_job_that_fails_for_good_leaves_no_revision_waiting(send, monkeypatch):
    def broken(*_given, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(reading, "ingest_file", broken)
    revision = send(building(standard()))
    run_job(job_id=str(revision.job_id))
    revision.refresh_from_db()
    assert (revision.state, revision.code) == ("rejected", "reading_given_up")


def test_a_job_whose_worker_always_dies_ends_in_a_rejection(send):
    revision = send(building(standard()))
    Job.objects.filter(pk=revision.job_id).update(attempts=3, state="running")
    Revision.objects.filter(pk=revision.pk).update(state="reading")
    run_job(job_id=str(revision.job_id))
    revision.refresh_from_db()
    assert (revision.code, revision.facts) == ("reading_given_up", {"reason": "job_keeps_dying"})


def test_only_who_works_on_the_project_sends_models(send, person, other_unit, structure):
    with pytest.raises(faults.SendingForbidden):
        send(building(standard()), actor=person("lead", name="leader"))
    stranger = person("eng", organisation=other_unit, name="stranger", region="970102")
    with pytest.raises(faults.StructureNotFound):
        send(building(standard()), actor=stranger)


def test_hidden_and_absent_models_look_the_same(published, person, other_unit, anyone):
    stranger = person("eng", organisation=other_unit, name="stranger", region="970102")
    for actor in (stranger, anyone):
        assert not selectors.list_models(actor=actor).exists()
        with pytest.raises(faults.ModelNotFound):
            selectors.get_model(actor=actor, model_id=published.model_id)
        with pytest.raises(faults.RevisionNotFound):
            selectors.published_revision(actor=actor, revision_id=published.pk)


def test_a_map_conversion_places_the_model(take_in):
    content = building(standard(), place=PLACED.format(east=502_000.0, north=3_322_000.0))
    placement = selectors.placement_of(take_in(content))
    assert (placement.method, placement.srid) == ("map_conversion", 4549)
    assert placement.lon == pytest.approx(120.02, abs=0.01)


def test_without_a_place_the_model_says_so_until_a_person_decides(published, engineer):
    assert selectors.placement_of(published) is None
    assert published.why == "no_georeference"
    decided = ByHand(lon=120.03, lat=30.03, rotation_deg=15.0, height_m=5.0)
    decide(engineer, published, decided)
    fresh = selectors.get_revision(actor=engineer, revision_id=published.pk)
    placement = selectors.placement_of(fresh)
    assert (placement.method, placement.lon, placement.lat) == (
        "by_hand", pytest.approx(120.03), pytest.approx(30.03),
    )  # fmt: skip
    assert Event.objects.filter(verb="place", subject_id=str(published.model_id)).count() == 1


def test_a_decision_holds_for_later_revisions_until_the_file_is_asked_again(published, engineer, take_in):
    decided = ByHand(lon=120.03, lat=30.03, rotation_deg=15.0, height_m=5.0)
    decide(engineer, published, decided)
    placed = PLACED.format(east=502_000.0, north=3_322_000.0)
    later = take_in(building(standard(), place=placed))
    assert selectors.placement_of(later).method == "by_hand"
    decide(engineer, published, AsFile())
    later = selectors.get_revision(actor=engineer, revision_id=later.pk)
    assert selectors.placement_of(later).method == "map_conversion"
    assert later.model.decisions.count() == 2


def test_a_decision_needs_a_reason(published, engineer):
    decided = ByHand(lon=120.03, lat=30.03, rotation_deg=0.0, height_m=0.0)
    with pytest.raises(faults.ReasonMissing):
        decide(engineer, published, decided, reason="  ")


def test_a_template_city_is_not_believed(take_in):
    site = b".ELEMENT.,(42,21,31,0),(-71,-3,-24,0),0.,$,$)"
    text = building(standard()).replace(b".ELEMENT.,$,$,$,$,$)", site)
    revision = take_in(text)
    assert (selectors.placement_of(revision), revision.why) == (None, "site_far_from_structure")
    told = stated_place(revision)
    assert (told["method"], told["level"], told["used"]) == ("site", 20, False)
    assert told["distance_m"] > 5_000_000
    codes = {one.code: one.facts for one in revision.findings.all()}
    assert "placed_by_site" not in codes
    assert codes["site_not_used"]["distance_km"] == round(told["distance_m"] / 1000)
    assert f"{told['distance_m'] / 1000:,.0f} km" in told["sentence"]


def test_geometry_in_the_maps_own_coordinates_is_placed_by_its_middle(take_in):
    """A conversion of nothing, and walls at half a million metres east: where the walls are decides."""
    walls = {n: wall(n, x=502_000.0, y=3_322_000.0 + 4 * n) for n in range(3)}
    revision = take_in(building(walls, place=PLACED.format(east=0.0, north=0.0)))
    placement = selectors.placement_of(revision)
    assert placement.method == "map_conversion"
    assert (placement.lon, placement.lat) == pytest.approx((120.0208, 30.0163), abs=2e-3)
    assert stated_place(revision)["used"]


def test_members_of_a_federation_take_the_leads_place(take_in, engineer):
    lead = take_in(building(standard(), place=PLACED.format(east=502_000.0, north=3_322_000.0)), name="lead")
    member = take_in(building({5: wall(5, x=40.0)}), name="member")
    federate(actor=engineer, name="House", model_ids=[lead.model_id, member.model_id])
    member = selectors.get_revision(actor=engineer, revision_id=member.pk)
    assert selectors.frame_of(member) == selectors.frame_of(lead)


def test_a_name_that_is_a_script_stays_a_text(take_in, engineer):
    revision = take_in(building({0: wall(0, name="<script>alert(1)</script>")}))
    assert selectors.elements_of(revision).filter(name="<script>alert(1)</script>").exists()


def test_a_zipped_bomb_is_rejected(take_in):
    import zipfile

    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ifc", b"0" * (60 << 20))
    assert take_in(sink.getvalue()).code == "archive_refused"


def test_a_structure_is_made_by_name_and_found_again(engineer, project):
    def send(name):
        return receive_model(
            actor=engineer, stream=io.BytesIO(model_bytes(project=name)), name=f"{name}.ifc",
            wanted=Wanted(project=project.code, structure="东楼", name=name), on=TODAY,
        )  # fmt: skip

    assert send("a").model.feature_id == send("b").model.feature_id
