"""Turn a file into rows in our own words. The stranger's bytes are read in the sandbox's child process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from portal.projects.importing.answers import Answers
from portal.projects.importing.mapping import SAMPLE, Mapped, Settled, map_columns
from portal.projects.importing.remarks import Problem, problem
from portal.projects.importing.understanding import Understood, understand
from spatial.intake.model import FileSurvey, Layer, Row
from spatial.intake.sandbox import read_file, survey_file

Tell = Callable[[str, int], None]
NAMES_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The layer that is read: its columns as understood, what concerns all of it, its rows.

    ``late``: what only showed while reading, once the rows are through.
    """

    layer: Layer
    mapped: list[Mapped]
    remarks: list[Problem]
    rows: Iterator[Understood]
    late: Callable[[], list[Problem]]


def survey(path: Path, *, name: str, answers: Answers, tell: Tell) -> FileSurvey:
    """Return what the file holds. Raises ``FileRefused`` with a reason a clerk understands."""
    return survey_file(path, name=name, choice=answers.choice, progress=tell)


def pick_layer(found: FileSurvey, answers: Answers) -> tuple[str, list[Problem]]:
    """Return the layer to read: the one chosen, the only one, or the one that plainly is the list.

    Without one the name is empty and the remark says which there are.
    """
    if answers.layer or len(found.layers) == 1:
        return answers.layer or found.layers[0].name, []
    weights = [_likeness(layer) for layer in found.layers]
    best = max(weights)
    names = [layer.name for layer in found.layers]
    if best and weights.count(best) == 1:
        name = names[weights.index(best)]
        return name, [problem("layer_picked", count=len(names), name=name[:60])]
    return "", [problem("layer_unsure", count=len(names), known="、".join(names)[:NAMES_SHOWN])]


@contextmanager
def open_layer(path: Path, *, name: str, layer: str, answers: Answers, tell: Tell) -> Iterator[Opened]:
    """Read one layer. The columns are guessed from the first rows before any row is given out."""
    choice = replace(answers.choice, layer=layer)
    with read_file(path, name=name, choice=choice, progress=tell) as reading:
        rows = iter(reading)
        first = list(islice(rows, SAMPLE))
        sample = [row.values for row in first]
        mapped, remarks = map_columns(reading.layer, sample, answers.settled)
        yield Opened(
            layer=reading.layer, mapped=mapped, remarks=[*reading.layer.problems, *remarks],
            rows=_understood(chain(first, rows), mapped, answers), late=lambda: reading.problems,
        )  # fmt: skip


def _understood(rows: Iterator[Row], mapped: list[Mapped], answers: Answers) -> Iterator[Understood]:
    for row in rows:
        yield understand(row, mapped, answers.values)


def _likeness(layer: Layer) -> int:
    """Return how many fields of a project list the headers name; 0 without a name of projects."""
    mapped, _remarks = map_columns(layer, [], Settled())
    fields = {column.field for column in mapped if column.field}
    return len(fields) if "name" in fields else 0
