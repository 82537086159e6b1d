"""The course of an issue, in pure Python."""

OPEN, IN_PROGRESS, RESOLVED, CLOSED = "open", "in_progress", "resolved", "closed"
STATES = (OPEN, IN_PROGRESS, RESOLVED, CLOSED)
WRITERS = frozenset({"pu_clerk", "pu_head", "eng", "sup", "con", "dept_reviewer", "dept_head", "land"})
"""Who raises issues, remarks on them and brings archives in."""
MENDERS = ("eng", "con", "pu_clerk", "pu_head")
CHECKERS = ("eng", "sup", "pu_head", "dept_reviewer", "dept_head", "land")
SAID = ("title", "description")
"""What an issue says: its author's words."""
REWORDERS = frozenset({"eng", "sup"})
"""Who changes what others said: who checks the work."""
MANAGERS = REWORDERS | {"pu_clerk", "pu_head"}
"""Who says of the issues of others of which kind they are, how urgent, whose, and until when."""
FREE = frozenset({"labels"})
"""What whoever writes says of an issue."""
STEPS = (
    ("start", OPEN, IN_PROGRESS, MENDERS, False),
    ("resolve", OPEN, RESOLVED, MENDERS, True),
    ("resolve", IN_PROGRESS, RESOLVED, MENDERS, True),
    ("close", RESOLVED, CLOSED, CHECKERS, False),
    ("reopen", RESOLVED, OPEN, CHECKERS, True),
    ("reopen", CLOSED, OPEN, CHECKERS, True),
)
"""Action, from, to, who, whether a reason is wanted. Who mended does not close: see ``may_close``."""
WORDS = {
    IN_PROGRESS: ("progress", "active", "assigned", "处理中", "进行"),
    RESOLVED: ("resolved", "solved", "done", "fixed", "review", "待复核", "已解决"),
    CLOSED: ("closed", "finished", "accepted", "关闭", "已完成"),
}
"""What other programs call the states: the first whose word stands in theirs."""


def state_of(word: str) -> str:
    """Return our state for what another program calls its own; what nobody knows is open."""
    plain = word.strip().lower().replace("_", " ")
    for state, words in WORDS.items():
        if any(known in plain for known in words):
            return state
    return OPEN


def may_close(resolved_by: int | None, user_id: int | None) -> bool:
    """Tell whether somebody else than who mended looks at it (maker ≠ checker)."""
    return resolved_by is None or resolved_by != user_id
