"""The dimensions of the bridge: three spans over a river, and a ramp to either side.

Metres. x along the road, y to its left, z above the ground and the river's usual water; zero under mid-span.
"""

ENDS_M = (-50.0, -20.0, 20.0, 50.0)
WIDE_M, RAMP_M = 20.0, 108.0
DECK_TOP_M, PAVING_M, SLAB_M = 5.4, 0.10, 0.20
GIRDERS, GIRDER_STEP_M, GIRDER_DEEP_M, GAP_M = 8, 2.4, 1.6, 0.06
GIRDER_TOP_M = DECK_TOP_M - PAVING_M - SLAB_M
GIRDER_FOOT_M = GIRDER_TOP_M - GIRDER_DEEP_M
BEARING_M = 0.12
SEAT_M = GIRDER_FOOT_M - BEARING_M
CAP_DEEP_M, CAP_LONG_M = 1.4, 2.2
CAP_FOOT_M, PILE_CAP_TOP_M, PILE_CAP_DEEP_M = SEAT_M - CAP_DEEP_M, -1.0, 1.6
PILE_TOP_M = PILE_CAP_TOP_M - PILE_CAP_DEEP_M
SEGMENT_M, RAMP_SEGMENT_M = 5.0, 6.0
LONG_M = ENDS_M[-1] - ENDS_M[0] + 2 * RAMP_M
"""From one end of the ramps to the other."""
NUMERALS = "一二三"


def girder_ys() -> list[float]:
    """Return the girders' middles across the deck."""
    return [round((n - (GIRDERS - 1) / 2) * GIRDER_STEP_M, 6) for n in range(GIRDERS)]


def steps(begin: float, end: float, step: float) -> list[tuple[float, float]]:
    """Return equal pieces from one place to another, each at most ``step`` long."""
    count = round(abs(end - begin) / step)
    at = [round(begin + (end - begin) * n / count, 6) for n in range(count + 1)]
    return list(zip(at, at[1:], strict=False))


def ramp_top(away_m: float) -> float:
    """Return the road's height on a ramp, a distance away from the bridge's end."""
    return round(DECK_TOP_M * (1 - away_m / RAMP_M), 6)
