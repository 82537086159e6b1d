"""What schedule a model holds, told when it is read, so that its tasks need not be sent again."""

from typing import Any

from bim.fourd.links import pairs_of
from bim.fourd.tree import BASELINE, tree_of

MOST_NAMES, MOST_NAME = 20, 255


def held_of(file: Any) -> dict[str, Any]:
    """Return ``tasks``: those in force, ``elements``: tied to them, ``names``: of the work schedules."""
    tree = tree_of(file)
    plan = {task.id() for task in tree.plan}
    tied = {product.id() for task, product, _role in pairs_of(file) if task.id() in plan} if plan else set()
    named = [one for one in tree.schedules if getattr(one, "PredefinedType", None) != BASELINE]
    return {
        "tasks": len(plan), "elements": len(tied),
        "names": [str(one.Name or "")[:MOST_NAME] for one in named[:MOST_NAMES]],
    }  # fmt: skip
