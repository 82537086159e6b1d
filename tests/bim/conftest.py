"""A project with a structure, people who may send models, and a way to take one in without a worker."""

import io

import pytest

from bim.catalog.models import Revision
from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, make_structure, receive_model
from tests.bim.models import building, standard
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def _own_shapes(settings, tmp_path):
    """Shapes of one test are not those of another."""
    settings.BIM_SHAPES_DIR = tmp_path / "shapes"
    settings.BIM_PROCESSES = 1


@pytest.fixture
def project(file_project):
    """A project on its lot."""
    return file_project(0.2, 0.2)


@pytest.fixture
def engineer(person, unit):
    """The unit's engineer."""
    return person("eng", organisation=unit, name="engineer", region="97")


@pytest.fixture
def structure(project, engineer):
    """The project's building, a point so far."""
    return make_structure(actor=engineer, project=project, name="主楼", on=TODAY)


@pytest.fixture
def send(engineer, structure):
    """A function that sends a model's bytes: ``send(content, name="architecture")``."""

    def make(content: bytes, *, name: str = "architecture", actor=None, **wanted) -> Revision:
        given = {"feature_id": structure.pk, "name": name} | wanted
        return receive_model(
            actor=actor or engineer, stream=io.BytesIO(content), name=f"{name}.ifc", wanted=Wanted(**given),
            on=TODAY,
        )  # fmt: skip

    return make


@pytest.fixture
def take_in(send, engineer):
    """The same, read to its end."""

    def make(content: bytes, **words) -> Revision:
        return read_model(actor=engineer, revision=send(content, **words), on=TODAY)

    return make


@pytest.fixture
def published(take_in):
    """The ordinary building, published."""
    return take_in(building(standard()))
