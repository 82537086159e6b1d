"""How ``bim.py`` prints what it measured."""

import os
from collections.abc import Sequence
from pathlib import Path

from bim_tools import NAMES, OURS, VIEWABLE, Row


def print_files(rows: Sequence[Row], folder: Path) -> None:
    """Print one line per file: elements, seconds and kilobytes of each converter, and what is missing."""
    print(f"\n{'file':<44}" + "".join(f"{name:>22}" for name in NAMES) + f"{'missing':>9}{'2nd s':>8}")
    for row in rows:
        cells = []
        for name in NAMES:
            run = row.runs[name]
            told = run.why or f"{len(run.shown)} {run.seconds:.1f}s {run.size / 1e3:.0f}k"
            cells.append(f"{told[:21]:>22}")
        name = str(row.path.relative_to(folder))[-43:]
        again = "–" if row.again.why else f"{row.again.seconds:.1f}"
        print(f"{name:<44}" + "".join(cells) + f"{len(missing(row)):>9}{again:>8}")
    for row in rows:
        for global_id in sorted(missing(row))[:8]:
            who = [name for name in NAMES if global_id in row.runs[name].shown]
            print(f"not shown: {row.path.name} {global_id} (shown by {', '.join(who)})")


def missing(row: Row) -> set[str]:
    """Return the GlobalIds that a peer shows and we do not; nothing where the file is refused with a code."""
    if row.runs[OURS].why.startswith("refused"):
        return set()
    shown = set().union(*(row.runs[name].shown for name in NAMES if name != OURS))
    return shown - row.runs[OURS].shown


def print_ratios(limits: Sequence[tuple[str, float]], rows: Sequence[Row]) -> bool:
    """Print what is measured against its limit; return whether all hold."""
    found = (_missing(rows), _time(rows), _bytes(rows), _second(rows))
    print(f"\n{len(rows)} files, {os.cpu_count()} cores")
    print(f"{'what':<52}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>7}")
    held = True
    for (name, limit), (ours, peer, ratio) in zip(limits, found, strict=True):
        held &= ratio <= limit
        mark = "" if ratio <= limit else "  ← over"
        print(f"{name:<52}{ours:>12}{peer:>12}{ratio:>8.2f}{limit:>7.1f}{mark}")
    return held


def _missing(rows: Sequence[Row]) -> tuple[str, str, float]:
    shown = sum(len(row.runs[OURS].shown) for row in rows)
    gone = sum(len(missing(row)) for row in rows)
    return str(shown), str(shown + gone), gone / max(shown + gone, 1)


def _time(rows: Sequence[Row]) -> tuple[str, str, float]:
    """Compare with each peer on the files that both end; the peer that leaves us worst decides."""
    worst = ("", "", 0.0)
    for name in VIEWABLE:
        both = [row for row in rows if not row.runs[name].why and not row.runs[OURS].why]
        ours = sum(row.runs[OURS].seconds for row in both)
        peer = sum(row.runs[name].seconds for row in both)
        if peer and ours / peer >= worst[2]:
            worst = (f"{ours:.1f} s", f"{peer:.1f} s", ours / peer)
    return worst


def _bytes(rows: Sequence[Row]) -> tuple[str, str, float]:
    ours = peer = 0
    for row in rows:
        sizes = [row.runs[name].size for name in VIEWABLE if not row.runs[name].why and row.runs[name].shown]
        if sizes and not row.runs[OURS].why:
            ours, peer = ours + row.runs[OURS].size, peer + min(sizes)
    return f"{ours / 1e6:.2f} MB", f"{peer / 1e6:.2f} MB", ours / max(peer, 1)


def _second(rows: Sequence[Row]) -> tuple[str, str, float]:
    both = [row for row in rows if not row.again.why]
    again, first = sum(row.again.seconds for row in both), sum(row.runs[OURS].seconds for row in both)
    return f"{again:.1f} s", f"{first:.1f} s", again / max(first, 1e-9)
