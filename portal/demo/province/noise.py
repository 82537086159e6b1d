"""Smooth noise from additions and products only, so that every machine gets the same bits."""

import numpy as np

from portal.demo.province.hashing import Floats, bits

_C, _S = 0.9238795325112867, 0.3826834323650898
_D = 0.7071067811865476
_GRADIENTS = np.array([
    (1, 0), (_C, _S), (_D, _D), (_S, _C), (0, 1), (-_S, _C), (-_D, _D), (-_C, _S),
    (-1, 0), (-_C, -_S), (-_D, -_D), (-_S, -_C), (0, -1), (_S, -_C), (_D, -_D), (_C, -_S),
])  # fmt: skip


def _fade(t: Floats) -> Floats:
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0)


def gradient(name: str, x: Floats, y: Floats) -> Floats:
    """Return one octave of gradient noise, about -1 … 1, with one bump per unit."""
    left, low = np.floor(x), np.floor(y)
    dx, dy = x - left, y - low
    i, j = left.astype(np.int64), low.astype(np.int64)
    corner = {}
    for a in (0, 1):
        for b in (0, 1):
            g = _GRADIENTS[(bits(name, i + a, j + b) & np.uint64(15)).astype(np.int64)]
            corner[a, b] = g[..., 0] * (dx - a) + g[..., 1] * (dy - b)
    u, v = _fade(dx), _fade(dy)
    bottom = corner[0, 0] + u * (corner[1, 0] - corner[0, 0])
    top = corner[0, 1] + u * (corner[1, 1] - corner[0, 1])
    return (bottom + v * (top - bottom)) * 1.5


def layered(name: str, x: Floats, y: Floats, *, wave_m: float, octaves: int, gain: float = 0.5) -> Floats:
    """Return noise summed over halving wavelengths, starting at ``wave_m`` metres; about -1 … 1."""
    total, weight, size, reach = np.zeros(np.broadcast(x, y).shape), 1.0, wave_m, 0.0
    for octave in range(octaves):
        total = total + weight * gradient(f"{name}{octave}", x / size, y / size)
        reach, weight, size = reach + weight, weight * gain, size * 0.5
    return total / reach


def ridged(name: str, x: Floats, y: Floats, *, wave_m: float, octaves: int) -> Floats:
    """Return noise with sharp crests, 0 … 1."""
    total, weight, size, reach = np.zeros(np.broadcast(x, y).shape), 1.0, wave_m, 0.0
    for octave in range(octaves):
        total = total + weight * (1.0 - np.abs(gradient(f"{name}{octave}", x / size, y / size)))
        reach, weight, size = reach + weight, weight * 0.5, size * 0.5
    return total / reach


def smoothstep(low: float, high: float, value: Floats) -> Floats:
    """Return 0 below ``low``, 1 above ``high``, and a smooth climb between."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
