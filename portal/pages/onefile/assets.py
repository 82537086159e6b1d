"""Leaflet from the files laid at set-up, ready to be written into a document."""

import base64
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Unavailable

FOLDER = "vendor/leaflet"
IMAGE = re.compile(r"url\((images/[\w.-]+\.png)\)")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class LibraryMissing(Unavailable):
    """The set-up has not laid the library."""

    message = _("The map library is not installed on this server ({file}). The operator lays it with bin/up.")


@cache
def script() -> str:
    """Return Leaflet's script without its reference to a source map, safe inside a script element."""
    return SOURCE_MAP.sub("", _text("leaflet.js")).replace("</script", r"<\/script")


@cache
def style() -> str:
    """Return Leaflet's style with its images written in."""
    return IMAGE.sub(lambda found: f"url({_data_address(found.group(1))})", _text("leaflet.css"))


def _data_address(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_file(name).read_bytes()).decode("ascii")


def _text(name: str) -> str:
    return _file(name).read_text(encoding="utf-8")


def _file(name: str) -> Path:
    found = finders.find(f"{FOLDER}/{name}")
    if not found:
        raise LibraryMissing(file=f"{FOLDER}/{name}")
    return Path(found)
