"""How ``bim.py`` prints what it measured."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from bim_running import Run
from bim_tools import NAMES, OURS, VIEWABLE, Bench, Row

from portal.core import clock

HEAD = ("file", "MB", *NAMES, "missing", "s ÷ fastest", "bytes ÷ smallest", "2nd ÷ 1st", "peak MB")
CELL = "elements, wall s, (processor s), kB gzip; a peer's bytes count as gzip or brotli, whichever is less"


def print_files(rows: Sequence[Row], folder: Path, bench: Bench) -> None:
    """Print a table in Markdown, one line per file, and by name what a peer shows and we do not."""
    when = f"{clock.now().astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    print(f"\n{when}, {os.cpu_count()} cores ({platform.machine()}); ", end="")
    print("; ".join(f"{name} {bench.versions[name]}" for name in NAMES) + f"\n\nOf each: {CELL}\n")
    print("| " + " | ".join(HEAD) + " |\n| --- |" + " ---: |" * (len(HEAD) - 1))
    for row in rows:
        print("| " + " | ".join(_line(row, folder)) + " |")
    print()
    for row in rows:
        for global_id in sorted(missing(row))[:8]:
            who = [name for name in NAMES if global_id in row.runs[name].shown]
            print(f"not shown: {row.path.name} {global_id} (shown by {', '.join(who)})")


def _line(row: Row, folder: Path) -> list[str]:
    ours = row.runs[OURS]
    ended = [row.runs[name] for name in VIEWABLE if not row.runs[name].why and row.runs[name].shown]
    both = not ours.why and bool(ended)
    return [
        str(row.path.relative_to(folder)), f"{row.path.stat().st_size / 1e6:.2f}",
        *(_cell(row.runs[name]) for name in NAMES), str(len(missing(row))),
        f"{ours.seconds / min(run.seconds for run in ended):.2f}" if both else "–",
        f"{ours.gzip / smallest(row):.2f}" if both else "–",
        "–" if row.again.why else f"{row.again.seconds / ours.seconds:.2f}", str(ours.peak_mb),
    ]  # fmt: skip


def _cell(run: Run) -> str:
    if run.why:
        return run.why.replace("|", "/")[:40]
    return f"{len(run.shown)}, {run.seconds:.1f} ({run.cpu_seconds:.1f}), {run.gzip / 1e3:.0f}"


def smallest(row: Row) -> int:
    """Return the bytes of the smallest peer's file in the better of both packings; 0 without any."""
    ended = (row.runs[name] for name in VIEWABLE if row.runs[name].shown)
    return min((min(run.gzip, run.brotli) for run in ended), default=0)


def missing(row: Row) -> set[str]:
    """Return the GlobalIds that a peer shows and we do not; nothing where the file is refused with a code."""
    if row.runs[OURS].why.startswith("refused"):
        return set()
    shown = set().union(*(row.runs[name].shown for name in NAMES if name != OURS))
    return shown - row.runs[OURS].shown


def print_ratios(limits: Sequence[tuple[str, float]], rows: Sequence[Row]) -> bool:
    """Print what is measured against its limit; return whether all hold."""
    found = (_missing(rows), _time(rows), _bytes(rows), _second(rows), _peak(rows))
    print(f"\n{len(rows)} files")
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
        print(f"{name}: {len(both)} files that both end, ours {ours:.1f} s, it {peer:.1f} s")
        if peer and ours / peer >= worst[2]:
            worst = (f"{ours:.1f} s", f"{peer:.1f} s", ours / peer)
    return worst


def _bytes(rows: Sequence[Row]) -> tuple[str, str, float]:
    ours = peer = 0
    for row in rows:
        if smallest(row) and not row.runs[OURS].why:
            ours, peer = ours + row.runs[OURS].gzip, peer + smallest(row)
    return f"{ours / 1e6:.2f} MB", f"{peer / 1e6:.2f} MB", ours / max(peer, 1)


def _second(rows: Sequence[Row]) -> tuple[str, str, float]:
    both = [row for row in rows if not row.again.why]
    again, first = sum(row.again.seconds for row in both), sum(row.runs[OURS].seconds for row in both)
    return f"{again:.1f} s", f"{first:.1f} s", again / max(first, 1e-9)


def _peak(rows: Sequence[Row]) -> tuple[str, str, float]:
    most = max(row.runs[OURS].peak_mb for row in rows)
    return f"{most} MB", "1500 MB", most / 1500
