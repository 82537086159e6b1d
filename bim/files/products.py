"""The numbering of a revision: every product of the file gets its dense element id here, and nowhere else."""

from typing import Any

from bim.files.bodies import body_representations

OPENINGS = "IfcFeatureElementSubtraction"
ONLY_WITH_BODY = ("IfcGrid", "IfcAnnotation", "IfcPort")


def numbered(file: Any) -> tuple[Any, ...]:
    """Return the products of an open file in the order of their STEP ids; the position is the element id.

    Openings and other subtractions are no elements. Grids, annotations and ports are only if they have a
    body. Spaces, storeys, buildings and sites are elements as well: viewers hide spaces by themselves.
    """
    products = sorted(file.by_type("IfcProduct"), key=lambda product: product.id())
    return tuple(product for product in products if _counts(product))


def _counts(product: Any) -> bool:
    if product.is_a(OPENINGS):
        return False
    if any(product.is_a(name) for name in ONLY_WITH_BODY):
        return bool(body_representations(product))
    return True
