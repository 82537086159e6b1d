"""Text of unknown encoding: by its mark, as UTF-8, else by what its bytes look like, and said so."""

from dataclasses import dataclass
from pathlib import Path

from portal.progress.schedules import faults
from portal.progress.schedules.remarks import Losses
from spatial.intake.encoding import SURE, canonical, find_in_file
from spatial.intake.problems import Refused


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text and the encoding it was read in."""

    text: str
    encoding: str


def text_of(path: Path, losses: Losses, *, chosen: str = "") -> Text:
    """Return the text of a file. Raises ``EncodingNotFit`` where no encoding, or not the chosen one, fits."""
    if chosen and canonical(chosen) is None:
        raise faults.EncodingNotFit(encoding=chosen[:40], at=0)
    try:
        found = find_in_file(path, chosen=chosen)
    except Refused as refused:
        raise faults.EncodingNotFit(encoding="UTF-8, GB 18030, CP1251, CP1252", at=0) from refused
    try:
        text = path.read_bytes().decode(found.encoding)
    except UnicodeDecodeError as error:
        raise faults.EncodingNotFit(encoding=found.encoding, at=error.start) from error
    if found.how == "bytes" and found.encoding != "utf-8":
        losses.add("encoding_guessed" if found.confidence >= SURE else "encoding_unsure", found.encoding)
    return Text(text=text.removeprefix("\ufeff"), encoding=found.encoding)
