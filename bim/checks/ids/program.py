"""The program that knows ifctester: ``python -m bim.checks.ids.program FD``, its libraries in a folder apart.

Nothing of the product imports it. It reads a model and an IDS file and reports in frames of JSON.
"""

import sys
from pathlib import Path
from typing import Any, BinaryIO

from bim.files.faults import ModelRefused
from spatial.intake import wire
from spatial.intake.child import Task, main
from spatial.intake.limits import Limits


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Audit the IDS file; when it is in order and a model is given, hold the model against it."""
    libraries = Path(str(given["libraries"]))
    sys.path.insert(0, str(libraries))
    from bim.checks.ids.audit import audit, xml_schema

    source = Path(str(given["ids"]))
    problems, contents = audit(source.read_bytes(), xml_schema(libraries / "ifctester"))
    told: dict[str, Any] = {"problems": [one.plain() for one in problems], "contents": contents}
    if given["path"] and not problems:
        told |= _judged(given, limits)
    wire.write(stream, {"kind": "ids", **told})


def _judged(given: Task, limits: Limits) -> dict[str, Any]:
    from bim.checks.ids.judging import judge
    from bim.files.opening import open_ifc

    try:
        opened = open_ifc(Path(str(given["path"])), work=Path(str(given["work"])), limits=limits)
    except ModelRefused as refused:
        return {"refused": refused.code()}
    found, specifications = judge(opened.file, str(given["ids"]), name=str(given["name"]))
    return {"findings": [one.plain() for one in found], "specifications": specifications}


if __name__ == "__main__":
    main(work)
