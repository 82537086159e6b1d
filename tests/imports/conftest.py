"""Lists as offices send them, and a person who brings them in."""

import csv
import io
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from django.test import override_settings

from portal.accounts.actor import Actor
from portal.projects.importing import reading, remarks, services
from portal.projects.importing.remarks import say
from portal.projects.models_import import ImportBatch, ImportRow
from spatial.intake import stages
from spatial.intake.limits import DEFAULT_LIMITS
from spatial.intake.model import Choice, FileSurvey
from spatial.intake.problems import Problem, Refused
from spatial.intake.sandbox import FileRefused
from tests.conftest import TODAY

ORDINARY = {
    "项目名称": "东江二中",
    "建设单位": "东江建设中心",
    "行业": "教育",
    "资金来源": "县级财政",
    "建设性质": "新建",
    "总投资（万元）": 1200,
    "计划开工": "2026-03-01",
    "计划完工": "2027-12-31",
    "经度": 120.03,
    "纬度": 30.03,
}
HEADER = list(ORDINARY)


def line(name: str = "东江二中", **changes) -> list[object]:
    """One ordinary row; the test states only what matters."""
    return list((ORDINARY | {"项目名称": name} | changes).values())


@pytest.fixture(autouse=True)
def _quick(tmp_path, settings):
    """Keep blobs of a test to itself; hash its passwords as quickly as may be."""
    engine = "django.core.files.storage.FileSystemStorage"
    folder = {"BACKEND": engine, "OPTIONS": {"location": tmp_path / "blobs"}}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES=settings.STORAGES | {"default": folder}, PASSWORD_HASHERS=hashers):
        yield


class _Near:
    """Reads in this process what the sandbox's child would: the same stages without its start-up time."""

    def __init__(self, path: Path, *, name: str, choice: Choice, progress: object) -> None:
        self._ask = {"limits": DEFAULT_LIMITS, "choice": choice, "tell": progress}
        self._path, self._name = path, name
        self.problems: list[Problem] = []

    def survey(self) -> FileSurvey:
        with _work() as work, _refusals():
            return stages.survey(self._path, self._name, work=work, **self._ask)

    def __enter__(self) -> "_Near":
        self._open = ExitStack()
        work = self._open.enter_context(_work())
        with _refusals():
            self._pieces = stages.read(self._path, self._name, work=work, **self._ask)
            self.layer = next(self._pieces)
        return self

    def __exit__(self, *details: object) -> None:
        self._open.close()

    def __iter__(self):
        with _refusals():
            for piece in self._pieces:
                if piece and isinstance(piece[0], Problem):
                    self.problems += piece
                else:
                    yield from piece


@contextmanager
def _work():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def _refusals():
    try:
        yield
    except Refused as error:
        raise FileRefused(problem=error.problem) from error


@pytest.fixture
def sandboxed() -> None:
    """Ask for this to have files read in the real child process."""


@pytest.fixture(autouse=True)
def _near(request, monkeypatch):
    if "sandboxed" not in request.fixturenames:
        monkeypatch.setattr(reading, "survey_file", lambda path, **given: _Near(path, **given).survey())
        monkeypatch.setattr(reading, "read_file", _Near)


@dataclass
class Desk:
    """Writes files and imports them as one person would."""

    folder: Path
    actor: Actor

    def workbook(self, rows: list[list[object]], name: str = "项目.xlsx") -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(self.folder / name)
        return self.folder / name

    def csv(self, rows: list[list[object]], name: str = "项目.csv", encoding: str = "utf-8") -> Path:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return self.write(name, text.getvalue().encode(encoding))

    def write(self, name: str, body: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return path

    def read(self, path: Path, *, actor: Actor | None = None, **answers) -> ImportBatch:
        with path.open("rb") as stream:
            batch = services.receive_import(
                actor=actor or self.actor, stream=stream, name=path.name, answers=answers, at_once=True
            )
        return services.read_import(actor=actor or self.actor, batch=batch, on=TODAY)

    def lists(self, *rows: list[object], **answers) -> ImportBatch:
        return self.read(self.workbook([HEADER, *rows]), **answers)

    def confirm(self, batch: ImportBatch, actor: Actor | None = None) -> ImportBatch:
        return services.save_import(
            actor=actor or self.actor, batch_id=batch.pk, version=batch.version, on=TODAY
        )


@pytest.fixture
def clerk(regions, unit, person) -> Actor:
    """A clerk of the Dongjiang unit, cleared for everything internal."""
    return person("pu_clerk", name="clerk")


@pytest.fixture
def planner(regions, unit, other_unit, person) -> Actor:
    """A planner of the province."""
    return person("plan", name="planner", clearance="sensitive")


@pytest.fixture
def desk(tmp_path, clerk) -> Desk:
    return Desk(tmp_path, clerk)


def outcomes(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows have which outcome, only those there are."""
    return {name: count for name, count in batch.counts.items() if count}


def said(batch: ImportBatch) -> set[str]:
    """Return the codes of all that is said of the file and of its rows."""
    found = list(remarks.load(batch.remarks))
    for row in ImportRow.objects.filter(batch=batch):
        found += remarks.load(row.remarks)
    return {one.code for one in found}


def complaints(batch: ImportBatch, language: str = "zh") -> list[str]:
    """Return each error of the rows as ``cell sentence``, in file order."""
    found = []
    for row in ImportRow.objects.filter(batch=batch).order_by("number"):
        errors = [one for one in remarks.load(row.remarks) if one.severity == "error"]
        found += [f"{one.address.text(language)} {say(one, language)}" for one in errors]
    return found
