"""Make ``bin/house`` importable: the commands are a plain package beside the product."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from house.command import Runner  # noqa: E402
from house.console import Step  # noqa: E402


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def runner(tmp_path):
    return Runner(log=tmp_path / "step.log", cwd=tmp_path)


@pytest.fixture
def step():
    return Step("[1/1] 测试 A step …", "测试 A step")
