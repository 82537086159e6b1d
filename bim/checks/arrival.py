"""All checks of a model that has just been read."""

from collections.abc import Callable, Iterator
from typing import Any

import ifcopenshell

from bim.checks.finding import Finding, once
from bim.checks.header import check_header
from bim.checks.identity import check_identity
from bim.checks.kinds import check_kinds
from bim.checks.names import check_names
from bim.checks.place import check_place
from bim.checks.schema import Hearing
from bim.checks.shapes import check_shapes
from bim.checks.tree import check_tree
from bim.checks.units import check_units
from bim.files.opening import Opened
from bim.geometry.model import Model
from bim.placing.georeference import Georeference

BROKEN = (
    RuntimeError, AttributeError, TypeError, ValueError, LookupError, ArithmeticError, ifcopenshell.Error,
)  # fmt: skip
"""What a check may meet in a file that no check foresaw; the other checks go on."""
Check = Callable[[], Iterator[Finding]]


def check_arrival(
    opened: Opened, products: tuple[Any, ...], model: Model, georeference: Georeference,
    schema: Hearing | None = None,
) -> Iterator[Finding]:  # fmt: skip
    """Yield everything found. ``schema``: the validator at work; without it the schema is not checked."""
    yield from check_file(opened, products, georeference)
    yield from _held("geometry", lambda: check_shapes(opened.file, products, model))
    if schema is not None:
        yield from _held("schema", schema.findings)


def check_file(opened: Opened, products: tuple[Any, ...], georeference: Georeference) -> Iterator[Finding]:
    """Yield what the file itself tells, without geometry and without the validator."""
    file = opened.file
    checks: dict[str, Check] = {
        "header": lambda: check_header(opened), "identity": lambda: check_identity(file),
        "units": lambda: check_units(file), "place": lambda: check_place(file, georeference),
        "tree": lambda: check_tree(file, products), "kinds": lambda: check_kinds(file),
        "names": lambda: check_names(opened),
    }  # fmt: skip
    for name, check in checks.items():
        yield from _held(name, check)


def _held(name: str, check: Check) -> Iterator[Finding]:
    """A finding never rejects a file, and neither does a check that the file breaks."""
    try:
        yield from check()
    except BROKEN as error:
        yield once("check_failed", check=name, detail=str(error) or type(error).__name__)
