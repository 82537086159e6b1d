"""Growth over the mesh: fronts start at seeds, move fast over easy ground, and meet at ridges and rivers."""

import heapq
from collections.abc import Sequence

import numpy as np

from portal.demo.province.hashing import Ints

Ties = Sequence[Sequence[tuple[int, int]]]


def spread(
    ties: Ties, price: Sequence[float], seeds: Sequence[tuple[int, int]], head_start: Sequence[float] = ()
) -> Ints:
    """Return who reaches each node first; -1 where nobody can.

    ``ties``: (neighbour, edge) pairs per node. ``price``: cost of crossing each edge. ``seeds``: (node,
    owner) pairs; ``head_start``: what each seed has already spent, none by default.
    """
    owner = [-1] * len(ties)
    spent = head_start or [0.0] * len(seeds)
    heap = [(cost, node, who) for cost, (node, who) in zip(spent, seeds, strict=True)]
    heapq.heapify(heap)
    while heap:
        cost, node, who = heapq.heappop(heap)
        if owner[node] >= 0:
            continue
        owner[node] = who
        for other, edge in ties[node]:
            if owner[other] < 0:
                heapq.heappush(heap, (cost + price[edge], other, who))
    return np.array(owner)


def pieces(ties: Ties, inside: np.ndarray) -> Ints:
    """Return the number of the connected piece every inside node belongs to, -1 outside."""
    piece, count, wanted = [-1] * len(ties), 0, inside.tolist()
    for start in np.flatnonzero(inside).tolist():
        if piece[start] >= 0:
            continue
        piece[start], todo = count, [start]
        while todo:
            for other, _ in ties[todo.pop()]:
                if wanted[other] and piece[other] < 0:
                    piece[other] = count
                    todo.append(other)
        count += 1
    return np.array(piece)


def cheapest_path(
    ties: Ties,
    price: Sequence[float],
    start: int,
    goal: int,
    *,
    x: list[float],
    y: list[float],
    thrift: float,
) -> list[int]:
    """Return the nodes from start to goal, nearly the cheapest way (A*); empty when there is none.

    ``price``: cost of every edge. ``x``, ``y``: where nodes are, in metres. ``thrift``: the least a metre
    may cost.
    """
    best, came, done = {start: 0.0}, {start: start}, set()
    gx, gy = x[goal], y[goal]
    heap = [(0.0, start)]
    while heap:
        _, node = heapq.heappop(heap)
        if node == goal:
            return _walk_back(came, goal)
        if node in done:
            continue
        done.add(node)
        for other, edge in ties[node]:
            cost = best[node] + price[edge]
            if other not in done and cost < best.get(other, 1e12):
                best[other], came[other] = cost, node
                left = thrift * ((x[other] - gx) ** 2 + (y[other] - gy) ** 2) ** 0.5
                heapq.heappush(heap, (cost + left, other))
    return []


def _walk_back(came: dict[int, int], goal: int) -> list[int]:
    path = [goal]
    while came[path[-1]] != path[-1]:
        path.append(came[path[-1]])
    return path[::-1]
