"""What the second revision of the school's architecture changes: added, removed, moved, other properties."""

from collections.abc import Sequence
from dataclasses import replace

from bim.authoring import courtyard as plan
from bim.authoring import orders as o
from bim.authoring.runs import Opening, Run, single
from bim.authoring.walls import Hole, Wall


def revised(walls: Sequence[Wall], storey: str, revision: int) -> list[Wall]:
    """Return a storey's walls as they are in a revision."""
    if revision == 1:
        return list(walls)
    kept = [_changed(wall, storey) for wall in walls if not _removed(wall, storey)]
    return kept + _added(storey)


def _removed(wall: Wall, storey: str) -> bool:
    """Tell whether a wall is gone: on the top storey two rooms of the west wing become one."""
    return storey == "4F" and wall.key == "cross/W1/1"


def _changed(wall: Wall, storey: str) -> Wall:
    if wall.key.startswith("corner/") and wall.key.endswith("/E/1"):
        return replace(wall, holes=tuple(_with_better_door(hole) for hole in wall.holes))
    if storey == "3F" and wall.key.startswith("room/N"):
        return replace(wall, holes=tuple(_moved(hole) for hole in wall.holes))
    if storey == "2F" and wall.key == "outer/N/3":
        return replace(wall, holes=wall.holes[:1])
    return wall


def _with_better_door(hole: Hole) -> Hole:
    """Return the stair's door in a higher fire class: the same door, of another type."""
    return replace(hole, fitting=o.FM1521A)


def _moved(hole: Hole) -> Hole:
    """Return a classroom's doors a little further from the columns."""
    if not hole.fitting.is_door:
        return hole
    return replace(hole, along_m=round(hole.along_m + (0.2 if hole.along_m < 3 else -0.2), 6))


def _added(storey: str) -> list[Wall]:
    """Return a preparation room split off the science room, on the upper two storeys."""
    if storey not in ("3F", "4F"):
        return []
    door = Opening(12.2, o.M0921, 0.0)
    return [
        single(
            Run(
                key="prepare/E",
                name="准备室隔墙",
                kind=o.THIN,
                along_x=False,
                across=50.2,
                cuts=(10.6, 17.4),
                foot_m=plan.FOOT_M,
                height_m=plan.INNER_HIGH_M,
                task=f"{storey}/partitions",
                openings=(door,),
            )
        )
    ]
