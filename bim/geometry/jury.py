"""The geometry jury: what is measured of a kernel's answer, and which answer stands."""

from collections.abc import Iterable

import numpy as np

from bim.geometry.model import Doubt, Mesh, Shape

NEAR = 1e-6


def closed_volume(mesh: Mesh) -> tuple[bool, float]:
    """Return whether every edge is used once each way, and the signed volume in cubic metres."""
    triangles = mesh.triangles.astype(np.int64)
    points = mesh.points.astype(np.float64)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    volume = float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6.0)
    _, welded = np.unique(np.round(mesh.points / 1e-5).astype(np.int64), axis=0, return_inverse=True)
    corners = welded.reshape(-1)[triangles]
    corners = corners[(corners[:, 0] != corners[:, 1]) & (corners[:, 1] != corners[:, 2]) & (corners[:, 0] != corners[:, 2])]
    count = len(points) + 1
    there = np.concatenate([corners[:, k] * count + corners[:, (k + 1) % 3] for k in range(3)])
    back = np.concatenate([corners[:, (k + 1) % 3] * count + corners[:, k] for k in range(3)])
    return bool(len(there)) and np.array_equal(np.sort(there), np.sort(back)), volume


def judged(answers: Iterable[tuple[str, Mesh]], declared_m3: float | None, *, fixed: bool) -> Shape | None:
    """Return the first answer, measured."""
    for kernel, mesh in answers:
        closed, volume = closed_volume(mesh)
        doubts = () if closed else (Doubt.OPEN,)
        return Shape(
            mesh=mesh, kernel=kernel, confidence=1.0 if closed else 0.8, closed=closed,
            volume_m3=abs(volume) if closed else None, doubts=doubts, fixed=fixed,
        )
    return None
