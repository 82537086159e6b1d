"""How photos of reports, of the site and of issues are answered: as they came, and small."""

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.html import escape
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes

from portal.core.files import open_file
from portal.core.models import StoredFile
from portal.progress.small import SIDE_PX, Large, small_of

HEADERS = {
    "Content-Disposition": "inline", "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
}  # fmt: skip
JPEG, DRAWN = "image/jpeg", "image/svg+xml"
SMALL = {(200, JPEG): OpenApiTypes.BINARY, (200, DRAWN): OpenApiTypes.STR}
"""What the small pictures' doors answer, for the interface's description."""


def whole_answer(file: StoredFile) -> FileResponse:
    """Answer a photo as it came."""
    return FileResponse(open_file(file), content_type=file.content_type or JPEG, headers=HEADERS)


def small_answer(file: StoredFile) -> HttpResponseBase:
    """Answer a photo's small picture; of one too large to be opened, a tile that says so in words."""
    found = small_of(file)
    if isinstance(found, bytes):
        return HttpResponse(found, content_type=JPEG, headers=HEADERS)
    # The tile speaks the reader's language of the moment, so no reader keeps it.
    kept_by_none = HEADERS | {"Cache-Control": "private, no-store"}
    return HttpResponse(_tile(found), content_type=DRAWN, headers=kept_by_none)


def _tile(found: Large) -> str:
    lines = (
        f"{found.width} × {found.height}", _("{n} megapixels:").format(n=found.megapixels),
        _("open the original"),
    )  # fmt: skip
    height, middle = SIDE_PX * 3 // 4, SIDE_PX // 2
    words = "".join(
        f'<text x="{middle}" y="{height // 2 + 60 * (n - 1) + 14}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE_PX} {height}" width="{SIDE_PX}"'
        f' height="{height}"><title>{escape(" ".join(lines))}</title>'
        f'<rect width="{SIDE_PX}" height="{height}" fill="#e9ecef"/>'
        f'<g font-family="sans-serif" font-size="44" text-anchor="middle" fill="#212529">{words}</g></svg>'
    )
