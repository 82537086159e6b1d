"""What is wrong with a file, as typed facts that speak Chinese and English."""

from dataclasses import dataclass, field
from enum import StrEnum

from spatial.coordinates.names import system_name
from spatial.intake.sentences import SENTENCES

Fact = str | int | float


class Severity(StrEnum):
    """``NOTE`` informs, ``WARN`` asks a person to look, ``ERROR`` keeps the row, layer or file out."""

    NOTE = "note"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where: a sheet's cell, a text line, a record number, a fid; empty for the whole layer or file."""

    kind: str = ""
    row: int = 0
    column: int = 0
    line: int = 0

    def text(self, language: str = "zh") -> str:
        """Return e.g. ``C12``, ``第5行第3列``, ``fid 7``."""
        english = language.startswith("en")
        if self.kind == "cell":
            return f"{column_letters(self.column)}{self.row}" if self.column else f"{self.row}:{self.row}"
        if self.kind == "line":
            row = f"line {self.row}" if english else f"第{self.row}行"
            column = (f", column {self.column}" if english else f"第{self.column}列") if self.column else ""
            return row + column
        if self.kind == "fid":
            return f"fid {self.row}"
        if self.kind == "record":
            record = f"record {self.row}" if english else f"第{self.row}条"
            line = (f" (line {self.line})" if english else f"（第{self.line}行）") if self.line > 1 else ""
            return record + line
        return ""

    def at_column(self, column: int) -> "Address":
        """Return the cell of this row in a column, counted from 1."""
        return Address(kind=self.kind, row=self.row, column=column, line=self.line)


NOWHERE = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing found. ``code`` is a key of ``sentences.SENTENCES``; ``facts`` fill its sentence."""

    code: str
    severity: Severity
    address: Address = NOWHERE
    facts: dict[str, Fact] = field(default_factory=dict)

    def sentence(self, language: str = "zh") -> str:
        """Say it in Chinese, or in English when ``language`` starts with ``en``."""
        _severity, chinese, english = SENTENCES[self.code]
        told = {key: in_language(fact, language) for key, fact in self.facts.items()}
        return (english if language.startswith("en") else chinese).format(**told)


def in_language(fact: Fact, language: str) -> Fact:
    """Return a fact as a reader of a language is told it: systems have a name in each."""
    return system_name(fact, language) if isinstance(fact, str) else fact


def problem(code: str, address: Address = NOWHERE, /, **facts: Fact) -> Problem:
    """Return a problem with the severity its catalogue entry gives it."""
    return Problem(code=code, severity=Severity(SENTENCES[code][0]), address=address, facts=facts)


def add_sentences(sentences: dict[str, tuple[str, str, str]]) -> None:
    """Let those who use the rows say their own things in the same form; a code may not be taken twice."""
    taken = [code for code in sentences if SENTENCES.get(code, sentences[code]) != sentences[code]]
    if taken:
        raise ValueError(f"Codes already in use: {taken}")
    SENTENCES.update(sentences)


class Refused(Exception):
    """The file, or the layer asked for, cannot be taken. The sandbox carries it to the parent."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(found)


def refuse(code: str, address: Address = NOWHERE, /, **facts: Fact) -> Refused:
    """Return the exception to raise."""
    return Refused(problem(code, address, **facts))


def column_letters(column: int) -> str:
    """Return a spreadsheet's letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
