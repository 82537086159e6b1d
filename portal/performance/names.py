"""What states, steps, parties, grades and figures are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from portal.performance.rules.library import BY_CODE, Definition
from portal.performance.rules.surveys import ANSWERS

STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("evaluation state", "Targets being drawn up"),
    "targets_set": pgettext_lazy("evaluation state", "Targets set"),
    "returned": pgettext_lazy("evaluation state", "Targets returned"),
    "targets_approved": pgettext_lazy("evaluation state", "Targets approved"),
    "mid_monitoring": pgettext_lazy("evaluation state", "Monitored in the year"),
    "self_evaluated": pgettext_lazy("evaluation state", "Evaluated by the unit"),
    "third_party_assigned": pgettext_lazy("evaluation state", "Third party assigned"),
    "tp_in_progress": pgettext_lazy("evaluation state", "Third party at work"),
    "tp_submitted": pgettext_lazy("evaluation state", "Third party's report handed in"),
    "finance_reevaluation": pgettext_lazy("evaluation state", "Re-evaluated by finance"),
    "feedback": pgettext_lazy("evaluation state", "Result open to the unit's opinion"),
    "objection": pgettext_lazy("evaluation state", "Objected to"),
    "finalised": pgettext_lazy("evaluation state", "Final"),
    "published": pgettext_lazy("evaluation state", "Result announced"),
    "applied": pgettext_lazy("evaluation state", "Applied to the budget"),
}
VERBS: dict[str, Promise] = {
    "begin": pgettext_lazy("evaluation step", "Begin the evaluation"),
    "write_targets": pgettext_lazy("evaluation step", "Write the indicators"),
    "set_targets": pgettext_lazy("evaluation step", "Hand in the targets"),
    "approve_targets": pgettext_lazy("evaluation step", "Approve the targets"),
    "approve_late": pgettext_lazy("evaluation step", "Approve after money has moved"),
    "return_targets": pgettext_lazy("evaluation step", "Return the targets"),
    "propose_change": pgettext_lazy("evaluation step", "Propose a change of targets"),
    "approve_change": pgettext_lazy("evaluation step", "Approve the change"),
    "reject_change": pgettext_lazy("evaluation step", "Reject the change"),
    "monitor": pgettext_lazy("evaluation step", "Record the monitoring"),
    "score_self": pgettext_lazy("evaluation step", "Write the unit's scores"),
    "self_evaluate": pgettext_lazy("evaluation step", "Hand in the unit's evaluation"),
    "return_self": pgettext_lazy("evaluation step", "Return the unit's evaluation"),
    "assign": pgettext_lazy("evaluation step", "Assign a third party"),
    "accept": pgettext_lazy("evaluation step", "Declare independence and begin"),
    "decline": pgettext_lazy("evaluation step", "Decline the task"),
    "score_third": pgettext_lazy("evaluation step", "Write the third party's scores"),
    "submit_report": pgettext_lazy("evaluation step", "Hand in the report"),
    "return_report": pgettext_lazy("evaluation step", "Return the report"),
    "reevaluate": pgettext_lazy("evaluation step", "Take up for re-evaluation"),
    "score_finance": pgettext_lazy("evaluation step", "Write finance's scores"),
    "joint_review": pgettext_lazy("evaluation step", "Record the joint review"),
    "open_feedback": pgettext_lazy("evaluation step", "Give the result to the unit"),
    "give_opinion": pgettext_lazy("evaluation step", "Give an opinion"),
    "object": pgettext_lazy("evaluation step", "Object"),
    "uphold": pgettext_lazy("evaluation step", "Uphold the objection"),
    "dismiss": pgettext_lazy("evaluation step", "Dismiss the objection"),
    "finalise": pgettext_lazy("evaluation step", "Make the result final"),
    "publish": pgettext_lazy("evaluation step", "Announce the result"),
    "apply": pgettext_lazy("evaluation step", "Decide upon the grade"),
    "refused": pgettext_lazy("evaluation step", "Refused"),
}
PARTIES: dict[str, Promise] = {
    "self": pgettext_lazy("evaluation party", "Unit"),
    "third": pgettext_lazy("evaluation party", "Third party"),
    "finance": pgettext_lazy("evaluation party", "Finance"),
}
MODES: dict[str, Promise] = {
    "unit": pgettext_lazy("evaluation mode", "Unit's own evaluation"),
    "department": pgettext_lazy("evaluation mode", "Department's evaluation"),
    "finance": pgettext_lazy("evaluation mode", "Finance's evaluation"),
}
GRADES: dict[str, Promise] = {
    "excellent": pgettext_lazy("grade", "Excellent"), "good": pgettext_lazy("grade", "Good"),
    "fair": pgettext_lazy("grade", "Fair"), "poor": pgettext_lazy("grade", "Poor"),
}  # fmt: skip
DECISIONS: dict[str, Promise] = {
    "priority": pgettext_lazy("budget decision", "Give priority"),
    "keep": pgettext_lazy("budget decision", "Keep the support"),
    "reduce": pgettext_lazy("budget decision", "Improve and reduce"),
    "cut": pgettext_lazy("budget decision", "Cut or stop"),
}
OUTLOOKS: dict[str, Promise] = {
    "met": pgettext_lazy("outlook", "Met"), "on_track": pgettext_lazy("outlook", "On track"),
    "behind": pgettext_lazy("outlook", "Behind"), "unlikely": pgettext_lazy("outlook", "Unlikely to be met"),
    "unknown": pgettext_lazy("outlook", "No figure yet"),
}  # fmt: skip
FORMS: dict[str, Promise] = {
    "proportional": pgettext_lazy("scoring form", "In proportion"),
    "bands": pgettext_lazy("scoring form", "By band"),
    "deduction": pgettext_lazy("scoring form", "By deduction"),
    "veto": pgettext_lazy("scoring form", "Veto"),
}
DIRECTIONS: dict[str, Promise] = {
    "higher": pgettext_lazy("direction", "more is better"),
    "lower": pgettext_lazy("direction", "less is better"),
}
LEVEL1: dict[str, Promise] = {
    "decision": pgettext_lazy("indicator level", "Decision making"),
    "process": pgettext_lazy("indicator level", "Process"),
    "output": pgettext_lazy("indicator level", "Output"),
    "benefit": pgettext_lazy("indicator level", "Benefit"),
}
LEVEL2: dict[str, Promise] = {
    "initiation": pgettext_lazy("indicator level", "Initiation"),
    "goals": pgettext_lazy("indicator level", "Targets"),
    "funding": pgettext_lazy("indicator level", "Funding"),
    "money": pgettext_lazy("indicator level", "Money"),
    "organisation": pgettext_lazy("indicator level", "Organisation"),
    "quantity": pgettext_lazy("indicator level", "Quantity"),
    "quality": pgettext_lazy("indicator level", "Quality"),
    "timeliness": pgettext_lazy("indicator level", "Time"),
    "cost": pgettext_lazy("indicator level", "Cost"),
    "effects": pgettext_lazy("indicator level", "Effects"),
    "satisfaction": pgettext_lazy("indicator level", "Satisfaction"),
}
FIGURES: dict[str, Promise] = {
    "approvals_held": pgettext_lazy("figure", "approvals held"),
    "approvals_due": pgettext_lazy("figure", "approvals due"),
    "received": pgettext_lazy("figure", "funds received"),
    "budgeted": pgettext_lazy("figure", "funds budgeted"),
    "paid": pgettext_lazy("figure", "funds spent"),
    "violations": pgettext_lazy("figure", "confirmed violations"),
    "fraud": pgettext_lazy("figure", "confirmed fraud"),
    "actual_output": pgettext_lazy("figure", "actual output"),
    "planned_output": pgettext_lazy("figure", "planned output"),
    "passed_output": pgettext_lazy("figure", "output that passed"),
    "planned_days": pgettext_lazy("figure", "planned days"),
    "actual_days": pgettext_lazy("figure", "actual days"),
    "planned_cost": pgettext_lazy("figure", "planned cost"),
    "actual_cost": pgettext_lazy("figure", "actual cost"),
    "people_served": pgettext_lazy("figure", "people served"),
    "share": pgettext_lazy("figure", "judged share"),
    "very_satisfied": pgettext_lazy("figure", "very satisfied"),
    "satisfied": pgettext_lazy("figure", "satisfied"),
    "neutral": pgettext_lazy("figure", "neither"),
    "dissatisfied": pgettext_lazy("figure", "dissatisfied"),
    "very_dissatisfied": pgettext_lazy("figure", "very dissatisfied"),
}
SELECTIONS: dict[str, Promise] = {
    "tender": pgettext_lazy("selection", "Public tender"),
    "framework": pgettext_lazy("selection", "Framework agreement"),
    "draw": pgettext_lazy("selection", "Drawn by lot"),
    "entrust": pgettext_lazy("selection", "Entrusted"),
}
TABLES = {
    "state": STATES, "verb": VERBS, "party": PARTIES, "mode": MODES, "grade": GRADES, "decision": DECISIONS,
    "outlook": OUTLOOKS, "form": FORMS, "direction": DIRECTIONS, "level1": LEVEL1, "level2": LEVEL2,
    "figure": FIGURES, "selection": SELECTIONS,
}  # fmt: skip
ORIGINS: dict[str, Promise] = {
    "entered": pgettext_lazy("figure's source", "Entered by the judge"),
    "target": pgettext_lazy("figure's source", "Fixed with the target"),
}


def word(table: str, code: str) -> str:
    """Return what a code of a table is called; the code itself where nobody named it."""
    return str(TABLES[table].get(code, code))


def english() -> bool:
    """Tell whether the reader reads English; otherwise it is Chinese."""
    return (get_language() or "").startswith("en")


def indicator(code: str) -> str:
    """Return what an indicator of the library is called."""
    found = BY_CODE.get(code)
    return code if found is None else found.en if english() else found.zh


def formula(definition: Definition) -> str:
    """Return a formula in words."""
    return definition.formula_en if english() else definition.formula_zh


def joined(words: list[str]) -> str:
    """Return a list as a sentence has it."""
    return (", " if english() else "、").join(words)


def figure(name: str, components: list[dict[str, str]] | None = None) -> str:
    """Return what a raw figure is called; a measure of an index by the name it was published with."""
    if name.startswith("part_") and components:
        return components[int(name.removeprefix("part_")) - 1]["name"]
    return word("figure", name)


__all__ = ["ANSWERS", "figure", "formula", "indicator", "joined", "word"]
