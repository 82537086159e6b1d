"""Read a stored file into the rows of its import. Run again after a kill, it begins from nothing."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path

from portal.accounts.actor import Actor
from portal.core.files import copy_to
from portal.projects.importing import remarks
from portal.projects.importing.answers import Answers, answers_from
from portal.projects.importing.fields import FIELDS
from portal.projects.importing.judging import Judge, Judged
from portal.projects.importing.reading import Opened, Tell, open_layer, pick_layer, survey
from portal.projects.importing.remarks import Problem, problem
from portal.projects.importing.understanding import Understood
from portal.projects.models_import import ImportBatch, ImportRow
from spatial.intake import wire
from spatial.intake.model import FileSurvey
from spatial.intake.sandbox import FileRefused

BLOCK = 250
Outcome = ImportRow.Outcome


class Finding:
    """What one reading of a file found; kept by ``services`` once it is whole."""

    def __init__(self) -> None:
        self.survey: FileSurvey | None = None
        self.opened: Opened | None = None
        self.remarks: list[Problem] = []
        self.refused = False

    def keep(self, batch: ImportBatch) -> None:
        """Write it into the fields of the import."""
        batch.survey = wire.plain(self.survey) if self.survey else {}
        batch.columns = [asdict(column) for column in self.opened.mapped] if self.opened else []
        batch.remarks = remarks.store(self.remarks)
        batch.state = ImportBatch.State.FAILED if self.refused else ImportBatch.State.READY


def read_into(batch: ImportBatch, *, actor: Actor, on: date, tell: Tell) -> Finding:
    """Read the file and write its rows; a file that cannot be taken is a finding too."""
    batch.rows.all().delete()
    answers, found = answers_from(batch.answers), Finding()
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = copy_to(batch.file, Path(folder) / f"file{Path(batch.name).suffix[:12]}")
        try:
            _read(batch, path, answers, found, actor=actor, on=on, tell=tell)
        except FileRefused as refusal:
            batch.rows.all().delete()
            found.remarks.append(refusal.problem)
            found.refused = True
    return found


def _read(
    batch: ImportBatch, path: Path, answers: Answers, found: Finding, *, actor: Actor, on: date, tell: Tell
) -> None:
    found.survey = survey(path, name=batch.name, answers=answers, tell=_part(tell, 0, 20))
    layer, said = pick_layer(found.survey, answers)
    found.remarks += [*_of_file(found.survey), *said]
    if not layer:
        return
    with open_layer(path, name=batch.name, layer=layer, answers=answers, tell=_part(tell, 20, 95)) as opened:
        found.opened = opened
        crs = opened.layer.crs
        judge = Judge(actor=actor, answers=answers, on=on, placed=crs is None or crs.usable)
        for block in _blocks(opened.rows):
            ImportRow.objects.bulk_create(_stored(batch, one) for one in judge.judge(block))
    found.remarks += [*opened.remarks, *opened.late(), *_unmapped(batch, opened, answers)]
    if not batch.rows.exclude(outcome=Outcome.LEFT_OUT).exists():
        found.remarks.append(problem("nothing_to_import"))


def _unmapped(batch: ImportBatch, opened: Opened, answers: Answers) -> list[Problem]:
    """Return the required fields that no column holds, where that keeps rows out."""
    held = {column.field for column in opened.mapped}
    held |= {code for code, text in answers.values.items() if text}
    lacking = [known.zh for known in FIELDS if known.required and known.code not in held]
    if not lacking or not batch.rows.filter(outcome=Outcome.REFUSED).exists():
        return []
    return [problem("field_unmapped", field="、".join(lacking))]


def _of_file(found: FileSurvey) -> Iterable[Problem]:
    """Return what concerns the file; that it holds several layers is said when one is picked."""
    return [one for one in found.problems if one.code != "several_layers"]


def _stored(batch: ImportBatch, judged: Judged) -> ImportRow:
    row, shape = judged.row, judged.row.shape
    return ImportRow(
        batch=batch, number=row.number, address=asdict(row.address), outcome=judged.outcome,
        project=judged.project, owner=judged.owner, region_code=judged.region_code,
        seen_version=judged.project.version if judged.project else 0,
        values=wire.plain(row.values), facts=row.facts, changes=judged.changes,
        remarks=remarks.store(judged.remarks), geom=judged.geom,
        native_wkb=shape.native_wkb if shape and judged.geom else None, srid=shape.srid if shape else None,
    )  # fmt: skip


def _blocks(rows: Iterator[Understood]) -> Iterator[list[Understood]]:
    while block := list(islice(rows, BLOCK)):
        yield block


def _part(tell: Tell, first: int, last: int) -> Callable[[str, int], None]:
    """Return a teller whose 0-100 is a part of the whole."""

    def told(stage: str, percent: int) -> None:
        tell(stage, first + (last - first) * percent // 100)

    return told
