"""What may be asked of an address: a parameter nobody reads is refused, never passed over."""

from collections.abc import Collection
from difflib import get_close_matches

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

EVERYWHERE = ("view", "format", "lang", "language")
"""Whose eyes, which form and which language: may stand in every address."""
NEAREST = 3
NAMED = 5
LIKENESS = 0.4


class ParameterUnknown(Invalid):
    """The address reads no such parameter; ``facts`` name the nearest it reads, and all."""

    message = _("There is no parameter {unknown} here. What comes nearest: {nearest}.")

    def told(self) -> dict[str, object]:
        """Return the names as a sentence lists them."""
        return {name: ", ".join(self.facts[name]) for name in ("unknown", "nearest")}  # type: ignore[arg-type]


class ParameterRepeated(Invalid):
    """A parameter stands twice: a list is one value with commas, and of two values one would be lost."""

    message = _("The parameter {parameter} stands {times} times; write it once, several codes with commas.")


def require_once(given: QueryDict) -> None:
    """Raise ``ParameterRepeated`` when a name is given twice."""
    for name, values in given.lists():
        if len(values) > 1:
            told = [value[:40] for value in values[:NAMED]]
            raise ParameterRepeated(parameter=name[:40], times=len(values), values=told)


def require_known(
    given: Collection[str], known: Collection[str], everywhere: Collection[str] = EVERYWHERE
) -> None:  # fmt: skip
    """Raise ``ParameterUnknown`` when a name is none of ``known``, nor one of those that stand everywhere."""
    read = sorted({*known, *everywhere})
    unknown = [name[:40] for name in given if name not in read][:NAMED]
    if unknown:
        near = dict.fromkeys(one for name in unknown for one in _nearest(name, read))
        raise ParameterUnknown(parameter=unknown[0], unknown=unknown, nearest=list(near), known=read)


def _nearest(name: str, read: list[str]) -> list[str]:
    """Return what looks like a name, or begins or ends with it, likeliest first; else all there is."""
    plain = name.lower()
    holds = [one for one in read if plain and (plain in one or one in plain)]
    alike = get_close_matches(plain, read, n=NEAREST, cutoff=LIKENESS)
    return list(dict.fromkeys([*holds, *alike]))[:NEAREST] or read
