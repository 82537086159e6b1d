"""What a file's own bill of quantities pays for: cost items and the elements they control."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from bim.elements.values import Reader
from bim.files.texts import mended

MOST_CODE, MOST_NAME = 64, 200


def costs_of(file: Any, products: Sequence[Any], *, code_page: str) -> list[dict[str, Any]]:
    """Return cost items with elements: ``code``, ``name``, ``els``, numbers rising, in the file's order.

    Of IfcRelAssignsToControl, controls that are cost items; an item without code and name says nothing.
    Before IFC4 a control had no code.
    """
    text = Reader(file, partial(mended, code_page=code_page)).text
    numbers = {product.id(): el for el, product in enumerate(products)}
    paid: dict[int, set[int]] = {}
    items: dict[int, Any] = {}
    for relation in file.by_type("IfcRelAssignsToControl"):
        control = relation.RelatingControl
        if control is None or not control.is_a("IfcCostItem"):
            continue
        found = {numbers[one.id()] for one in relation.RelatedObjects or () if one.id() in numbers}
        if found:
            items[control.id()] = control
            paid.setdefault(control.id(), set()).update(found)
    rows = [
        {"code": text(getattr(items[key], "Identification", None))[:MOST_CODE],
         "name": text(items[key].Name)[:MOST_NAME], "els": sorted(els)}
        for key, els in sorted(paid.items())
    ]  # fmt: skip
    return [row for row in rows if row["code"] or row["name"]]
