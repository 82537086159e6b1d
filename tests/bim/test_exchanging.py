"""Issues in from archives and out again: nothing is lost on the way, whatever the version."""

import pytest

from bim.bcf.model import Archive, Topic, Viewpoint
from bim.bcf.reading import read_archive
from bim.bcf.writing import write_archive
from bim.issues.models import Issue
from bim.issues.services.exchanging import export_archive, topic_of
from tests.bim.issuing import archive_of, bring

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("version", "name"),
    [("2.1", "MaximumInformation"), ("2.1", "PDFFile"), ("2.1", "PerspectiveCamera"),
     ("3.0", "Component_selection"), ("3.0", "Related_topics"), ("3.0", "Due_Date"), ("3.0", "Milestone")],
)  # fmt: skip
def test_an_archive_in_and_out_again_has_lost_nothing(shared_data, structure, engineer, version, name):
    data = archive_of(shared_data, f"v{version}", name)
    done = bring(engineer, structure, data)
    again, lost = export_archive(actor=engineer, issues=done.made, version=version)
    before, after = read_archive(data), read_archive(again)
    assert sorted(after.topics, key=lambda one: one.guid) == sorted(before.topics, key=lambda one: one.guid)
    assert not lost
    drawn = {path for path in before.files if path.endswith(".png")}
    assert {path: before.files[path] for path in drawn} == {path: after.files[path] for path in drawn}
    rest = {path: body for path, body in before.files.items() if path not in {"extensions.xsd"}}
    assert rest == {path: after.files.get(path) for path in rest}
    assert (after.project_id, after.project_name, after.lists) == (
        before.project_id, before.project_name, before.lists
    )
    assert after.documents == before.documents


@pytest.mark.parametrize(("source", "over"), [("3.0", "2.1"), ("2.1", "3.0"), ("2.0", "3.0")])
def test_an_older_version_takes_nothing_back(shared_data, structure, engineer, source, over):
    """Out as another version, in again: nothing is renewed, and out as the first, all is there."""
    folder = shared_data / "bcf" / f"v{source}"
    paths = sorted(folder.glob("*.bcf*")) if folder.is_dir() else []
    if not paths:
        pytest.skip(f"no archives of {source} among the shared files")
    for path in paths:
        Issue.objects.all().delete()
        before = read_archive(path.read_bytes())
        made = bring(engineer, structure, path.read_bytes()).made
        kept = {issue.guid: topic_of(issue) for issue in made}
        other, _lost = export_archive(actor=engineer, issues=made, version=over)
        again = bring(engineer, structure, other)
        assert (len(again.renewed), len(again.made)) == (0, 0), path.name
        assert {one.guid: topic_of(one) for one in Issue.objects.all()} == kept
        assert len(again.unchanged) == len(before.topics)


def test_a_look_that_calls_itself_otherwise_keeps_its_own_name(structure, engineer):
    look = Viewpoint(
        guid="8dc86298-9737-40b4-a448-98a9e953293a", file="v.bcfv",
        own_guid="11111111-2222-4333-8444-555555555555",
    )  # fmt: skip
    topic = Topic(guid="63e78882-7c6a-4bf7-8982-fc478afb9c97", title="t", viewpoints=(look,))
    done = bring(engineer, structure, write_archive(Archive(version="2.1", topics=(topic,)), "2.1"))
    again, _lost = export_archive(actor=engineer, issues=done.made, version="2.1")
    assert read_archive(again).topics[0].viewpoints == (look,)


def test_the_same_archive_again_changes_nothing(shared_data, structure, engineer):
    data = archive_of(shared_data, "v2.1", "MaximumInformation")
    made = bring(engineer, structure, data).made
    again = bring(engineer, structure, data)
    assert (len(made), len(again.made), len(again.renewed), len(again.unchanged)) == (2, 0, 0, 2)
    assert Issue.objects.count() == 2


def test_a_broken_archive_saves_nothing(structure, engineer, client):
    with pytest.raises(Exception, match="BCF"):
        bring(engineer, structure, b"no archive")
    assert not Issue.objects.exists()
