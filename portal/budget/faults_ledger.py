"""What can be wrong with what may be spent: indicators, plans, cost lines, the end of the year."""

from django.utils.translation import gettext_lazy as _

from portal.budget import names
from portal.core.errors import Conflict, Invalid


class CostLineExceeded(Conflict):
    """More on a line than it allows."""

    message = _("The cost line {line} has {room} yuan left; {asked} yuan are asked.")


class NotEnough(Conflict):
    """The indicator's headroom is smaller."""

    message = _("The indicator {number} has {available} yuan available; {asked} yuan are asked.")


class NotReserved(Conflict):
    """A reference holds less than what is to be moved."""

    message = _("Under the reference {ref} {held} yuan are held; {asked} yuan cannot be taken from it.")


class PlanTooSmall(Conflict):
    """No payment without a plan, none above it."""

    message = _("The plan up to month {month} leaves {room} yuan; {asked} yuan are asked.")


class PlanAboveAuthority(Conflict):
    """A plan spends no more than there is."""

    message = _("The plan would be {planned} yuan, the indicator is {authority} yuan.")


class PlanBelowPaid(Conflict):
    """A plan is not lowered beneath what was already paid or reserved under it."""

    message = _("The plan up to month {month} cannot go down to {planned} yuan: {taken} yuan are taken.")


class MonthUnknown(Invalid):
    """A year has twelve."""

    message = _("There is no month {month}.")


class IndicatorClosed(Conflict):
    """Its year is over."""

    message = _("The indicator {number} is closed.")


class WrongYear(Invalid):
    """An entry belongs to its indicator's year, and to a day that has come."""

    message = _("The day {on} is not a day of the year {year} that has come.")


class ReservedLeft(Conflict):
    """A year ends only once nothing is under way."""

    message = _("{frozen} yuan of the indicator {number} are still reserved: pay or release them first.")


class CommittedLeft(Conflict):
    """What is promised by contract is carried over, not lapsed."""

    message = _("{committed} yuan of the indicator {number} are promised by contract: they cannot lapse.")


class CarriedTooLong(Conflict):
    """Money unused for two years running is surplus."""

    message = _("The indicator {number} was not used for {years} years: what is left is surplus and lapses.")


class AdjustmentEnds(Invalid):
    """A transfer has two ends of one project's request; an addition and a reduction have one."""

    message = _("An adjustment of the kind {kind} does not go between these indicators.")

    def told(self) -> dict[str, object]:
        """Name the kind."""
        return {"kind": names.adjustment(str(self.facts["kind"]))}


class AdjustmentEndMissing(AdjustmentEnds):
    """An indicator that this kind of adjustment needs is not named."""

    message = _("An adjustment of the kind {kind} needs: {end}.")

    def told(self) -> dict[str, object]:
        """Name the kind and the end."""
        return super().told() | {"end": names.end(str(self.facts["end"]))}


class IndicatorsOpen(Conflict):
    """A request is closed once its indicators are."""

    message = _("{count} indicators of the request are still open.")


class YearNotOver(Conflict):
    """Nothing is carried out of a year that still runs."""

    message = _("The year {year} is not over yet: what is left is carried over afterwards.")
