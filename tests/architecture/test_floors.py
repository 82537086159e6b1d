"""The contracts that keep the floors know every room of the house."""

import tomllib

import pytest

from tests.architecture.sources import ROOT, TOPS, modules

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = {
    name.strip(" ()")
    for contract in CONTRACTS["contracts"] if contract["name"] == "Imports only point down"
    for layer in contract["layers"] for name in layer.split("|")
}  # fmt: skip
INSIDE_SPATIAL = {
    name.strip(" ()")
    for contract in CONTRACTS["contracts"] if contract["name"] == "Inside spatial, too"
    for layer in contract["layers"] for name in layer.split("|")
}  # fmt: skip


def _packages(top: str) -> set[str]:
    return {path.split("/")[1] for path in modules() if path.startswith(f"{top}/") and path.count("/") > 1}


def test_every_top_level_package_is_under_contract():
    own = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert own == set(TOPS) == set(CONTRACTS["root_packages"])


def test_every_package_stands_on_a_floor():
    assert {f"portal.{name}" for name in _packages("portal")} - LAYERS == set()
    assert _packages("spatial") - INSIDE_SPATIAL == set()
    assert {"api", "bim", "spatial"} <= LAYERS


@pytest.mark.parametrize("name", ["Only the doors know DRF", "Only pages draw with folium"])
def test_no_package_is_forgotten_by_what_forbids(name):
    (contract,) = [one for one in CONTRACTS["contracts"] if one["name"] == name]
    doors = {"portal.config", "portal.pages", "api"}
    inner = {f"portal.{package}" for package in _packages("portal")} | {"spatial", "bim"}
    assert inner - doors <= set(contract["source_modules"])
