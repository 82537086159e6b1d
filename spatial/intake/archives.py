"""Look at a zip before unpacking it, then unpack only what is needed, under names of our own."""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from spatial.intake.limits import Limits
from spatial.intake.problems import refuse
from spatial.intake.scripts import score

CHUNK_BYTES = 1 << 20
SMALL_BYTES = 10 << 20
JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.I)
NESTED = frozenset(
    {".zip", ".kmz", ".xlsx", ".xlsm", ".docx", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"}
)
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError,
)  # fmt: skip
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an archive: its name in readable letters, and where it lies."""

    name: str
    info: zipfile.ZipInfo

    @property
    def suffix(self) -> str:
        """Return the extension in small letters, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Return folder and name without the extension."""
        return str(PurePosixPath(self.name).with_suffix(""))


def entries(path: Path, limits: Limits) -> list[Entry]:
    """Return the files of a zip that are worth reading; raise ``Refused`` for anything that could harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise refuse("zip_broken") from error
    if len(infos) > limits.max_entries:
        raise refuse("zip_too_many", found=len(infos), limit=limits.max_entries)
    _refuse_bombs(infos, path, limits)
    found = [Entry(name=name, info=info) for name, info in zip(readable_names(infos), infos, strict=True)]
    for entry in found:
        _refuse_harm(entry)
    return [e for e in found if not e.info.is_dir() and not JUNK.search(e.name)]


def refuse_nested(found: list[Entry]) -> None:
    """Raise ``Refused`` when an archive lies inside the archive."""
    for entry in found:
        if entry.suffix in NESTED:
            raise refuse("zip_nested", entry=entry.name[-120:])


def readable_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Return the entries' names; those without the UTF-8 flag are decoded by what their bytes look like."""
    raw = [info.filename.encode("cp437", "replace") for info in infos if not info.flag_bits & UTF8_FLAG]
    foreign = [name for name in raw if not name.isascii()]
    encoding = (
        max(("utf-8", "gb18030", "big5", "cp932", "cp1252"), key=lambda e: score(foreign, e))
        if foreign
        else ""
    )
    return [_readable(info, encoding) for info in infos]


def unpack(path: Path, entry: Entry, target: Path, limits: Limits) -> Path:
    """Write one entry to ``target``, counting what really comes out."""
    written = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry.info) as source, target.open("wb") as sink:
            while chunk := source.read(CHUNK_BYTES):
                written += len(chunk)
                if written > limits.max_unpacked_bytes:
                    raise refuse("zip_too_large", limit_mb=limits.max_unpacked_bytes >> 20)
                sink.write(chunk)
    except DAMAGE as error:
        raise refuse("zip_entry_broken", entry=entry.name[-120:]) from error
    return target


def _readable(info: zipfile.ZipInfo, encoding: str) -> str:
    if info.flag_bits & UTF8_FLAG or not encoding:
        return info.filename
    return info.filename.encode("cp437", "replace").decode(encoding, "replace")


def _refuse_bombs(infos: list[zipfile.ZipInfo], path: Path, limits: Limits) -> None:
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.max_unpacked_bytes:
        raise refuse("zip_bomb", found_mb=unpacked >> 20, limit_mb=limits.max_unpacked_bytes >> 20)
    ratio = unpacked / max(path.stat().st_size, 1)
    if unpacked > SMALL_BYTES and ratio > limits.max_ratio:
        raise refuse("zip_ratio", found=round(ratio), limit=limits.max_ratio)


def _refuse_harm(entry: Entry) -> None:
    name = entry.name.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or "\0" in name:
        raise refuse("zip_path", entry=entry.name[-120:])
    if stat.S_ISLNK(entry.info.external_attr >> 16):
        raise refuse("zip_link", entry=entry.name[-120:])
    if entry.info.flag_bits & ENCRYPTED_FLAG:
        raise refuse("zip_password")
