"""A second revision of a model, made from the first: some bodies are changed, all entities renumbered."""

import random
import re

DEPTH = re.compile(rb"(IFCEXTRUDEDAREASOLID\(#\d+,#\d+,#\d+,)([-+.0-9eE]+)\)")
REFERENCE = re.compile(rb"#(\d+)")


def changed(step: bytes, *, part: float, seed: int, shift: int = 1_000) -> bytes:
    """Return a model in which a share of the extrusions is higher and every entity has another number."""
    chance = random.Random(seed)
    solids = [found.start() for found in DEPTH.finditer(step)]
    chosen = set(chance.sample(solids, round(part * len(solids)))) if solids else set()

    def taller(found: re.Match[bytes]) -> bytes:
        if found.start() not in chosen:
            return found[0]
        return found[1] + repr(float(found[2]) * (1.01 + chance.random() / 10)).encode() + b")"

    return renumbered(DEPTH.sub(taller, step), shift)


def renumbered(step: bytes, shift: int) -> bytes:
    """Return the same model with other entity numbers; what is quoted is left alone."""
    parts = re.split(rb"('[^']*')", step)
    parts[::2] = [REFERENCE.sub(lambda found: b"#%d" % (int(found[1]) + shift), part) for part in parts[::2]]
    return b"".join(parts)
