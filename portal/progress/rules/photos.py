"""What speaks against a photo as evidence of a period (R13), and when a period's photos are a sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

OUTSIDE, REUSED, EARLY, FUTURE, NO_EXIF, NO_TIME, ALTERED, PLACES_APART, TIMES_APART, LARGE = (
    "outside_site", "picture_reused", "before_period", "in_future", "no_exif", "no_time", "altered",
    "places_apart", "times_apart", "very_large",
)  # fmt: skip
HARD = frozenset({OUTSIDE, REUSED, EARLY, FUTURE, ALTERED})
"""What R13 counts; a photo that only says little is none of them."""
BUFFER_M, ALIKE_BITS = 200, 4
LARGE_PIXELS = 100_000_000
"""Above this a photo is told to be very large; above twice as many it is refused (progress/pictures)."""
APART_H = 1
"""From how many hours on the picture's own time and the device's are two different times."""
R13_SHARE = 0.20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What is known of a photo. ``distance_m``: from the site; ``same_as``: where it was used before.

    ``claimed_sha256``: its hash when it was taken, as the device says, or nothing. ``device_*``: time and
    place the device said beside the picture's own; ``apart_m``: how far the two places lie apart.
    ``width``, ``height``: in pixels.
    """

    sha256: str
    has_exif: bool
    taken_at: datetime | None
    distance_m: float | None
    same_as: str = ""
    claimed_sha256: str = ""
    device_at: datetime | None = None
    device_distance_m: float | None = None
    apart_m: float | None = None
    width: int = 0
    height: int = 0

    @property
    def farthest_m(self) -> float | None:
        """Return how far from the site it was taken, by whoever says more."""
        told = [far for far in (self.distance_m, self.device_distance_m) if far is not None]
        return max(told, default=None)

    @property
    def days(self) -> list[date]:
        """Return the days it was taken, by the picture and by the device, the earlier first."""
        return sorted(moment.date() for moment in (self.taken_at, self.device_at) if moment)

    @property
    def apart(self) -> timedelta:
        """Return how far the two times lie apart."""
        both = self.taken_at is not None and self.device_at is not None
        return abs(self.taken_at - self.device_at) if both else timedelta(0)  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that speaks against a photo, with the numbers that say it."""

    kind: str
    found: str
    limit: str


def signs_of(shot: Shot, *, first: date, on: date, buffer_m: float = BUFFER_M) -> list[Sign]:
    """Return what speaks against a photo of a period that began on ``first``, received on ``on``."""
    days, far = shot.days, shot.farthest_m or 0
    first_day, last_day = (days[0], days[-1]) if days else (on, on)
    claimed, apart = shot.claimed_sha256.lower(), shot.apart_m or 0
    checks = (
        (OUTSIDE, far > buffer_m, f"{far:.0f} m", f"{buffer_m:.0f} m"),
        (REUSED, bool(shot.same_as), shot.same_as, ""),
        (EARLY, bool(days) and first_day < first, str(first_day), str(first)),
        (FUTURE, bool(days) and last_day > on, str(last_day), str(on)),
        (NO_EXIF, not shot.has_exif, "", ""),
        (NO_TIME, shot.has_exif and not days, "", ""),
        (ALTERED, bool(claimed) and claimed != shot.sha256, shot.sha256, claimed),
        (PLACES_APART, apart > buffer_m, f"{apart:.0f} m", f"{buffer_m:.0f} m"),
        (TIMES_APART, shot.apart > timedelta(hours=APART_H), _hours(shot.apart), f"{APART_H} h"),
        (LARGE, shot.width * shot.height > LARGE_PIXELS, f"{shot.width} × {shot.height}",
         f"{LARGE_PIXELS // 10**6} MP"),
    )
    return [Sign(kind=kind, found=found, limit=limit) for kind, holds, found, limit in checks if holds]


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.1f} h"


def is_sign(photos: Iterable[Iterable[str]]) -> bool:
    """Tell whether a period's photos are a sign (R13): one is hard evidence, or > 20 % lie outside."""
    kinds = [set(found) for found in photos]
    outside = sum(OUTSIDE in found for found in kinds)
    return any((HARD - {OUTSIDE}) & found for found in kinds) or outside > R13_SHARE * len(kinds)
