"""What finance finds beside the amounts of a request."""

from django.utils.translation import gettext_lazy as _

from portal.budget import names
from portal.core.errors import Conflict, Invalid


class DebtNotCapital(Conflict):
    """Debt is borrowed for capital works alone (预算法 34, 35)."""

    message = _("Line {position} would pay {economic}, which is no capital expenditure, out of {source}.")

    def told(self) -> dict[str, object]:
        """Name the source."""
        return self.facts | {"source": names.source(str(self.facts["source"]))}


class AppraisalUnanswered(Invalid):
    """What asks for a reason is passed over only with one."""

    message = _("Give a reason of at least {least} characters for: {findings}.")

    def told(self) -> dict[str, object]:
        """Name the findings."""
        codes = str(self.facts["findings"]).split(", ")
        return self.facts | {"findings": "; ".join(names.finding(code) for code in codes)}
