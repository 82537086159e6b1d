"""What is inspected, tested and accepted of the demo's school and bridge, and how far each has come."""

from dataclasses import dataclass
from datetime import date

from portal.acceptance.rules import ACCEPTED, EXECUTED, FAIL, PASS, PENDING, PLANNED, REJECTED
from portal.demo.works.twins import BRIDGE, SCHOOL

STANDS_ON = date(2026, 11, 28)
"""The day the trees stand on, whenever they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A sample of a lot and its result; ``repeated``: the result of the test that took its place."""

    number: str
    material: str
    standard: str
    grade: str
    found: str = ""
    result: str = PENDING
    repeated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot: how far it has come, and its elements: their IFC class, storey, at most how many."""

    name: str
    state: str
    ifc_class: str = ""
    storey: str = ""
    most: int = 12
    tested: Tested | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A work item and its lots. It is accepted where all of them are."""

    name: str
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A division; ``number``: the standard one, if it is one."""

    name: str
    items: tuple[Item, ...]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit works, on the structure of a twin."""

    role: str
    name: str
    divisions: tuple[Division, ...]


def _cube(number: str, grade: str, **told: str) -> Tested:
    return Tested(
        number=number, material="混凝土试块（标准养护 28 d）", standard="GB/T 50081-2019", grade=grade, **told
    )


def _bar(number: str, **told: str) -> Tested:
    return Tested(
        number=number, material="热轧带肋钢筋 Φ20", standard="GB/T 1499.2-2024", grade="HRB400E", **told
    )


UNITS = (
    Unit(role=SCHOOL, name="1#教学楼", divisions=(
        Division(name="地基与基础", number="01", items=(
            Item(name="基础混凝土", lots=(
                Lot(name="独立基础混凝土", state=ACCEPTED, ifc_class="IfcFooting",
                    tested=_cube("SJ-HNT-001", "C30", found="35.6 MPa", result=PASS)),
            )),
        )),
        Division(name="主体结构", number="02", items=(
            Item(name="钢筋", lots=(
                Lot(name="一层柱钢筋安装", state=ACCEPTED, ifc_class="IfcColumn", storey="一层",
                    tested=_bar("GJ-001", found="屈服 432 MPa，抗拉 585 MPa", result=PASS)),
                Lot(name="二层梁板钢筋安装", state=REJECTED, ifc_class="IfcBeam", storey="二层"),
            )),
            Item(name="混凝土", lots=(
                Lot(name="一层柱混凝土", state=ACCEPTED, ifc_class="IfcColumn", storey="一层",
                    tested=_cube("SJ-HNT-002", "C35", found="39.8 MPa", result=PASS)),
                Lot(name="二层板混凝土", state=EXECUTED, ifc_class="IfcSlab", storey="二层",
                    tested=_cube("SJ-HNT-003", "C30", found="26.1 MPa", result=FAIL)),
                Lot(name="三层板混凝土", state=EXECUTED, ifc_class="IfcSlab", storey="三层",
                    tested=_cube("SJ-HNT-004", "C30")),
            )),
        )),
        Division(name="建筑装饰装修", number="03", items=(
            Item(name="门窗", lots=(
                Lot(name="一层外门窗安装", state=PLANNED, ifc_class="IfcWindow", storey="一层"),
                Lot(name="一层内门安装", state=PLANNED, ifc_class="IfcDoor", storey="一层"),
            )),
        )),
    )),
    Unit(role=BRIDGE, name="主桥", divisions=(
        Division(name="基础与下部结构", items=(
            Item(name="桩基与承台", lots=(
                Lot(name="1 号墩承台", state=ACCEPTED, ifc_class="IfcFooting",
                    tested=_cube("QL-HNT-001", "C35", found="33.0 MPa", result=FAIL, repeated="38.4 MPa")),
            )),
            Item(name="墩柱", lots=(
                Lot(name="墩柱混凝土", state=ACCEPTED, ifc_class="IfcColumn",
                    tested=_cube("QL-HNT-002", "C40", found="46.2 MPa", result=PASS)),
            )),
        )),
        Division(name="上部结构", items=(
            Item(name="主梁", lots=(
                Lot(name="主梁预应力张拉", state=PLANNED, ifc_class="IfcBeam"),
                Lot(name="支座安装", state=EXECUTED, ifc_class="IfcBearing"),
            )),
        )),
    )),
)  # fmt: skip


def numbered() -> list[tuple[Unit, str, Lot]]:
    """Return each lot with its unit works and its number in the project."""
    return [
        (unit, f"01-{d:02d}-{i:02d}-{n:03d}", lot)
        for unit in UNITS for d, division in enumerate(unit.divisions, 1)
        for i, item in enumerate(division.items, 1) for n, lot in enumerate(item.lots, 1)
    ]  # fmt: skip
