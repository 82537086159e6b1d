"""Materials and layers, once each."""

from typing import NamedTuple

from bim.authoring.draft import Draft, Entity
from bim.authoring.looks import MATERIALS


class Layers(NamedTuple):
    """A build-up from outside in: name, and each layer's material, thickness in metres and use."""

    name: str
    layers: tuple[tuple[str, float, str], ...]

    @property
    def thickness_m(self) -> float:
        """Return the whole thickness."""
        return round(sum(thick for _material, thick, _use in self.layers), 6)


def material(draft: Draft, key: str) -> Entity:
    """Return a material."""
    name, category = MATERIALS[key]
    return draft.once("IfcMaterial", name, None, category)


def layer_set(draft: Draft, layers: Layers) -> Entity:
    """Return a build-up."""
    key = f"layers/{layers.name}"
    if key not in draft.types:
        # A layer belongs to one build-up only, so even alike ones are written anew.
        made = [
            draft.make("IfcMaterialLayer", material(draft, name), thick, None, use, None, None, None)
            for name, thick, use in layers.layers
        ]
        draft.types[key] = draft.make("IfcMaterialLayerSet", made, layers.name, None)
    return draft.types[key]


def layers_across(draft: Draft, layers: Layers) -> Entity:
    """Return a build-up used across a wall, about its middle."""
    return draft.once(
        "IfcMaterialLayerSetUsage",
        layer_set(draft, layers),
        "AXIS2",
        "POSITIVE",
        -layers.thickness_m / 2,
        None,
    )


def layers_upward(draft: Draft, layers: Layers) -> Entity:
    """Return a build-up used upward in a slab, from its underside."""
    return draft.once("IfcMaterialLayerSetUsage", layer_set(draft, layers), "AXIS3", "POSITIVE", 0.0, None)
