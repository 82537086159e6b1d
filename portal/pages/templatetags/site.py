"""Names of what was written down at a site."""

from django import template

from portal.capture import names
from portal.capture.models import SiteEntry, SitePhoto
from portal.quality import names as quality_names

register = template.Library()
LISTS = {
    "STATES": names.STATES, "KINDS": names.KINDS, "SEVERITIES": names.SEVERITIES,
    "SUPERVISIONS": names.SUPERVISIONS,
}  # fmt: skip


@register.filter
def site_word(code: str, which: str) -> str:
    """Return the name of a code of one list, e.g. ``{{ entry.state|site_word:"STATES" }}``."""
    return names.word(LISTS[which], code)


@register.filter
def sign_words(sign: dict[str, str], code: str) -> str:
    """Return what speaks against a photo of the project ``code``, with its facts."""
    return quality_names.sign(sign, code=code)


@register.filter
def announced(entry: SiteEntry) -> list[SitePhoto | None]:
    """Return the photos of an entry in their order; none for one that is still to come."""
    came = {photo.file.sha256: photo for photo in entry.photos.all()}
    return [came.get(one["sha256"]) for one in entry.promised]
