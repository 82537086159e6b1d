"""What speaks against a photo as evidence of a period (R13), and when a period's photos are a sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

OUTSIDE, REUSED, EARLY, FUTURE, NO_EXIF, NO_TIME, ALTERED = (
    "outside_site", "picture_reused", "before_period", "in_future", "no_exif", "no_time", "altered",
)  # fmt: skip
HARD = frozenset({OUTSIDE, REUSED, EARLY, FUTURE, ALTERED})
"""What R13 counts; a photo that only says little is none of them."""
BUFFER_M, ALIKE_BITS = 200, 4
R13_SHARE = 0.20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What is known of a photo. ``distance_m``: from the site; ``same_as``: where it was used before.

    ``claimed_sha256``: its hash when it was taken, as the device says, or nothing.
    """

    sha256: str
    has_exif: bool
    taken_at: datetime | None
    distance_m: float | None
    same_as: str = ""
    claimed_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that speaks against a photo, with the numbers that say it."""

    kind: str
    found: str
    limit: str


def signs_of(shot: Shot, *, first: date, on: date, buffer_m: float = BUFFER_M) -> list[Sign]:
    """Return what speaks against a photo of a period that began on ``first``, received on ``on``."""
    day = shot.taken_at.date() if shot.taken_at else None
    far = shot.distance_m is not None and shot.distance_m > buffer_m
    claimed = shot.claimed_sha256.lower()
    checks = (
        (OUTSIDE, far, f"{shot.distance_m or 0:.0f} m", f"{buffer_m:.0f} m"),
        (REUSED, bool(shot.same_as), shot.same_as, ""),
        (EARLY, day is not None and day < first, str(day), str(first)),
        (FUTURE, day is not None and day > on, str(day), str(on)),
        (NO_EXIF, not shot.has_exif, "", ""),
        (NO_TIME, shot.has_exif and day is None, "", ""),
        (ALTERED, bool(claimed) and claimed != shot.sha256, shot.sha256, claimed),
    )
    return [Sign(kind=kind, found=found, limit=limit) for kind, holds, found, limit in checks if holds]


def is_sign(photos: Iterable[Iterable[str]]) -> bool:
    """Tell whether a period's photos are a sign (R13): one is hard evidence, or > 20 % lie outside."""
    kinds = [set(found) for found in photos]
    outside = sum(OUTSIDE in found for found in kinds)
    return any((HARD - {OUTSIDE}) & found for found in kinds) or outside > R13_SHARE * len(kinds)
