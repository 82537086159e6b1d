"""Whether money of an evaluation's year has already moved."""

from datetime import date

from portal.performance.models import Evaluation
from portal.performance.sources import reading

PAID_IN_YEAR = "paid_in_year"
"""What was paid in the year of a day, up to that day: the floor of payments feeds it."""


def money_moved(evaluation: Evaluation, *, on: date) -> bool:
    """Tell whether money of the year was spent by a day.

    Where nobody books payments by day, what the unit reports decides: of a project that began in the year,
    or once the year is over, whatever was paid counts.
    """
    project, year = evaluation.project, evaluation.year
    if on.year < year:
        return False
    day = min(on, date(year, 12, 31))
    booked = reading(PAID_IN_YEAR, project, day).value
    if booked is not None:
        return booked > 0
    began = project.actual_start or project.planned_start
    ours = on.year > year or (began is not None and began.year >= year)
    return ours and project.paid_yuan > 0
