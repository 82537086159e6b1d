"""Run the program that knows ifctester, with limits; the product lives without it."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spatial.intake.limits import MIB, Limits
from spatial.intake.sandbox import Child, FileRefused

LIMITS = Limits(memory_bytes=4096 * MIB, cpu_seconds=600, wall_seconds=900, silence_seconds=900)
AUDIT_LIMITS = Limits(memory_bytes=2048 * MIB, cpu_seconds=60, wall_seconds=180, silence_seconds=180)
PROGRAM = "bim.checks.ids.program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the program said. ``problems``: plain, see ``problem``; ``failed``: a code if it did not end."""

    problems: list[dict[str, Any]] = field(default_factory=list)
    contents: dict[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    specifications: list[dict[str, Any]] = field(default_factory=list)
    failed: str = ""


def libraries() -> Path:
    """Return the folder its libraries lie in."""
    return Path(sys.prefix) / "ids"


def is_installed() -> bool:
    """Tell whether IDS files can be checked here."""
    return (libraries() / "ifctester" / "ids.xsd").is_file()


def audit_ids(ids: Path) -> Outcome:
    """Return what is wrong with an IDS file and what it contains."""
    return _run({"task": "audit", "ids": str(ids.resolve())}, AUDIT_LIMITS)


def check_against(model: Path, ids: Path, *, name: str, limits: Limits = LIMITS) -> Outcome:
    """Return what of a model does not meet an IDS file that its readers call ``name``."""
    task = {"task": "check", "path": str(model.resolve()), "ids": str(ids.resolve()), "name": name}
    return _run(task, limits)


def check_rules(model: Path, *, limits: Limits = LIMITS) -> Outcome:
    """Return which where-rules of its schema a model breaks."""
    return _run({"task": "rules", "path": str(model.resolve())}, limits)


def _run(task: dict[str, Any], limits: Limits) -> Outcome:
    if not is_installed():
        return Outcome(failed="not_installed")
    task |= {"libraries": str(libraries()), "limits": limits}
    told: dict[str, Any] = {}
    try:
        with Child(task, limits, module=PROGRAM) as child:
            for message in child.messages():
                told = message
    except FileRefused as refused:
        return Outcome(failed=refused.problem.code)
    return Outcome(
        problems=told.get("problems", []), contents=told.get("contents", {}),
        findings=told.get("findings", []), specifications=told.get("specifications", []),
        failed=told.get("refused", ""),
    )  # fmt: skip
