"""The models of the demo's works: drawn where they stand, and sent in as their designers would."""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from bim.authoring.ground import Standing
from bim.authoring.models import MODELS, Model, write
from bim.catalog import models as catalog
from bim.catalog.services.joining import federate
from bim.catalog.services.receiving import Wanted, receive_model
from portal.accounts.actor import system_actor
from portal.demo.province.frame import degrees
from portal.demo.province.hashing import fixed_id
from portal.demo.works.standing import Placed, stands
from portal.demo.works.twins import SCHOOL
from portal.projects.models import Project

ACTOR = system_actor("demo")


def send_models(*, on: date) -> int:
    """Send in the models of structures that have none; return how many. A worker reads them in its time."""
    before = set(catalog.Model.objects.values_list("feature_id", flat=True))
    sent = 0
    with tempfile.TemporaryDirectory(prefix="models-") as folder:
        for model in MODELS:
            placed = stands()[model.work]
            if placed.structure not in before:
                path = write(model, standing(placed), Path(folder) / model.file_name)
                wanted = Wanted(
                    feature_id=placed.structure, name=model.name, discipline=model.discipline
                )
                _send(model, path, wanted, on)
                sent += 1
    if sent:
        _join()
    return sent


def standing(placed: Placed) -> Standing:
    """Return where a model stands and when its work goes on, as its project says."""
    project, stand = Project.objects.get(pk=fixed_id("project", placed.twin.work)), placed.stand
    begin, end = project.planned_start, project.planned_end
    if begin is None or end is None:
        raise ValueError(f"{project.code} has no planned dates.")
    zero = degrees(np.array([[stand.easting_m, stand.northing_m]]))[0].tolist()
    return Standing(
        easting_m=stand.easting_m, northing_m=stand.northing_m, height_m=stand.height_m,
        rotation_deg=stand.rotation_deg, lon=zero[0], lat=zero[1], name=project.name, code=project.code,
        begin=begin, end=end,
    )  # fmt: skip


def _send(model: Model, path: Path, wanted: Wanted, on: date) -> None:
    with path.open("rb") as stream:
        receive_model(actor=ACTOR, stream=stream, name=model.file_name, wanted=wanted, on=on)


def _join() -> None:
    """Join the school's disciplines: they share their axes."""
    members = catalog.Model.objects.filter(feature_id=stands()[SCHOOL].structure).order_by("name")
    federate(actor=ACTOR, name="1#教学楼 合模", model_ids=[member.pk for member in members])
