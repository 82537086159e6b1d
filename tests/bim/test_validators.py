"""Tiles before foreign judges: the Khronos validator finds nothing, the browser unpacks the same bytes."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import meshopt
import numpy as np
import pytest

from bim.tiles import writing
from tests.bim.reading import Tile, tiles
from tests.bim.test_tiles import street  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("validate.mjs")
DECODERS = ("three/examples/jsm/libs/meshopt_decoder.module.js", "meshoptimizer/meshopt_decoder.mjs")


@pytest.fixture
def judged(street, tmp_path):  # noqa: F811
    """What the judges say of each tile of the street."""
    modules, node = ROOT / "node_modules", shutil.which("node")
    if node is None:
        pytest.skip("no node")
    if not (modules / "gltf-validator").is_dir() or not any((modules / name).is_file() for name in DECODERS):
        pytest.skip("node_modules lacks gltf-validator or a decoder of meshopt")
    writing.write(street, tmp_path, cap=60)
    files = sorted(tmp_path.glob("*.glb.gz"))
    told = subprocess.run(
        [node, SCRIPT, modules, *files], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    return tmp_path, [json.loads(line) for line in told.splitlines()]


def test_the_khronos_validator_finds_no_error_and_no_warning(judged):
    _, verdicts = judged
    assert len(verdicts) > 2
    assert [verdict["errors"] for verdict in verdicts] == [[]] * len(verdicts)


def test_the_decoder_of_the_browser_unpacks_the_same_bytes(judged):
    folder, verdicts = judged
    assert len(tiles(folder)) == len(verdicts)
    for tile, verdict in zip(tiles(folder), verdicts, strict=True):
        for number, view in enumerate(verdict["views"]):
            assert base64.b64decode(view) == _unpacked(tile, number)


def _unpacked(tile: Tile, number: int) -> bytes:
    packed = tile.told["bufferViews"][number]["extensions"]["EXT_meshopt_compression"]
    held = tile.body[packed["byteOffset"] : packed["byteOffset"] + packed["byteLength"]]
    plain = meshopt.decode_gltf_buffer(held, packed["count"], packed["byteStride"], packed["mode"])
    return np.ascontiguousarray(plain).tobytes()
