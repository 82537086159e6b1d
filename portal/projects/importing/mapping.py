"""Guess which column is which field, with a confidence and the evidence for it. No Django."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from portal.projects import codes
from portal.projects.importing import terms, values
from portal.projects.importing.fields import BY_CODE, FIELDS, IGNORED, MONEY, PERCENT, TERM, Field, tidy
from portal.projects.importing.remarks import Problem, problem
from spatial.intake.model import Layer, Value

EXACT, PART, SHAPE = 0.95, 0.7, 0.6
ENOUGH = 0.5
SAMPLE = 300
DATED = re.compile(r"year|date|month|年份|年度|日期|时间")
"""What is in a header of days and years: it is no share, and no word of a list."""
EVIDENCE = {
    "header": ("列名就是“{word}”", "the header is “{word}”"),
    "header_part": ("列名含“{word}”", "the header holds “{word}”"),
    "values": ("{percent}% 的值符合", "{percent}% of the values fit"),
    "values_differ": ("只有 {percent}% 的值符合", "only {percent}% of the values fit"),
    "place": ("坐标列", "coordinates"),
    "foreign": ("外币金额，不能当作人民币", "a foreign currency, not yuan"),
    "chosen": ("由人指定", "chosen by a person"),
    "ignored": ("不需要导入", "not needed"),
    "taken": ("“{other}”列更像“{field}”", "column “{other}” fits “{field}” better"),
    "unknown": ("不认识的列", "not recognised"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One column as understood. ``field`` is empty when it is not taken. ``unit``: of money, or ``ratio``.

    ``unit_from``: header, preamble, values, chosen.
    """

    number: int
    column: str
    field: str
    confidence: float
    evidence: tuple[tuple[str, dict[str, str]], ...] = ()
    unit: str = ""
    unit_from: str = ""

    @property
    def is_place(self) -> bool:
        """Tell whether the column was taken for the place."""
        return any(key == "place" for key, _facts in self.evidence)

    def reasons(self, language: str = "zh") -> str:
        """Say why, in a language."""
        english = language.startswith("en")
        said = [EVIDENCE[key][english].format(**facts) for key, facts in self.evidence]
        return ("; " if english else "；").join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a person settled: ``fields`` column → field (empty: leave it out), one ``unit`` for all money."""

    fields: dict[str, str] = field(default_factory=dict)
    unit: str = ""


def map_columns(
    layer: Layer, sample: Sequence[Sequence[Value]], settled: Settled
) -> tuple[list[Mapped], list[Problem]]:
    """Return every column with the field it is taken for, and what a person should know of the units."""
    columns = [[row[i] for row in sample if row[i] not in (None, "")] for i in range(len(layer.columns))]
    claims = _claims(layer, columns, settled)
    winners = _winners(claims)
    mapped, remarks = [], []
    for at in range(len(layer.columns)):
        made = _settle(layer, at, claims[at], winners, settled)
        made, found = _with_unit(made, columns[at], layer, settled)
        mapped.append(made)
        if found:
            remarks.append(found)
    return mapped, remarks


@dataclass(frozen=True, slots=True)
class _Claim:
    field: str
    confidence: float
    evidence: tuple[tuple[str, dict[str, str]], ...]


def _claims(layer: Layer, columns: list[list[Value]], settled: Settled) -> list[list[_Claim]]:
    claims = []
    for column, cells in zip(layer.columns, columns, strict=True):
        if column.name in settled.fields:
            chosen = settled.fields[column.name]
            claims.append([_Claim(chosen, 1.0, (("chosen", {}),))] if chosen else [])
        elif column.name in layer.places or tidy(column.name) in IGNORED:
            claims.append([])
        else:
            foreign = values.is_foreign(column.name)
            fitting = [known for known in FIELDS if not (foreign and known.kind == MONEY)]
            found = [_claim(known, column.name, cells) for known in fitting]
            claims.append(sorted((c for c in found if c.confidence >= ENOUGH), key=lambda c: -c.confidence))
    return claims


def _claim(known: Field, header: str, cells: list[Value]) -> _Claim:
    """Weigh header and values: a good header with foreign values loses, telling values alone may win."""
    confidence, evidence = _by_header(known, header)
    share = _share(known, cells)
    if share is None or not cells:
        return _Claim(known.code, confidence, evidence)
    percent = {"percent": str(round(share * 100))}
    if share == 0 and known.kind in {PERCENT, TERM} and not known.required:
        return _Claim(known.code, 0.0, (("values", percent),))
    if confidence and share < 0.5:
        return _Claim(known.code, confidence * (0.55 + share * 0.6), (*evidence, ("values_differ", percent)))
    if confidence:
        return _Claim(known.code, min(0.99, confidence + 0.04 * share), (*evidence, ("values", percent)))
    telling = known.code in {"owner_uscc", "investment_code", "nature", "stage", "sector", "funding_source"}
    return _Claim(known.code, SHAPE * share if telling and share > 0.85 else 0.0, (("values", percent),))


def _by_header(known: Field, header: str) -> tuple[float, tuple[tuple[str, dict[str, str]], ...]]:
    plain = tidy(header)
    last = tidy(header.rsplit("/", 1)[-1])
    for name, confidence in ((plain, EXACT), (last, EXACT - 0.1)):
        if name and name in known.headers:
            return confidence, (("header", {"word": header}),)
    if last and last in known.bare:
        return known.bare_sure, (("header", {"word": header}),)
    if plain and plain in (tidy(known.zh), tidy(known.en), tidy(known.code)):
        return EXACT, (("header", {"word": header}),)
    if known.kind in {PERCENT, TERM} and DATED.search(plain):
        return 0.0, ()
    told = next((words for words in known.telling if all(word in plain for word in words)), None)
    if told:
        return PART, (("header_part", {"word": " … ".join(told)}),)
    held = [word for word in known.headers if len(word) >= 4 and word in plain and _fills(word, plain)]
    if held:
        best = max(held, key=len)
        return PART + 0.2 * len(best) / len(plain), (("header_part", {"word": best}),)
    return 0.0, ()


def _fills(word: str, header: str) -> bool:
    """Tell whether a Latin word is more than half of a header: a street_name is no name of a project."""
    return not word.isascii() or 2 * len(word) > len(header)


def _share(known: Field, cells: list[Value]) -> float | None:
    """Return the share of cells that a field of this kind could hold; ``None`` where any text could be it."""
    texts = [values.text_of(cell) for cell in cells[:SAMPLE]]
    if known.code == "owner_uscc":
        return _part(codes.check_uscc(text).ok for text in texts)
    if known.code == "investment_code":
        return _part(codes.check_project_code(text).canonical is not None for text in texts)
    if known.kind == TERM:
        return _part(terms.first_of_many(known.code, text)[0] is not None for text in texts)
    if known.kind == MONEY:
        return _part(_reads(_plain_money, cell) for cell in cells[:SAMPLE])
    if known.kind == PERCENT:
        return _part(_reads(_plain_percent, cell) for cell in cells[:SAMPLE])
    if known.kind == "day":
        return _part(_reads(values.day, cell) for cell in cells[:SAMPLE])
    if known.code == "plan_period":
        return _part(_reads(values.period, cell) for cell in cells[:SAMPLE])
    return None


def _part(holds: Iterable[bool]) -> float:
    found = list(holds)
    return sum(found) / len(found) if found else 0.0


def _reads(read: Callable[[Value], object], cell: Value) -> bool:
    try:
        read(cell)
    except values.Unreadable:
        return False
    return True


def _plain_percent(cell: Value) -> object:
    found = values.percent(cell)
    if not 0 <= found <= 100:
        raise values.Unreadable(values.text_of(cell))
    return found


def _plain_money(cell: Value) -> object:
    return values.money(cell, "yuan")


def _winners(claims: list[list[_Claim]]) -> dict[str, int]:
    """Give each field to the column that claims it best, the surest first; each column gets one field."""
    ranked = sorted(
        ((claim.confidence, -at, claim.field) for at, mine in enumerate(claims) for claim in mine),
        reverse=True,
    )
    winners: dict[str, int] = {}
    served: set[int] = set()
    for _confidence, minus_at, code in ranked:
        if code not in winners and -minus_at not in served:
            winners[code] = -minus_at
            served.add(-minus_at)
    return winners


def _settle(layer: Layer, at: int, mine: list[_Claim], winners: dict[str, int], settled: Settled) -> Mapped:
    column = layer.columns[at]
    won = next((claim for claim in mine if winners.get(claim.field) == at), None)
    if won:
        return Mapped(
            number=column.number, column=column.name, field=won.field, confidence=round(won.confidence, 2),
            evidence=won.evidence,
        )  # fmt: skip
    why: tuple[str, dict[str, str]] = ("unknown", {})
    if column.name in settled.fields:
        why = ("chosen", {})
    elif column.name in layer.places:
        why = ("place", {})
    elif values.is_foreign(column.name):
        why = ("foreign", {})
    elif tidy(column.name) in IGNORED:
        why = ("ignored", {})
    elif mine:
        other = layer.columns[winners[mine[0].field]].name
        why = ("taken", {"other": other, "field": BY_CODE[mine[0].field].zh})
    return Mapped(number=column.number, column=column.name, field="", confidence=0.0, evidence=(why,))


def _with_unit(
    made: Mapped, cells: list[Value], layer: Layer, settled: Settled
) -> tuple[Mapped, Problem | None]:
    if not made.field:
        return made, None
    kind = BY_CODE[made.field].kind
    if kind == PERCENT:
        return _with_ratio(made, cells)
    if kind != MONEY:
        return made, None
    unit, source = _unit(made.column, cells, layer, settled)
    with_unit = _replaced(made, unit=unit, unit_from=source)
    if source == "values":
        return with_unit, problem("unit_guessed", column=made.column, unit=values.UNIT_NAMES[unit][0])
    return with_unit, None


def _unit(column: str, cells: list[Value], layer: Layer, settled: Settled) -> tuple[str, str]:
    if settled.unit:
        return settled.unit, "chosen"
    stated = values.unit_in(column)
    if stated:
        return stated, "header"
    for line in layer.preamble:
        stated = values.unit_in(line) if "单位" in line or "unit" in line.lower() else None
        if stated:
            return stated, "preamble"
    amounts = [values.money(cell, "yuan") for cell in cells if _reads(_plain_money, cell)]
    small = bool(amounts) and median(amounts) < 1_000_000
    return ("wan" if small else "yuan"), "values"


def _with_ratio(made: Mapped, cells: list[Value]) -> tuple[Mapped, Problem | None]:
    plain = [c for c in cells if _reads(values.percent, c) and "%" not in values.text_of(c)]
    amounts = [values.percent(cell) for cell in plain]
    if "%" in made.column or not amounts or max(amounts) > 1 or all(a == int(a) for a in amounts):
        return made, None
    return _replaced(made, unit="ratio", unit_from="values"), problem("ratio_guessed", column=made.column)


def _replaced(made: Mapped, *, unit: str, unit_from: str) -> Mapped:
    return Mapped(
        number=made.number, column=made.column, field=made.field, confidence=made.confidence,
        evidence=made.evidence, unit=unit, unit_from=unit_from,
    )  # fmt: skip
