"""A project, the people who send its schedules, and a way to send one."""

import io

import pytest

from bim.fourd.sandbox import read_any
from portal.core.files import store_file
from portal.progress.services.keeping import keep_schedule
from tests.conftest import NOON


@pytest.fixture
def project(file_project):
    """A project on its lot."""
    return file_project(0.2, 0.2)


@pytest.fixture
def engineer(person, unit):
    """The unit's engineer."""
    return person("eng", organisation=unit, name="engineer", region="97")


@pytest.fixture
def send(project, engineer, tmp_path):
    """A function that sends a file's text as a schedule: ``send(text, "p.xml")``."""

    def make(text: str | bytes, name: str = "p.xml", *, actor=None, called: str = "总进度计划"):
        body = text if isinstance(text, bytes) else text.encode()
        path = tmp_path / name
        path.write_bytes(body)
        return keep_schedule(
            actor=actor or engineer, code=project.code, found=read_any(path),
            file=store_file(io.BytesIO(body), name=name), file_name=name, at=NOON, name=called,
        )  # fmt: skip

    return make
