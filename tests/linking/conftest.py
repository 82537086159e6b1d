"""A project with a building and a schedule of three tasks, and people who link them."""

import io
from uuid import UUID

import pytest

from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.fourd.sandbox import read_any
from bim.linking.pairs import Target
from bim.linking.selectors import get_pair, task_pair
from bim.linking.services.ruling import write_rule
from portal.contracts.models import BillItem, Contract, Party
from portal.core.files import store_file
from portal.core.ids import new_id
from portal.progress.services.keeping import keep_schedule
from spatial.features.models import Feature
from tests.bim import conftest as bim
from tests.bim.models import building, standard
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import uscc
from tests.progress.schedules import mspdi, mspdi_task

PLAN = mspdi(mspdi_task(1) + mspdi_task(2, days=5, links=[1]) + mspdi_task(3, days=5, links=[2]))
ITEMS = (
    ("010504001", "混凝土墙", "m³", 10), ("011201001", "抹灰", "m²", 48), ("010801001", "门", "樘", 4),
    ("030701001", "配套", "套", 1),
)  # fmt: skip
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
    """A function that sends a schedule: ``plan(text)``. ``called``: its name."""

    def make(text: str = PLAN, name: str = "p.xml", called: str = "总进度计划"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return keep_schedule(
            actor=engineer, code=project.code, found=read_any(path), file_name=name, at=NOON,
            file=store_file(io.BytesIO(text.encode()), name=name), name=called,
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
    return task_pair(actor=engineer, schedule_id=schedule.pk, revision_id=house.pk)


@pytest.fixture
def rule(engineer, pair):
    """A function that writes a rule: ``rule("class=IfcWall", "2")``."""

    def make(question: str, task: str, *, actor=None, **more):
        return write_rule(
            actor=actor or engineer, target=pair.target, revision_id=pair.revision.pk,
            question=question, key=task, at=NOON, **more,
        )  # fmt: skip

    return make


@pytest.fixture
def bill(engineer, project, structure, house):
    """A contract of the project whose bill pays for the house, and the house."""
    party, _made = Party.objects.get_or_create(
        uscc=uscc(7), defaults={"name": "路桥公司", "created_at": NOON}
    )
    contract = Contract.objects.create(
        project=project, feature=project.site, party=party, number="HT-1", name="施工合同", kind="works",
        track="direct", original_yuan=1000, progress_ratio="0.8", created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    for n, (code, name, unit, quantity) in enumerate(ITEMS):
        BillItem.objects.create(
            contract=contract, feature=structure if n else project.site, code=code, name=name, unit=unit,
            quantity=quantity, unit_price=100, position=n,
        )  # fmt: skip
    return get_pair(actor=engineer, target=Target(contract_id=contract.pk), revision_id=house.pk)


def _item(code: str):
    return pytest.fixture(lambda bill: BillItem.objects.get(contract=bill.contract, code=code))


concrete, plaster, door, fittings = (_item(code) for code, *_rest in ITEMS)


@pytest.fixture
def elsewhere(bill, structure):
    """An item on another structure of the same site."""
    other = Feature.objects.get(pk=structure.pk)
    other.pk, other.code = new_id(), "OTHER"
    other.save(force_insert=True)
    return BillItem.objects.create(
        contract=bill.contract, feature=other, code="010101001", name="土方", unit="m³", quantity=1,
        unit_price=1,
    )  # fmt: skip
