"""The one IFC file of an archive, looked at before anything is unpacked."""

from pathlib import Path

from bim.files import faults
from spatial.intake import archives
from spatial.intake.limits import Limits
from spatial.intake.problems import Refused

SUFFIXES = frozenset({".ifc", ".ifcxml", ".xml", ".ifcx", ".json"})


def unpack_model(path: Path, work: Path, limits: Limits) -> Path:
    """Return the only model of an archive, unpacked into ``work`` under a name of our own."""
    try:
        found = archives.entries(path, limits)
        models = [one for one in found if one.suffix == ".ifc"] or [
            one for one in found if one.suffix in SUFFIXES
        ]
        if not models:
            raise faults.ArchiveWithoutModel()
        if len(models) > 1:
            raise faults.ArchiveWithManyModels(found=len(models))
        return archives.unpack(path, models[0], work / "unpacked", limits)
    except Refused as refused:
        facts = {name: value for name, value in refused.problem.facts.items() if name != "reason"}
        raise faults.ArchiveRefused(reason=refused.problem.code, **facts) from refused
