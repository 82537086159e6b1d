"""How exact a survey must be, and how much of a file is taken. Passed in; never read from settings."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """The numbers a survey is held against. Those of a standard come from the rule table of whoever asks.

    ``area_ratio`` and ``area_sqm``: a stated area may differ by the larger of the two: 0.07 % is more than
    plane and ellipsoid differ inside a 3-degree zone of China (0.061 % at 20 degrees north), 1 m² is the
    rounding of four decimals of a hectare. ``duplicate_m``, ``edge_m``, ``decimals``, ``spike_deg``: what
    the contract of the boundary-point text asks (1 mm, 5 cm, three decimals, 1 degree). ``overlap_sqm``:
    neighbouring surveys never meet exactly. ``county_buffer_m``: boundaries of counties are coarser than
    surveys. ``gap_m``, ``sliver_m``, ``safe_area_sqm``, ``batch_area_sqm``: ours, in want of a standard:
    a strip narrower than half a metre between neighbours is no road (and none within a parcel land), a parcel
    thinner than 20 cm no land; leaving a spike out that moves up to 1 m² is offered whatever its width, and
    what moves more than a tenth of a square metre is never accepted with others, unseen.
    """

    area_ratio: float = 0.0007
    area_sqm: float = 1.0
    duplicate_m: float = 0.001
    edge_m: float = 0.05
    decimals: int = 3
    spike_deg: float = 1.0
    overlap_sqm: float = 1.0
    county_buffer_m: float = 5_000.0
    gap_m: float = 0.5
    sliver_m: float = 0.2
    safe_area_sqm: float = 1.0
    batch_area_sqm: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much of one file is taken. A boundary of a whole county has some ten thousand points."""

    max_points: int = 300_000
    max_parcels: int = 20_000
    max_rings: int = 5_000
    max_lines: int = 1_500_000
    max_line_chars: int = 20_000
    max_bad_lines: int = 200
    max_of_a_code: int = 100


DEFAULT_TOLERANCES = Tolerances()
DEFAULT_CAPACITY = Capacity()
