"""Files that belong together, handed in side by side: the parts of a shapefile become one archive."""

import zipfile
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.intake.shapefile import PARTS

FIELD = "file"
NAMES_TOLD = 5
BESIDE = frozenset({".sbn", ".sbx", ".qix", ".qpj", ".fix", ".xml", ".idx", ".ain", ".aih"})
"""Indexes and descriptions that programs lay beside a shape."""


class FilesApart(Invalid):
    """Several files that are not the parts of one shapefile."""

    message = _(
        "{count} files were handed in ({names}). Hand in one, or all parts of one shapefile: "
        ".shp, .shx, .dbf, .prj of the same name."
    )


def bundled(files: MultiValueDict[str, Any]) -> MultiValueDict[str, Any]:
    """Return what was handed in as one file. Raises ``FilesApart``.

    What other programs lay beside a shape under its name (.sbn, .shp.xml) is left out.
    """
    given = files.getlist(FIELD)
    if len(given) < 2:
        return files
    parts = {_suffix(one): one for one in given if _suffix(one) in PARTS}
    if not _belong_together(given, parts):
        names = ", ".join(str(one.name) for one in given[:NAMES_TOLD])
        raise FilesApart(count=len(given), names=names)
    found = files.copy()
    found.setlist(FIELD, [_archive([parts[suffix] for suffix in PARTS if suffix in parts])])
    return found


def _belong_together(given: list[Any], parts: dict[str, Any]) -> bool:
    """Tell whether all are of one shape: each part once, every other one named after it."""
    if ".shp" not in parts:
        return False
    name = _stem(parts[".shp"])
    others = [one for one in given if one not in parts.values()]
    beside = all(str(one.name).lower().startswith(f"{name}.") for one in given)
    return beside and all(_suffix(one) in BESIDE for one in others)


def _archive(parts: list[Any]) -> TemporaryUploadedFile:
    name = f"{PurePath(parts[0].name).stem}.zip"
    file = TemporaryUploadedFile(name=name, content_type="application/zip", size=0, charset=None)
    with zipfile.ZipFile(file, "w") as archive:
        for one in parts:
            with archive.open(zipfile.ZipInfo(PurePath(one.name).name), "w", force_zip64=True) as into:
                for chunk in one.chunks():
                    into.write(chunk)
    file.size = file.tell()
    file.seek(0)
    return file


def _suffix(file: Any) -> str:
    return PurePath(file.name).suffix.lower()


def _stem(file: Any) -> str:
    return PurePath(file.name).stem.lower()
