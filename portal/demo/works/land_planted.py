"""What is wrong on purpose with land documents: one work for each rule (docs/demo-province.md).

All lie in the first page of works, so they are the same at every size. The works are in order otherwise.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely import affinity

from portal.demo.works.approvals import COUNTY_CONVERTS
from portal.demo.works.standing import permit_m
from portal.demo.works.twins import twins

OTHER_BODY = "91110000600037341L"
OTHER_CODE = "2019-970000-47-01-000017"


@dataclass(frozen=True, slots=True, kw_only=True)
class LandFault:
    """One planted fault. ``kind``: the document it stands on; ``facts``: what that document says.

    ``scale``: its extent, as a part (0-1) of the site's width. ``declared``, ``classes``: area as a part of
    the site's, and of that by land class.
    """

    rule: str
    work: int
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    scale: float = 1.0
    declared: float | None = None
    classes: dict[str, float] = field(default_factory=dict)


MOVED, MOVED_ON = 439, date(2026, 5, 11)
"""The work whose A6 boundary was moved after the grant (L14), and when."""
FAULTS = (
    LandFault(rule="L02", work=22, kind="A6", declared=1.02),
    LandFault(rule="L03", work=47, kind="A4", declared=1.0, classes={"0301": 0.9},
              facts={"authority_level": "province"}),
    LandFault(rule="L04", work=102, kind="A5", scale=0.9),
    LandFault(rule="L05", work=173, kind="A7", scale=0.5),
    LandFault(rule="L07", work=COUNTY_CONVERTS, kind="A4", declared=1.0, classes={"0101": 1.0},
              facts={"authority_level": "county"}),
    LandFault(rule="L10", work=58, kind="A5", facts={"applicant_uscc": OTHER_BODY}),
    LandFault(rule="L11", work=85, kind="A6", facts={"project_code": OTHER_CODE}),
    LandFault(rule="L14", work=MOVED, kind="A6", facts={"geometry_version": 1}),
    LandFault(rule="L12", work=160, kind="A6", facts={"uses": ["0601"]}),
)  # fmt: skip
BY_WORK = {fault.work: fault for fault in FAULTS}
TEMPORARY, UNAPPROVED_CHANGE, WITH_BEDS = 201, 210, 457
"""Works with temporary land never given back (L15), an unapproved change of use (L16), and beds (L18)."""
TEMPORARY_LAND = {
    TEMPORARY: (date(2022, 3, 1), date(2024, 2, 28)),
    248: (date(2025, 5, 20), date(2026, 12, 3)),
    281: (date(2025, 5, 12), date(2026, 12, 24)),
    559: (date(2026, 1, 21), date(2027, 2, 15)),
}
"""Work → from when to when it uses temporary land; all but the first are about to run out (L09)."""
CHANGED_ON, BEDS = date(2026, 3, 2), 300


def before_m(site_m: shapely.Geometry) -> shapely.Geometry:
    """Return the ground of the work whose boundary was moved after the grant, as it was then."""
    return shapely.set_precision(affinity.scale(site_m, 0.94, 1.0, origin="centroid"), 0.001)


def extents_m(sites_m: np.ndarray, works: list[int], kinds: list[str]) -> np.ndarray:
    """Return the boundary of each document, in metres: the site's, but for what is planted."""
    shapes = sites_m.copy()
    for n, (work, kind) in enumerate(zip(works, kinds, strict=True)):
        if kind == "A7" and work in twins():
            shapes[n] = permit_m(shapes[n], work)
        fault = BY_WORK.get(work)
        if fault is not None and fault.kind == kind and fault.scale != 1.0:
            shapes[n] = shapely.set_precision(
                affinity.scale(shapes[n], fault.scale, fault.scale, origin="centroid"), 0.001
            )
    return shapes
