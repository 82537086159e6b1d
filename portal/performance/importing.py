"""A set of indicators from a workbook: every line understood, or the very cell named that is not."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from portal.performance import faults
from portal.performance.rules.library import BY_CODE, LIBRARY, PCT
from portal.performance.rules.surveys import Component
from portal.performance.rules.weights import Flaw, written_flaws
from portal.performance.services.targets import NewLine
from spatial.intake.model import Choice, Layer, Row, Value
from spatial.intake.sandbox import read_file, survey_file

SHEETS = ("指标", "Indicators")
HEADERS = {
    "code": ("指标", "Indicator"), "name": ("自定名称", "Own name"), "weight": ("权重", "Weight"),
    "target": ("目标值", "Target"), "zero": ("零分值", "Earns nothing at"),
    "planned": ("计划产出", "Planned output"), "unit": ("单位", "Unit"),
    "components": ("指数分项", "Measures of the index"),
}  # fmt: skip
NUMBERS = ("weight", "target", "zero", "planned")
CALLED = {name: one.code for one in LIBRARY for name in (one.code, one.zh, one.en.lower())}
MOST_LINES = 200
ABSURD = Decimal(10)


@dataclass(slots=True)
class Sheet:
    """What a workbook says. ``flaws``: with the cell each; lines are kept only where they are sound."""

    lines: list[NewLine] = field(default_factory=list)
    flaws: list[dict[str, object]] = field(default_factory=list)

    def settled(self) -> list[NewLine]:
        """Return the lines. Raises ``SetUnfit`` with every cell that cannot be taken."""
        if self.flaws or not self.lines:
            raise faults.SetUnfit(flaws=self.flaws or [asdict(Flaw(position=0, kind="empty"))])
        return self.lines


def read_set(path: Path, *, name: str) -> Sheet:
    """Return the indicators of a workbook, read in the sandbox. Raises ``FileRefused`` for no workbook."""
    names = [layer.name for layer in survey_file(path, name=name).layers]
    wanted = next((one for one in names if one in SHEETS), names[0] if names else "")
    found = Sheet()
    with read_file(path, name=name, choice=Choice(layer=wanted)) as reading:
        columns = _columns(reading.layer)
        for row in reading:
            if any(value not in {None, ""} for value in row.values) and len(found.lines) < MOST_LINES:
                _take(found, row, columns)
    return found


def _columns(layer: Layer) -> dict[str, int]:
    """Return where each field stands. Raises ``SetUnfit`` where a sheet has no indicators or weights."""
    heads = {
        column.name.strip().rstrip("*").split("（")[0].split(" (")[0]: column.number
        for column in layer.columns
    }
    found = {name: heads[head] for name, known in HEADERS.items() for head in (*known, name) if head in heads}
    lacking = [name for name in ("code", "weight") if name not in found]
    if lacking:
        limit = ", ".join(HEADERS[name][0] for name in lacking)
        flaw = Flaw(position=0, kind="columns", field=lacking[0], limit=limit)
        raise faults.SetUnfit(flaws=[asdict(flaw) | {"cell": ""}])
    return found


def _take(found: Sheet, row: Row, columns: dict[str, int]) -> None:
    cells = {name: row.values[at - 1] if at <= len(row.values) else None for name, at in columns.items()}
    for flaw in take_cells(found, cells):
        column = columns.get(str(flaw["field"]), columns["code"])
        flaw["cell"] = row.address.at_column(column).text("zh")


def take_cells(found: Sheet, cells: Mapping[str, Value]) -> list[dict[str, object]]:
    """Add one line to a sheet and return what is wrong with it."""
    place, said = len(found.lines) + 1, str(cells["code"] or "").strip()
    code = CALLED.get(said) or CALLED.get(said.lower())
    flaws: list[Flaw] = []
    if code is None:
        flaws.append(Flaw(position=place, kind="code", field="code", value=said[:40]))
    read = {name: _number(cells.get(name), name, place, flaws) for name in NUMBERS}
    if code and BY_CODE[code].unit == PCT:
        flaws += _absurd(place, read)
    parts = _components(cells.get("components"), place, flaws)
    if code and not flaws:
        numbers = (read["target"], read["zero"], read["planned"])
        flaws += written_flaws(place, code, read["weight"] or Decimal(0), numbers)
    found.lines.append(NewLine(
        code=code or "", weight=read["weight"] or Decimal(0), target=read["target"], zero=read["zero"],
        planned=read["planned"], unit=_text(cells.get("unit"), 24), name=_text(cells.get("name"), 120),
        components=parts,
    ))  # fmt: skip
    kept = [asdict(flaw) for flaw in flaws]
    found.flaws += kept
    return kept


def _text(value: Value, most: int) -> str:
    return "" if value is None else str(value).strip()[:most]


def _number(value: Value, name: str, place: int, flaws: list[Flaw]) -> Decimal | None:
    """Return a number as it was meant: 95 % is 0.95."""
    text = str(value).strip().replace(",", "").replace("％", "%") if value is not None else ""
    if not text and name != "weight":
        return None
    try:
        found = Decimal(text.rstrip("%")) if not isinstance(value, bool) else Decimal("nan")
    except InvalidOperation:
        found = Decimal("nan")
    if not found.is_finite():
        limit = "2" if name == "weight" else "6"
        flaws.append(Flaw(position=place, kind="number", field=name, value=text[:40], limit=limit))
        return None
    return found / 100 if text.endswith("%") and name != "weight" else found


def _absurd(place: int, read: dict[str, Decimal | None]) -> Iterable[Flaw]:
    for name in ("target", "zero"):
        value = read[name]
        if value is not None and abs(value) > ABSURD:
            yield Flaw(position=place, kind="percent", field=name, value=str(value))


def _components(value: Value, place: int, flaws: list[Flaw]) -> tuple[Component, ...]:
    """Return the measures of an index: ``name:weight:nothing at:all at[:figure]``, one after another."""
    found = []
    for part in (one for one in str(value or "").replace("；", ";").split(";") if one.strip()):
        words = [word.strip() for word in part.replace("：", ":").split(":")]
        try:
            weight, low, high = (Decimal(word) for word in words[1:4])
        except (InvalidOperation, ValueError):
            flaws.append(Flaw(position=place, kind="component", field="components", value=part.strip()[:40]))
            continue
        source = words[4] if len(words) > 4 else ""
        found.append(Component(name=words[0][:60], weight=weight, low=low, high=high, source=source[:32]))
    return tuple(found)
