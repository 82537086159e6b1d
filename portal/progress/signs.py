"""What speaks against a photo, in words; and the earlier photo, where the reader may see it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.progress import names
from portal.progress.rules import photos

SENTENCES: dict[str, Promise] = {
    photos.OUTSIDE: _("{found} from the site, allowed {limit}"),
    photos.EARLY: _("taken {found}, the period begins {limit}"),
    photos.FUTURE: _("dated {found}, received {limit}"),
    photos.ALTERED: _("not the bytes that were taken: they hash to {found}, the phone said {limit}"),
    photos.PLACES_APART: _("picture and phone name places {found} apart, allowed {limit}"),
    photos.TIMES_APART: _("picture and phone name times {found} apart, allowed {limit}"),
    photos.LARGE: _("{size} megapixels ({found}): photos of a site hardly have more than {limit}; "
                    "lists show it in small only"),
}
UNITS: dict[str, Promise] = {"m": _("{number} m"), "h": _("{number} h"), "MP": _("{number} megapixels")}
HASH = 12
Sign = Mapping[str, str]


def told(sign: Sign, *, code: str = "") -> str:
    """Return a sign as a sentence with its facts.

    Of a reused picture the earlier use is only named where it lies in the project ``code``, whose photo is
    read; the reader may not see others.
    """
    kind = sign["kind"]
    if kind == photos.REUSED:
        found = shown(sign, code)["found"]
        word = names.word(names.SIGNS, kind)
        return f"{word}: {found}" if found else word
    facts = {name: _fact(sign[name]) for name in ("found", "limit")}
    if kind == photos.LARGE:
        facts["size"] = _megapixels(sign["found"])
    return str(SENTENCES[kind]).format(**facts) if kind in SENTENCES else names.word(names.SIGNS, kind)


def shown(sign: Sign, code: str) -> dict[str, str]:
    """Return a sign without the use in another project than ``code``: the reader may not see that one."""
    if sign["kind"] != photos.REUSED or " " not in sign["found"]:
        return dict(sign)
    if code and sign["found"].startswith(f"{code} "):
        return dict(sign)
    return {"kind": photos.REUSED, "found": "", "limit": ""}


def rows(signs: Iterable[Sign], *, code: str) -> list[dict[str, Any]]:
    """Return signs as programs read them: masked, with their names and sentences."""
    return [
        shown(sign, code) | {"message": names.word(names.SIGNS, sign["kind"]), "told": told(sign, code=code)}
        for sign in signs
    ]


def _fact(text: str) -> str:
    number, _blank, unit = text.partition(" ")
    if unit in UNITS:
        return str(UNITS[unit]).format(number=f"{float(number):,.0f}" if unit == "m" else number)
    return f"{text[:HASH]}…" if len(text) == 64 else text


def _megapixels(size: str) -> str:
    width, _times, height = size.partition(" × ")
    return f"{int(width) * int(height) / 10**6:.0f}"


def used_before(code: str, section: str, period: str) -> str:
    """Return where a picture was used before."""
    return gettext("{project}, {section}, {period}").format(project=code, section=section, period=period)
