"""Read a photo from a stranger: size before pixels, what EXIF says, and a hash of how it looks."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import IO, Any

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from portal.core.errors import Invalid
from portal.progress import faults

MOST_PIXELS = 200_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
MARKS = (
    (re.compile(rb"\xff\xd8\xff"), "JPEG"), (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
)  # fmt: skip
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # refused from twice as many on, before a pixel is read
SIDE = 8
"""The picture is looked at as 9 by 8 grey fields; each bit says whether it gets darker to the right."""

_WAYS = Image.Transpose
LYING = (_WAYS.FLIP_LEFT_RIGHT, _WAYS.ROTATE_180, _WAYS.FLIP_TOP_BOTTOM)
STANDING = (_WAYS.ROTATE_90, _WAYS.ROTATE_270, _WAYS.TRANSPOSE, _WAYS.TRANSVERSE)
"""How else a copy may lie: on the same side, or on the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a photo says of itself. ``taken_at``: the camera's clock, without zone; degrees; EPSG:4326.

    ``turned_hashes``: how it looks in each of its eight turns and mirrors, as it lies first.
    """

    width: int
    height: int
    has_exif: bool
    taken_at: datetime | None
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    turned_hashes: tuple[int, ...]
    content_type: str

    @property
    def picture_hash(self) -> int:
        """Return how it looks as it lies."""
        return self.turned_hashes[0]


def read_picture(stream: IO[bytes]) -> Picture:
    """Return what a photo says. Raises ``FileEmpty``, ``NoPicture``, ``PictureCutOff`` or
    ``PictureTooLarge``.
    """
    stream.seek(0)
    if not stream.read(1):
        raise faults.FileEmpty()
    try:
        with opened(stream) as image:
            return _read(image)
    except Image.DecompressionBombError as error:
        found = int(next(iter(re.findall(r"\d+", str(error))), MOST_PIXELS + 1))
        raise faults.PictureTooLarge(found=-(-found // 10**6), limit=MOST_PIXELS // 10**6) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise _unread(stream) from None


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[Image.Image]:
    """Open a photo without reading its pixels. Raises what the library does of one it cannot read."""
    stream.seek(0)
    # The library that prints sets this for its whole process, and half a photo would pass for one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(stream, formats=FORMATS) as image:
            yield image


def _unread(stream: IO[bytes]) -> Invalid:
    """Return why a file is no photo: something else, or one that breaks off."""
    stream.seek(0)
    head = stream.read(24)
    called = next((name for mark, name in MARKS if mark.match(head)), "")
    if called:
        return faults.PictureCutOff(format=called, bytes=stream.seek(0, 2))
    return faults.NoPicture(begins=head.decode("latin-1"))


def _read(image: Image.Image) -> Picture:
    width, height = image.size
    exif, turned = image.getexif(), looks(image)
    where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    return Picture(
        width=width, height=height, has_exif=bool(exif), taken_at=_time(exif),
        lon=_degrees(where, 4, 3, "W", 180), lat=_degrees(where, 2, 1, "S", 90),
        accuracy_m=_number(where.get(31)), turned_hashes=turned,
        content_type=Image.MIME[image.format or "JPEG"],
    )  # fmt: skip


def looks(image: Image.Image) -> tuple[int, ...]:
    """Return 64 bits, as a signed number, that differ little between pictures that look alike: as it lies,
    then mirrored and turned in the seven other ways.
    """
    image.draft("L", (SIDE * 16, SIDE * 16))
    grey = image.convert("L")
    lying = grey.resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    standing = grey.resize((SIDE, SIDE + 1), Image.Resampling.BOX)
    turned = [lying.transpose(way) for way in LYING] + [standing.transpose(way) for way in STANDING]
    return tuple(_bits(fields) for fields in (lying, *turned))


def _bits(fields: Image.Image) -> int:
    grey, bits = list(fields.tobytes()), 0
    lines = [grey[n : n + SIDE + 1] for n in range(0, len(grey), SIDE + 1)]
    for line in lines:
        for left, right in pairwise(line):
            bits = bits << 1 | (left > right)
    return bits - (1 << 64) if bits >> 63 else bits


def _time(exif: Image.Exif) -> datetime | None:
    text = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    text = text or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S") if text else None  # noqa: DTZ007
    except ValueError:
        return None


def _degrees(where: dict[int, Any], tag: int, side: int, negative: str, most: int) -> float | None:
    parts = where.get(tag)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [_number(part) for part in parts]
    if None in numbers:
        return None
    value = sum(part / 60**n for n, part in enumerate(numbers) if part is not None)
    value = -value if str(where.get(side, "")).strip("\0 ") == negative else value
    return value if abs(value) <= most else None


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return found if found == found and abs(found) < 1e9 else None
