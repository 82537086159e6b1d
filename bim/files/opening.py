"""Open a stranger's model: told by its bytes, unpacked, made readable, parsed. Runs in a child process."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ifcopenshell

from bim.files import faults, sniff
from bim.files.archives import unpack_model
from bim.files.header import Label, label_of
from bim.files.instances import Instances, entities_of
from bim.files.limits import MODEL_LIMITS
from bim.files.texts import code_page_of, escape_line, raw_encoding
from spatial.intake.limits import Limits

MOST_REMARKS = 20
MOST_LOST_RATIO = 2
BLOCK = 8 << 20
ESCAPES = (b"\\", b"???")
"""Without these no name can be damaged or of another code page: raw letters were escaped before parsing."""
NAME = 2
"""Where every root of every schema has its name."""
INSTANCE = re.compile(rb"(?:^|[\n;])\s*#\d+\s*=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A parsed model. ``plain``: the STEP file the parser read; ``remarks``: the first things it said.

    ``code_page``: names were written byte by byte in it (see ``texts.mended``); ``raw``: the code page of
    bytes that were escaped before parsing; ``lost``: instances the file writes and the parser did not take.
    ``texts``: the entities, where the parser found as many; ``escapes``: letters are written in another way.
    """

    file: Any
    plain: Path
    schema: str
    label: str
    rewritten: bool
    header: dict[str, str]
    raw: str = ""
    code_page: str = ""
    lost: int = 0
    texts: Instances | None = None
    escapes: bool = True
    remarks: tuple[str, ...] = field(default=())


def open_ifc(path: Path, *, work: Path, limits: Limits = MODEL_LIMITS) -> Opened:
    """Open a model of any packing. ``work``: a folder for what must be unpacked or rewritten.

    Raise a ``ModelRefused`` that says why not.
    """
    size = path.stat().st_size
    if size > limits.max_file_bytes:
        raise faults.ModelTooLarge(found_mb=size >> 20, limit_mb=limits.max_file_bytes >> 20)
    kind = sniff.kind_of(path)
    if kind == sniff.ZIP:
        path = unpack_model(path, work, limits)
        kind = sniff.kind_of(path)
    _refuse_other(kind)
    label = label_of(path)
    raw = raw_encoding(path)
    plain = _readable(path, label, raw, work / "readable.ifc") if label.rewritten or raw else path
    return _parsed(plain, label, raw)


def _refuse_other(kind: str) -> None:
    if kind == sniff.EMPTY:
        raise faults.EmptyModelFile()
    if kind == sniff.XML:
        raise faults.XmlNotRead()
    if kind == sniff.JSON:
        raise faults.JsonNotRead()
    if kind != sniff.STEP:
        raise faults.NotAModel(found=kind)


def _readable(path: Path, label: Label, raw: str, target: Path) -> Path:
    """Write the file anew with the label its schema is parsed by and its foreign bytes escaped."""
    start, end = label.at
    with path.open("rb") as source, target.open("wb") as sink:
        before = source.read(start)
        sink.write(_escaped_block(before, raw) + label.read_as.encode())
        source.seek(end)
        for line in source:
            sink.write(escape_line(line, raw) if raw else line)
    return target


def _escaped_block(block: bytes, raw: str) -> bytes:
    return b"".join(escape_line(line, raw) for line in block.splitlines(keepends=True)) if raw else block


def _parsed(plain: Path, label: Label, raw: str) -> Opened:
    try:
        file: Any = ifcopenshell.open(str(plain), ".ifc", lazy=True)  # type: ignore[call-overload]
    except ifcopenshell.SchemaError as error:
        raise faults.SchemaNotRead(label=label.written[:60]) from error
    except (ifcopenshell.Error, OSError, RuntimeError, UnicodeError) as error:
        raise faults.ModelNotReadable(detail=str(error)[:200] or type(error).__name__) from error
    step = plain.read_bytes()
    texts, lost = _texts_and_lost(step, plain, file)
    escapes = any(sign in step for sign in ESCAPES)
    if not file.by_type("IfcProject"):
        raise faults.NoProjectInModel()
    names = (name for root in file.by_type("IfcRoot") if escapes and (name := root[NAME]))
    return Opened(
        file=file, plain=plain, schema=file.schema, label=label.written, rewritten=label.rewritten,
        header=_header(file), raw=raw, code_page=code_page_of(names), lost=lost, texts=texts,
        escapes=escapes, remarks=_remarks(),
    )  # fmt: skip


def _texts_and_lost(step: bytes, plain: Path, file: Any) -> tuple[Instances | None, int]:
    """Return the entities where all of them are the parser's, each once; else none, and how many are lost."""
    found = entities_of(step)
    texts = {int(name): text for name, text in found}
    if len(found) == len(texts) == len(file.entity_names()):
        return texts, 0
    return (texts if len(texts) == len(file.entity_names()) else None), _lost(plain, file)


def _lost(plain: Path, file: Any) -> int:
    """Return how many instances the parser did not take; raise where it stopped half way without a word."""
    written, taken = instances_in(plain), len(file.entity_names())
    if written > taken * MOST_LOST_RATIO:
        raise faults.ModelNotReadable(detail=f"{taken} / {written} instances")
    return max(0, written - taken)


def instances_in(path: Path) -> int:
    """Return how many instances a STEP file writes, to one in each block of it."""
    with path.open("rb") as file:
        return sum(len(INSTANCE.findall(block)) for block in iter(lambda: file.read(BLOCK), b""))


def _header(file: Any) -> dict[str, str]:
    name, description = file.header.file_name, file.header.file_description
    return {
        "name": _text(name.name), "time_stamp": _text(name.time_stamp), "author": _joined(name.author),
        "organization": _joined(name.organization), "preprocessor": _text(name.preprocessor_version),
        "system": _text(name.originating_system), "authorization": _text(name.authorization),
        "description": _joined(description.description),
    }  # fmt: skip


def _joined(values: Any) -> str:
    return ", ".join(_text(value) for value in values or () if value)[:500]


def _text(value: Any) -> str:
    return str(value or "")[:500]


def _remarks() -> tuple[str, ...]:
    lines = [line.strip() for line in str(ifcopenshell.get_log()).splitlines() if line.strip()]
    return tuple(line[:300] for line in lines[:MOST_REMARKS])
