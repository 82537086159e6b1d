"""What the person settled about a file: every answer overrides what was found. No Django models."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.projects.importing.fields import BY_CODE
from portal.projects.importing.mapping import Settled
from portal.projects.importing.values import UNITS
from spatial.intake.model import Choice


class AnswerInvalid(Invalid):
    """An answer that is none."""

    message = _("{answer}: {found} is not a possible answer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """``columns``: column name → field code, empty to leave it out.

    ``values``: field → text for rows without it. ``unit``: of all money columns. ``place_by_region``: rows
    without a place stand at their region's centre. ``separate``: numbers of rows that are new projects though
    a project of the same code or name is known.
    The rest goes to the reader: see ``spatial.intake.model.Choice``.
    """

    layer: str = ""
    encoding: str = ""
    srid: int = 0
    swap_axes: bool = False
    header_row: int = 0
    repair: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    place_by_region: bool = False
    separate: tuple[int, ...] = ()

    @property
    def choice(self) -> Choice:
        """Return the part for the reader."""
        return Choice(
            layer=self.layer, encoding=self.encoding, srid=self.srid, swap_axes=self.swap_axes,
            header_row=self.header_row, repair=self.repair,
        )  # fmt: skip

    @property
    def settled(self) -> Settled:
        """Return the part for the mapping."""
        return Settled(fields=dict(self.columns), unit=self.unit)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)


def answers_from(given: object) -> Answers:
    """Return checked answers from JSON; raise ``AnswerInvalid`` with the one that is wrong."""
    if not isinstance(given, dict):
        raise AnswerInvalid(answer="answers", found=type(given).__name__)
    kinds = {known.name: getattr(known.type, "__name__", "") for known in fields(Answers)}
    for name, value in given.items():
        if name not in kinds or not _fits(value, kinds[name]):
            raise AnswerInvalid(answer=str(name)[:40], found=str(value)[:60])
    answers = Answers(**{**given, "separate": tuple(given.get("separate", ()))})
    _check_words(answers)
    return answers


def _fits(value: object, kind: str) -> bool:
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000
    if kind == "str":
        return isinstance(value, str) and len(value) <= 300
    if kind == "tuple":
        return isinstance(value, (list, tuple)) and all(_fits(item, "int") for item in value)
    return isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(item, str) and len(item) <= 500 for key, item in value.items()
    )


def _check_words(answers: Answers) -> None:
    if answers.unit and answers.unit not in UNITS:
        raise AnswerInvalid(answer="unit", found=answers.unit)
    for column, code in answers.columns.items():
        if code and code not in BY_CODE:
            raise AnswerInvalid(answer=f"columns.{column}"[:60], found=code[:60])
    for code in answers.values:
        if code not in BY_CODE:
            raise AnswerInvalid(answer="values", found=code[:60])
