"""Whose hands the demo's money went through: invented people, who have no sign-in."""

from typing import NamedTuple


class Hand(NamedTuple):
    """One person. ``id``: below nought, so that it is nobody's who signs in."""

    id: int
    name: str
    role: str


CLERK, HEAD = Hand(-1, "林晓（演示）", "pu_clerk"), Hand(-2, "周敏（演示）", "pu_head")
REVIEWER, DEPT_HEAD = Hand(-3, "郑文（演示）", "dept_reviewer"), Hand(-10, "吴岚（演示）", "dept_head")
BUDGET = Hand(-4, "何静（演示）", "fin_budget")
ENGINEER = Hand(-5, "邓凯（演示）", "eng")
BUILDER = Hand(-6, "秦勇（演示）", "con")
SUPERVISOR = Hand(-7, "陆平（演示）", "sup")
CHECKER, RELEASER = Hand(-8, "苏琳（演示）", "fin_treasury"), Hand(-9, "顾辰（演示）", "fin_treasury")
EVALUATOR = Hand(-11, "沈悦（演示）", "tp")
BANK = Hand(0, "treasury", "system")
