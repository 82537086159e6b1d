"""What a rejected model alone brought into the tree goes with it; what anything else uses stays."""

import io

import pytest

from bim.catalog.models import Federation
from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from portal.core import clock
from portal.core.models import Event
from portal.pages.record import find_record
from portal.projects.layers import STRUCTURES
from spatial.features.models import Feature
from spatial.tiles.layer import Question
from spatial.tiles.tile import Tile
from tests.bim.models import building, standard
from tests.conftest import TODAY


def named(actor, project):
    """Names in the project's tree, as its record shows it."""
    return {one.name for one in find_record(actor=actor, code=project.code, on=TODAY).members}



@pytest.fixture
def send_to_project(project, engineer):
    """A function that sends bytes to the project, whose structure is found or made by the model's name."""

    def make(content: bytes, name="新楼"):
        wanted = Wanted(project=project.code, name=name)
        stream = io.BytesIO(content)
        revision = receive_model(actor=engineer, stream=stream, name="m.ifc", wanted=wanted, on=TODAY)
        return read_model(actor=engineer, revision=revision, on=TODAY)

    return make


def test_a_structure_made_for_a_model_that_is_rejected_goes_and_comes_with_a_better_file(send_to_project):
    rejected = send_to_project(b"%PDF-1.7")
    feature = rejected.model.feature
    feature.refresh_from_db()
    assert rejected.state == "rejected" and feature.withdrawn
    assert Event.objects.filter(verb="withdraw", subject_id=str(feature.pk)).count() == 1
    again = send_to_project(b"%PDF-1.6")
    assert (again.model_id, again.number) == (rejected.model_id, 2)
    published = send_to_project(building(standard()))
    feature.refresh_from_db()
    assert (published.model_id, published.state) == (rejected.model_id, "published")
    assert feature.valid_to is None
    assert Event.objects.filter(verb="restore", subject_id=str(feature.pk)).count() == 1
    assert send_to_project(b"%PDF-1.5").state == "rejected"
    feature.refresh_from_db()
    assert feature.valid_to is None


def test_a_withdrawn_structure_is_in_no_tree_and_on_no_map(send_to_project, project, engineer):
    feature = send_to_project(b"%PDF-1.7").model.feature
    assert "新楼" not in named(engineer, project)
    drawn = STRUCTURES.parts[0].rows(Question(actor=engineer, tile=Tile(z=0, x=0, y=0), on=TODAY))
    assert not drawn.filter(pk=feature.pk).exists()
    send_to_project(building(standard()))
    assert "新楼" in named(engineer, project)
    assert drawn.filter(pk=feature.pk).exists()


def test_a_structure_that_something_else_hangs_on_stays(send_to_project, project, engineer):
    first = receive_model(
        actor=engineer, stream=io.BytesIO(b"%PDF-1.7"), name="m.ifc", on=TODAY,
        wanted=Wanted(project=project.code, name="新楼"),
    )  # fmt: skip
    Federation.objects.create(feature=first.model.feature, name="all", created_at=clock.now())
    assert read_model(actor=engineer, revision=first, on=TODAY).state == "rejected"
    assert Feature.objects.get(pk=first.model.feature_id).valid_to is None


def test_a_structure_that_stood_before_stays(take_in, structure):
    assert take_in(b"%PDF-1.7").state == "rejected"
    structure.refresh_from_db()
    assert structure.valid_to is None
