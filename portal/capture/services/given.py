"""What a phone sends, in plain values."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Where a phone stood: degrees, EPSG:4326; ``at``: when it was told so."""

    lon: float
    lat: float
    accuracy_m: float | None = None
    at: datetime | None = None

    @property
    def point(self) -> Point:
        """Return the place."""
        return Point(self.lon, self.lat, srid=4326)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A photo that is announced. ``sha256``: of the bytes as they were taken."""

    sha256: str
    taken_at: datetime
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An entry as the phone has it. ``feature_id``: where, if no task says it; ``percent``: of 100."""

    entry_id: UUID
    device: UUID
    number: int
    code: str
    kind: str
    captured_at: datetime
    feature_id: UUID | None = None
    task_key: str = ""
    supervision: str = ""
    state: str = ""
    percent: Decimal | None = None
    quantity: Decimal | None = None
    correction: str = ""
    note: str = ""
    title: str = ""
    severity: str = ""
    fix: Fix | None = None
    photos: tuple[Shown, ...] = ()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all it says: what is sent again is the same, or it is something else."""
        said = asdict(self)
        if not self.supervision:
            said.pop("supervision")  # phones sent entries before there were kinds of supervision
        text = json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value.normalize() + 0)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def promised(photos: tuple[Shown, ...]) -> list[dict[str, Any]]:
    """Return announced photos as a row keeps them."""
    return json.loads(json.dumps([asdict(one) for one in photos], default=_plain))  # type: ignore[no-any-return]


def shown(row: dict[str, Any]) -> Shown:
    """Return an announced photo as it was given."""
    fix = row["fix"]
    at = datetime.fromisoformat(fix["at"]) if fix and fix["at"] else None
    return Shown(
        sha256=row["sha256"], taken_at=datetime.fromisoformat(row["taken_at"]),
        fix=Fix(**(fix | {"at": at})) if fix else None,
    )  # fmt: skip
