"""What can be wrong with a set of indicators, each flaw with its line or its cell."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

FLAWS: dict[str, Promise] = {
    "sum": _("the weights sum to {value}, they must sum to exactly {limit}"),
    "least": _("output and benefit weigh {value} together, at least {limit} here"),
    "weight": _("the weight “{value}” must be above 0 and at most 100"),
    "veto_weight": _("a veto weighs nothing, not {value}"),
    "target_missing": _("a target is missing"),
    "zero_missing": _("with a target of {value}, say which value earns nothing"),
    "zero_side": _("the value that earns nothing, {value}, lies on the wrong side of the target"),
    "no_target": _("a deduction has no target"),
    "index_sum": _("the published weights of the index sum to {value}, they must sum to exactly 100"),
    "index_span": _("a measure of the index has the same value for nothing and for all"),
    "code": _("there is no indicator “{value}” in the library"),
    "number": _("“{value}” is no number with at most {limit} decimal places"),
    "empty": _("there is no indicator yet"),
    "twice": _("“{value}” stands twice"),
    "columns": _("the sheet lacks the columns {limit}"),
    "percent": _("{value} is more than ten times the whole; write 95 % or 0.95"),
    "component": _("“{value}” is no measure; write name:weight:nothing at:all at"),
}
"""What is wrong with a set, by kind."""


class SetUnfit(Invalid):
    """A set of indicators cannot be judged by; ``flaws`` name line, field and reason."""

    message = _("The indicators are not fit yet: {flaws}.")

    def told(self) -> dict[str, object]:
        """Say the flaws one after another."""
        return {"flaws": "; ".join(flaw_sentence(one) for one in self.facts["flaws"])}  # type: ignore[attr-defined]


def flaw_sentence(flaw: dict[str, object]) -> str:
    """Return one flaw as a sentence, with its line or its cell."""
    said = str(FLAWS[str(flaw["kind"])]).format(**flaw)
    if flaw.get("cell"):
        return str(_("cell {cell}: {said}")).format(cell=flaw["cell"], said=said)
    if flaw["position"]:
        return str(_("line {position}: {said}")).format(position=flaw["position"], said=said)
    return said
