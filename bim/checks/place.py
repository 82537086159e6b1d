"""Where the model says it stands, and what of that cannot be believed."""

import re
from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about, once
from bim.placing.georeference import CONVERSION_LEVEL, Georeference

EPSG = re.compile(r"EPSG:\d{4,6}", re.I)
HARMLESS = frozenset({"map_unit_not_stated"})


def check_place(file: Any, georeference: Georeference) -> Iterator[Finding]:
    """Yield the level reached when it is not the full one, why, and statements that differ or are unclear."""
    if georeference.frame is None:
        yield once("not_placed", level=georeference.level, why=georeference.why)
    elif georeference.level < CONVERSION_LEVEL:
        yield once("placed_by_site", level=georeference.level)
    for remark in georeference.remarks:
        if re.fullmatch(r"[a-z_]+", remark) and remark not in HARMLESS | {georeference.why}:
            yield once("place_mended", remark=remark)
    if file.schema != "IFC2X3":
        yield from _systems(file)
        yield from _contexts(file)


def _systems(file: Any) -> Iterator[Finding]:
    for one in file.by_type("IfcProjectedCRS"):
        name = str(one.Name or "")
        if not EPSG.fullmatch(name.strip()) and not getattr(one, "WellKnownText", None):
            yield once("crs_not_by_code", name=name)


def _contexts(file: Any) -> Iterator[Finding]:
    """Every context of a model stands in the same place."""
    contexts = file.by_type("IfcGeometricRepresentationContext", include_subtypes=False)
    solid = [one for one in contexts if one.ContextType in {None, "Model"}]
    stated = [_operation(one) for one in solid]
    if len(set(stated)) > 1:
        yield from about("contexts_differ", solid, contexts=len(solid))


def _operation(context: Any) -> tuple[Any, ...]:
    found: list[Any] = []
    for one in context.HasCoordinateOperation or ():
        told = one.get_info(include_identifier=False, recursive=False)
        told.pop("SourceCRS", None)
        target = told.pop("TargetCRS", None)
        found.append((str(sorted(told.items(), key=str)), str(getattr(target, "Name", ""))))
    return tuple(sorted(found, key=str))
