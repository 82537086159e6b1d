"""Ways to break a boundary-point text: by its bytes, its header, its attribute lines, its points."""

import re
from collections.abc import Callable

from spatial.coordinates.zones import zone_of_srid
from spatial.survey.text.writer import write_text
from tests.survey.corpus.case import ZONE_SRID, Good, Mutation, Want, clean, clean_or, one_of, says

Lines = list[str]
POINT = re.compile(r"(J\d+),(\d+),([\d.]+),([\d.]+)")


def lines_of(good: Good) -> Lines:
    """The good text, line by line."""
    zone = zone_of_srid(ZONE_SRID)
    assert zone is not None
    return write_text(good.outlines, zone=zone).decode("gb18030").split("\r\n")[:-1]


def joined(lines: Lines, *, end: str = "\r\n", encoding: str = "gb18030") -> bytes:
    """The bytes of these lines."""
    return (end.join(lines) + end).encode(encoding)


def points_in(lines: Lines) -> list[int]:
    """Where the point lines stand."""
    return [at for at, line in enumerate(lines) if POINT.fullmatch(line)]


def some_point(good: Good, lines: Lines) -> int:
    """A point line that closes no ring and starts none."""
    parcel, keys = 0, {}
    for at, line in enumerate(lines):
        parcel += line.endswith("@")
        if POINT.fullmatch(line):
            keys[at] = (parcel, line.split(",")[0])
    once = [at for at, key in keys.items() if list(keys.values()).count(key) == 1]
    return good.chance.choice([at for at in once if at + 1 in once and at - 1 in once])


def by_lines(change: Callable[[Good, Lines], Want]) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        lines = lines_of(good)
        want = change(good, lines)
        return joined(lines), want

    return mutate


def as_bytes(make: Callable[[Lines], bytes], want: Want) -> Mutation:
    return lambda good: (make(lines_of(good)), want)


def each_point(change: Callable[[str, str, str, str], str], want: Want) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        lines = [POINT.sub(lambda m: change(*m.groups()), line) for line in lines_of(good)]
        return joined(lines), want

    return mutate


def header(key: str, value: str | None, want: Want) -> Mutation:
    def change(good: Good, lines: Lines) -> Want:
        at = next(i for i, line in enumerate(lines) if line.startswith(f"{key}="))
        lines[at : at + 1] = [] if value is None else [f"{key}={value}"]
        return want

    return by_lines(change)


def attributes(change: Callable[[list[str]], list[str]], want: Want) -> Mutation:
    def mutate(good: Good) -> tuple[bytes, Want]:
        lines = lines_of(good)
        return joined(
            [",".join(change(line.split(","))) if line.endswith("@") else line for line in lines]
        ), want

    return mutate


def wide(line: str) -> str:
    return line.translate(
        {
            0x2C: "，",
            0x5B: "【",
            0x5D: "】",
            0x3D: "＝",
            0x40: "＠",
            **{48 + i: 0xFF10 + i for i in range(10)},
        }
    )


def extra_section(good: Good, lines: Lines) -> Want:
    lines[:0] = ["[项目信息]", "项目名称=示例项目", "申请单位=示例单位", ""]
    return clean()


def shuffled(good: Good, lines: Lines) -> Want:
    head = lines[1:11]
    good.chance.shuffle(head)
    lines[1:11] = head
    return clean()


def closing_left_out(good: Good, lines: Lines) -> Want:
    seen: set[str] = set()
    for at, line in enumerate(lines):
        label = line.split(",")[0]
        if line.endswith("@"):
            seen = set()
        elif POINT.fullmatch(line):
            lines[at] = "" if label in seen else line
            seen.add(label)
    return clean("ring_unclosed")


def restarting(good: Good, lines: Lines) -> Want:
    number, first, label = "", 0, 0
    for at in points_in(lines):
        old, ring, north, east = POINT.fullmatch(lines[at]).groups()
        if ring != number or lines[at - 1].endswith("@"):
            number, first, label = ring, int(old[1:]), 0
        label = 1 if int(old[1:]) == first else label + 1
        lines[at] = f"{label},{ring},{north},{east}"
    return clean()


