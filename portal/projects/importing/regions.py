"""Which region a list means by a name or a code, and in which one a site stands."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.geos import GEOSGeometry, Point
from django.db.models import Q

from spatial.regions.allocation import shares_of
from spatial.regions.models import LEVELS, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text may mean: one region, none, or several."""

    codes: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return the one code, or nothing."""
        return self.codes[0] if len(self.codes) == 1 else ""


class Regions:
    """The regions in force on a day, by code and by name."""

    def __init__(self, *, on: date) -> None:
        rows = Region.objects.filter(valid_from__lte=on)
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        self._names: dict[str, str] = {}
        self._codes: dict[str, list[str]] = defaultdict(list)
        for code, name, english in rows.order_by("code").values_list("code", "name", "name_en"):
            self._names[code] = name
            self._codes[name].append(code)
            if english:
                self._codes[english.lower()].append(code)

    def name(self, code: str) -> str:
        """Return a region's name, its code where it is not known."""
        return self._names.get(code, code)

    def find(self, text: str) -> Found:
        """Return what a cell means: a code with or without its zeros, a name, or a path of names."""
        plain = re.sub(r"\s+", "", text)
        if plain.isdigit():
            code = self._trimmed(plain)
            return Found(codes=(code,) if code else ())
        exact = self._codes.get(plain) or self._codes.get(text.strip().lower())
        return Found(codes=tuple(exact)) if exact else self._by_path(plain)

    def home(self, code: str) -> Point | None:
        """Return where a region's name stands (EPSG:4326)."""
        row = Region.objects.filter(code=code, valid_to__isnull=True).only("label_point").first()
        return row.label_point if row else None

    def _trimmed(self, digits: str) -> str:
        for length in sorted(LEVELS.values(), reverse=True):
            if len(digits) >= length and set(digits[length:]) <= {"0"} and digits[:length] in self._names:
                return digits[:length]
        return ""

    def _by_path(self, text: str) -> Found:
        """Read ``某市某县``: the last name decides, those before it tell namesakes apart."""
        for at in range(1, len(text) - 1):
            codes = self._codes.get(text[at:])
            if codes:
                above = text[:at]
                fitting = [code for code in codes if self._parent_in(code, above)]
                return Found(codes=tuple(fitting))
        return Found()

    def _parent_in(self, code: str, above: str) -> bool:
        parents = [code[:digits] for digits in LEVELS.values() if digits < len(code)]
        return any(self._names[parent] in above for parent in parents if parent in self._names)


def region_of(geom: GEOSGeometry) -> str:
    """Return the code of the region most of the ground lies in, nothing where none is known."""
    shares = shares_of(geom)
    return shares[0].region_code if shares else ""
