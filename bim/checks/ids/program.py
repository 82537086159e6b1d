"""The program that knows ifctester: ``python -m bim.checks.ids.program FD``, its libraries in a folder apart.

Nothing of the product imports it. It reads a model and an IDS file and reports in frames of JSON.
"""

import sys
from pathlib import Path
from typing import Any, BinaryIO

from bim.files.faults import ModelRefused
from bim.files.opening import open_ifc
from spatial.intake import wire
from spatial.intake.child import Task, main
from spatial.intake.limits import Limits


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Audit the IDS file and hold the model against it, or check the model by the schema's rules."""
    libraries = Path(str(given["libraries"]))
    sys.path.insert(0, str(libraries))
    told = _by_rules(given, limits) if given["task"] == "rules" else _by_ids(given, limits, libraries)
    wire.write(stream, {"kind": "ids", **told})


def _by_ids(given: Task, limits: Limits, libraries: Path) -> dict[str, Any]:
    from bim.checks.ids.audit import audit, xml_schema
    from bim.checks.ids.judging import judge

    source = Path(str(given["ids"]))
    problems, contents = audit(source.read_bytes(), xml_schema(libraries / "ifctester"))
    told: dict[str, Any] = {"problems": [one.plain() for one in problems], "contents": contents}
    if given["task"] == "audit" or problems:
        return told
    file = _opened(given, limits)
    if isinstance(file, ModelRefused):
        return told | {"refused": file.code()}
    found, specifications = judge(file, str(source), name=str(given["name"]))
    return told | {"findings": [one.plain() for one in found], "specifications": specifications}


def _by_rules(given: Task, limits: Limits) -> dict[str, Any]:
    from bim.checks.ids.rules import broken_rules

    file = _opened(given, limits)
    if isinstance(file, ModelRefused):
        return {"refused": file.code()}
    return {"findings": [one.plain() for one in broken_rules(file)]}


def _opened(given: Task, limits: Limits) -> Any:
    try:
        return open_ifc(Path(str(given["path"])), work=Path(str(given["work"])), limits=limits).file
    except ModelRefused as refused:
        return refused


if __name__ == "__main__":
    main(work)