def spoil(text: str, want: Want) -> Mutation:
    """Put something else for one coordinate of one point."""

    def change(good: Good, lines: Lines) -> Want:
        at = some_point(good, lines)
        label, ring, north, east = POINT.fullmatch(lines[at]).groups()
        lines[at] = f"{label},{ring}," + text.format(
            north=north, east=east, short=east[:-5], odd=north.replace("0", "O", 1) + "x"
        )
        return want

    return by_lines(change)


def repeat(east_m: float, want: Want) -> Mutation:
    def change(good: Good, lines: Lines) -> Want:
        at = some_point(good, lines)
        _label, ring, north, east = POINT.fullmatch(lines[at]).groups()
        lines.insert(at + 1, f"K1,{ring},{north},{float(east) + east_m:.4f}")
        return want

    return by_lines(change)


def spike(good: Good, lines: Lines) -> Want:
    at = some_point(good, lines)
    _label, ring, north, east = POINT.fullmatch(lines[at]).groups()
    lines[at + 1 : at + 1] = [
        f"K1,{ring},{float(north) + 40:.3f},{east}",
        f"K2,{ring},{float(north):.3f},{float(east) + 0.06:.3f}",
    ]
    return one_of("spike", "sharp_angle")


def exchanged(good: Good, lines: Lines) -> Want:
    at = next(i for i in points_in(lines) if lines[i].startswith("J2,"))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return one_of("self_crossing")


def two_points(good: Good, lines: Lines) -> Want:
    lines += ["2,,9,窄,面,,,,@", "J1,1,3348700.000,40514400.000", "J2,1,3348700.000,40514450.000"]
    return says("too_few_points")


def over(north: int, want: Want) -> Mutation:
    """Add a pair of neighbours, the second moved so many metres to the north."""

    def change(good: Good, lines: Lines) -> Want:
        for name, low, high in (("南", 3348600.0, 3348700.0), ("北", 3348700.0 + north / 10, 3348800.0)):
            corners = [(high, 40514400), (high, 40514500), (low, 40514500), (low, 40514400), (high, 40514400)]
            lines.append(f"5,,{name},{name},面,,,,@")
            lines.extend(f"J{n % 4 + 1},1,{a:.3f},{b:.3f}" for n, (a, b) in enumerate(corners))
        return want

    return by_lines(change)


def cut(good: Good) -> tuple[bytes, Want]:
    whole = joined(lines_of(good))
    at = whole.rfind(b"J", 0, len(whole) - 60)
    return whole[: good.chance.randint(at + 1, len(whole) - 3)], clean_or(
        "file_cut", "count_differs", "line_unreadable"
    )


def cut_header(good: Good) -> tuple[bytes, Want]:
    whole = joined(lines_of(good))
    return whole[: good.chance.randint(30, 120)], one_of("survey_without_parcels")


def two_zones(good: Good, lines: Lines) -> Want:
    lines += ["4,,7,邻带,面,,,,@"]
    lines += [
        f"J{n},1,{a:.3f},{b:.3f}"
        for n, (a, b) in enumerate(
            [(3347900, 39514400), (3347900, 39514500), (3347800, 39514500), (3347800, 39514400)], start=1
        )
    ]
    return says("mixed_zones")


def joined_files(good: Good, lines: Lines) -> Want:
    again = [line.replace("带号=40", "带号=39").replace(",40", ",39") for line in lines]
    lines += again
    return says("header_again", "headers_disagree")


def odd_numbers(good: Good, lines: Lines) -> Want:
    for at in points_in(lines):
        label, ring, north, east = POINT.fullmatch(lines[at]).groups()
        lines[at] = f"{label},{'2' if ring == '1' else '1'},{north},{east}"
    return clean("ring_numbering_unusual")


def turned(good: Good, lines: Lines) -> Want:
    start = next(i for i, line in enumerate(lines) if line.endswith("@"))
    end = next((i for i in range(start + 1, len(lines)) if lines[i].endswith("@")), len(lines))
    lines[start + 1 : end] = lines[start + 1 : end][::-1]
    return clean("orientation")


def garbage(good: Good, lines: Lines) -> Want:
    lines.insert(some_point(good, lines), good.chance.choice(["????", "J7,1,", "备注：以下略", "J3;1"]))
    return says("line_unreadable")


def twelve(f: list[str]) -> list[str]:
    return [*f[:8], "图斑", "0101", "3", f[-1]]
