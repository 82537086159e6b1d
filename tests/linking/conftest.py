"""A project with a building and a schedule of three tasks, and people who link them."""

import io
from uuid import UUID

import pytest

from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.fourd.sandbox import read_any
from bim.linking.selectors import get_pair
from bim.linking.services.ruling import write_rule
from portal.core.files import store_file
from portal.progress.services.keeping import keep_schedule
from tests.bim import conftest as bim
from tests.bim.models import building, standard
from tests.conftest import NOON, TODAY
from tests.progress.schedules import mspdi, mspdi_task

PLAN = mspdi(mspdi_task(1) + mspdi_task(2, days=5, links=[1]) + mspdi_task(3, days=5, links=[2]))
_own_shapes, project, engineer, structure = bim._own_shapes, bim.project, bim.engineer, bim.structure


@pytest.fixture
def take_in(engineer, structure):
    """A function that sends a model and reads it to its end: ``take_in(content, model=None)``."""

    def make(content: bytes, model: UUID | None = None, name: str = "architecture"):
        wanted = Wanted(model_id=model) if model else Wanted(feature_id=structure.pk, name=name)
        sent = receive_model(
            actor=engineer, stream=io.BytesIO(content), name="m.ifc", wanted=wanted, on=TODAY
        )
        return read_model(actor=engineer, revision=sent, on=TODAY)

    return make


@pytest.fixture
def plan(project, engineer, tmp_path):
    """A function that sends a schedule: ``plan(text)``."""

    def make(text: str = PLAN, name: str = "p.xml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return keep_schedule(
            actor=engineer, code=project.code, found=read_any(path), file_name=name, at=NOON,
            file=store_file(io.BytesIO(text.encode()), name=name), name="总进度计划",
        ).schedule  # fmt: skip

    return make


@pytest.fixture
def house(take_in):
    """Four walls on one storey, published."""
    return take_in(building(standard()))


@pytest.fixture
def schedule(plan):
    """Three tasks, one after another."""
    return plan()


@pytest.fixture
def pair(engineer, schedule, house):
    """The schedule and the house."""
    return get_pair(actor=engineer, schedule_id=schedule.pk, revision_id=house.pk)


@pytest.fixture
def rule(engineer, pair):
    """A function that writes a rule: ``rule("class=IfcWall", "2")``."""

    def make(question: str, task: str, *, actor=None, **more):
        return write_rule(
            actor=actor or engineer, schedule_id=pair.schedule.pk, revision_id=pair.revision.pk,
            question=question, task_key=task, at=NOON, **more,
        )  # fmt: skip

    return make
