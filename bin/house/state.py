"""What runs on a ground now: written by the command that holds the ground's lock."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from house.ground import Ground
from house.lock import Lock, take
from house.process import Process, birth

SETTING_UP, SERVING = "setting_up", "serving"


@dataclass(slots=True, kw_only=True)
class State:
    """``keeper`` is the command that holds the lock, ``children`` the programs by name."""

    phase: str = SETTING_UP
    address: str = ""
    keeper: Process = field(default_factory=lambda: Process(os.getpid(), birth(os.getpid()) or 0))
    children: dict[str, Process] = field(default_factory=dict)

    def save(self, ground: Ground) -> None:
        """Write the state, whole or not at all."""
        path = _path(ground)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(self)), encoding="utf-8")
        partial.replace(path)


def read(ground: Ground) -> State | None:
    """Return what was last written; ``None`` when there is nothing that can be read."""
    try:
        raw = json.loads(_path(ground).read_text(encoding="utf-8"))
        children = {name: Process(**child) for name, child in raw["children"].items()}
        return State(phase=raw["phase"], address=raw["address"], keeper=Process(**raw["keeper"]),
                     children=children)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def take_lock(ground: Ground) -> Lock | None:
    """Take the ground; ``None`` while another command has it."""
    return take(ground.data / "run" / "lock")


def end_leftovers(ground: Ground, *, patience_s: float = 10) -> int:
    """End what a killed command left running; call it with the lock held. Return how many there were."""
    left = read(ground)
    alive = [child for child in left.children.values() if child.is_alive()] if left else []
    for child in alive:
        child.end(patience_s=patience_s)
    return len(alive)


def clear(ground: Ground) -> None:
    """Forget the state: nothing runs."""
    _path(ground).unlink(missing_ok=True)


def _path(ground: Ground) -> Path:
    return ground.data / "run" / "state.json"
