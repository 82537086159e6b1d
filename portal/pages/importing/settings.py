"""The settings of an import that a person may change: which layer, encoding, system, header, defaults."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.projects import names
from portal.projects.importing.fields import BY_CODE
from portal.projects.models_import import ImportBatch
from spatial.coordinates.zones import zone_of_srid

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "windows-1252")
DEFAULTABLE = ("sector", "funding_source", "nature", "stage", "label")
TEXTUAL = ("owner", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a list; ``chosen`` is what holds now."""

    value: str
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A field no column gives, with the value for all rows. Without ``choices`` it is typed."""

    field: str
    name: str
    value: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings with what holds now."""

    layers: list[Choice]
    encodings: list[Choice]
    systems: list[Choice]
    header_row: int
    is_table: bool
    has_shapes: bool
    answers: dict[str, Any]
    defaults: list[Default]


def settings_of(batch: ImportBatch, *, language: str) -> Settings:
    """Return the settings of an import."""
    layers = batch.survey.get("layers", [])
    layer = read_layer(batch) or (layers[0] if layers else {})
    return Settings(
        layers=[_layer(one, batch) for one in layers] if len(layers) > 1 else [],
        encodings=_encodings(layer, batch), systems=_systems(layer, batch),
        header_row=batch.answers.get("header_row") or layer.get("header_row", 0),
        is_table=bool(layer.get("header_row")), has_shapes=bool(layer.get("geometry")),
        answers=batch.answers, defaults=_defaults(batch, language),
    )  # fmt: skip


def read_layer(batch: ImportBatch) -> dict[str, Any]:
    """Return the description of the layer that was read, empty when none was."""
    layers: list[dict[str, Any]] = batch.survey.get("layers", [])
    names = [column["column"] for column in batch.columns]
    chosen = batch.answers.get("layer")
    for layer in layers:
        if layer["name"] == chosen or [one["name"] for one in layer["columns"]] == names:
            return layer
    return layers[0] if len(layers) == 1 else {}


def _layer(layer: dict[str, Any], batch: ImportBatch) -> Choice:
    rows = "" if layer["rows"] is None else _(" ({count} rows)").format(count=layer["rows"])
    chosen = layer["name"] == batch.answers.get("layer")
    return Choice(value=layer["name"], name=f"{layer['name']}{rows}", chosen=chosen)


def _encodings(layer: dict[str, Any], batch: ImportBatch) -> list[Choice]:
    found = layer.get("encoding")
    if not found or found["how"] == "format":
        return []
    samples = {one["encoding"]: one["sample"] for one in found["alternatives"]}
    names = dict.fromkeys([*samples, *ENCODINGS])
    chosen = batch.answers.get("encoding", "")
    named = {name: " · ".join(filter(None, (name, samples.get(name, "")))) for name in names}
    return [Choice(value=name, name=said, chosen=name == chosen) for name, said in named.items()]


def _systems(layer: dict[str, Any], batch: ImportBatch) -> list[Choice]:
    crs = layer.get("crs") or {}
    chosen = f"{batch.answers.get('srid') or ''}{'s' if batch.answers.get('swap_axes') else ''}"
    return [_candidate(one, chosen) for one in crs.get("candidates", [])]


def _candidate(one: dict[str, Any], chosen: str) -> Choice:
    value = f"{one['srid']}{'s' if one['swap_axes'] else ''}"
    zone = zone_of_srid(one["srid"])
    meridian = _(", central meridian {degrees}°").format(degrees=zone.central_meridian_deg) if zone else ""
    swapped = _(", axes swapped") if one["swap_axes"] else ""
    name = f"EPSG:{one['srid']} {one['name']}{meridian}{swapped}"
    return Choice(value=value, name=name, chosen=value == chosen)


def _defaults(batch: ImportBatch, language: str) -> list[Default]:
    if not batch.columns:
        return []
    mapped = {column["field"] for column in batch.columns}
    values = batch.answers.get("values", {})
    return [
        Default(
            field=code, name=BY_CODE[code].name(language), value=values.get(code, ""),
            choices=_terms(code, values.get(code, "")),
        )
        for code in (*TEXTUAL, *DEFAULTABLE)
        if code not in mapped
    ]  # fmt: skip


def _terms(code: str, chosen: str) -> list[Choice]:
    if code in TEXTUAL:
        return []
    if code == "label":
        return [Choice(value=v, name=str(n), chosen=v == chosen) for v, n in names.LABELS.items()]
    which = "funding" if code == "funding_source" else code
    return [
        Choice(value=term.code, name=names.term(which, term.code), chosen=term.code == chosen)
        for term in names.LISTS[which]
    ]
