"""``bin/manage`` without a product running says what to do."""

import os
import subprocess

import pytest


def test_without_a_database_it_says_what_to_start(root, tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [root / "bin" / "manage", "check"], env=env | {"GONGTU_DATA": str(tmp_path)}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "bin/up" in said and "--data" in said and "GONGTU_DATA" in said


@pytest.mark.parametrize("joined", [True, False])
def test_a_data_folder_is_named_as_for_up(root, tmp_path, joined):
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "GONGTU_DATA")}
    place = [f"--data={tmp_path}"] if joined else ["--data", str(tmp_path)]
    done = subprocess.run(
        [root / "bin" / "manage", *place, "check"], env=env, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, str(tmp_path) in done.stdout + done.stderr) == (1, True)
    given = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    helped = subprocess.run(
        [root / "bin" / "manage", *place, "version"], env=env | given, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert helped.stdout.strip().startswith("5.2"), helped.stderr
