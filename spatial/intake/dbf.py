"""The parts of a DBF file that tell its encoding: field names, language byte, and the text of its records."""

import struct
from dataclasses import dataclass
from pathlib import Path

from spatial.intake.encoding import find_in_samples, weigh_declared
from spatial.intake.model import EncodingFinding
from spatial.intake.problems import Problem, refuse

LANGUAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x13: "cp932", 0x26: "cp866", 0x4D: "gb18030",
    0x4E: "euc_kr", 0x4F: "cp950", 0x50: "cp874", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852",
    0x65: "cp866", 0x78: "cp950", 0x79: "euc_kr", 0x7A: "gb18030", 0x7B: "cp932", 0x7C: "cp874",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
VERSIONS = frozenset({0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0x8C, 0xF5, 0xFB})
SAMPLE_RECORDS = 4_000
FIELD_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DbfHead:
    """The head of a DBF. ``language``: the byte at 29, 0 or 0x57 where it says nothing."""

    records: int
    header_bytes: int
    record_bytes: int
    language: int
    fields: tuple[tuple[bytes, str, int], ...]


def read_head(path: Path) -> DbfHead:
    """Return the head; raise ``Refused`` when it is not a DBF."""
    with path.open("rb") as file:
        head = file.read(FIELD_BYTES)
        if len(head) < FIELD_BYTES or head[0] not in VERSIONS:
            raise refuse("dbf_broken")
        records, header_bytes, record_bytes = struct.unpack_from("<IHH", head, 4)
        body = file.read(max(header_bytes - FIELD_BYTES, 0))
    fields = []
    for at in range(0, len(body) - FIELD_BYTES + 1, FIELD_BYTES):
        if body[at] == 0x0D:
            break
        name = body[at : at + 11].split(b"\0")[0]
        fields.append((name, chr(body[at + 11]), body[at + 16]))
    if not fields or record_bytes < 1 + sum(width for _n, _k, width in fields if width) - 1:
        raise refuse("dbf_broken")
    return DbfHead(
        records=records, header_bytes=header_bytes, record_bytes=record_bytes, language=head[29],
        fields=tuple(fields),
    )  # fmt: skip


def text_samples(path: Path, head: DbfHead) -> list[bytes]:
    """Return field names and text values that go beyond ASCII."""
    samples = {name for name, _kind, _width in head.fields if not name.isascii()}
    with path.open("rb") as file:
        file.seek(head.header_bytes)
        for _number in range(min(head.records, SAMPLE_RECORDS)):
            record = file.read(head.record_bytes)
            if record.isascii():
                continue
            samples.update(_foreign_values(record, head))
    return sorted(samples)


def find_encoding(path: Path, *, label: str = "") -> tuple[EncodingFinding, list[Problem]]:
    """Return the encoding by the .cpg's ``label``, else the language byte, else the bytes themselves."""
    head = read_head(path)
    samples = text_samples(path, head)
    if label.strip() and label.strip().lower() != "system":
        return weigh_declared(label, samples, how="cpg", cut=True)
    declared = LANGUAGES.get(head.language)
    if declared:
        return weigh_declared(declared, samples, how="ldid", cut=True)
    return find_in_samples(samples, cut=True), []


def _foreign_values(record: bytes, head: DbfHead) -> set[bytes]:
    values, at = set(), 1
    for _name, kind, width in head.fields:
        value = record[at : at + width]
        at += width
        if kind == "C" and not value.isascii():
            values.add(value.rstrip(b" \0"))
    return values
