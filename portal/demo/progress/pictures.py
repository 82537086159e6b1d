"""Photos we draw ourselves: a site under a sky, with the EXIF a phone would write."""

from datetime import datetime
from fractions import Fraction
from io import BytesIO

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from portal.demo.province.hashing import uniform

SIZE = (192, 144)
EXIF, GPS, TAKEN, MAKER, ACCURACY = 0x8769, 0x8825, 0x9003, 0x010F, 31


def photo(seed: int, *, taken_at: datetime, lon: float, lat: float, quality: int = 72) -> BytesIO:
    """Return a JPEG of a place: pillars and slabs whose heights and shades are the seed's for ever."""
    image = Image.new("RGB", SIZE, (168, 200, 226))
    draw = ImageDraw.Draw(image)
    luck = uniform("photo", seed, list(range(80)))
    for row in range(8):
        for column in range(10):
            shade = int(40 + 190 * luck[row * 10 + column])
            box = (column * 19, row * 18, column * 19 + 18, row * 18 + 17)
            draw.rectangle(box, fill=(shade, shade * 7 // 8, shade * 3 // 4))
    body = BytesIO()
    image.save(body, "JPEG", quality=quality, exif=_exif(taken_at, lon, lat))
    return body


def _exif(taken_at: datetime, lon: float, lat: float) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKER] = "DEMO"
    exif.get_ifd(EXIF)[TAKEN] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(GPS).update({
        1: "N", 2: _degrees(lat), 3: "E", 4: _degrees(lon), ACCURACY: IFDRational(6, 1),
    })  # fmt: skip
    return exif


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = Fraction(round((value - whole - minutes / 60) * 3600 * 10_000), 10_000)
    return IFDRational(whole, 1), IFDRational(minutes, 1), IFDRational(seconds.numerator, seconds.denominator)
