"""The small picture of a photo, for galleries: made once, kept beside the photo's own bytes."""

import io
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from portal.core.files import keep_beside, open_file, read_beside
from portal.core.models import StoredFile
from portal.progress.pictures import opened

SIDE_PX, QUALITY = 480, 80
MOST_DECODED = 20_000_000
"""Up to how many pixels a photo is opened whole; a JPEG that lies line by line is read at an eighth."""
KIND, ENDS_WITH = "small", b"\xff\xd9"
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """The size, in pixels, of a photo too large to be opened for a small picture."""

    width: int
    height: int

    @property
    def megapixels(self) -> int:
        """Return how many million pixels it has."""
        return round(self.width * self.height / 10**6)


def small_of(file: StoredFile) -> bytes | Large:
    """Return a JPEG of at most 480 pixels a side, upright, that says nothing but the picture.

    One process makes one at a time, so that a gallery of many photos takes the memory of one.
    """
    with _one_at_a_time:
        kept = read_beside(file, kind=KIND)
        if kept.endswith(ENDS_WITH):
            return kept
        with open_file(file) as stream, opened(stream) as image:
            made = _made(image)
        if isinstance(made, bytes):
            keep_beside(file, kind=KIND, body=made)
        return made


def _made(image: Image.Image) -> bytes | Large:
    width, height = image.size
    if not _is_read_in_part(image) and width * height > MOST_DECODED:
        return Large(width=width, height=height)
    sink = io.BytesIO()
    _flat(ImageOps.exif_transpose(_shrunk(image))).save(sink, "JPEG", quality=QUALITY, optimize=True)
    return sink.getvalue()


def _is_read_in_part(image: Image.Image) -> bool:
    """Tell whether a picture is decoded at the size it is wanted: of a progressive JPEG all is held."""
    return isinstance(image, JpegImageFile) and not image.info.get("progressive")


def _shrunk(image: Image.Image) -> Image.Image:
    if image.mode == "P":
        image = image.convert("RGBA")
    elif image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        image = image.convert("L")
    image.thumbnail((SIDE_PX, SIDE_PX), reducing_gap=2.0)
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Return a picture on white paper, without what its file said beside the pixels."""
    paper = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA") if image.mode == "LA" else image
    paper.paste(seen.convert("RGB"), mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return paper
