"""``bin/manage`` without a product running says what to do."""

import os
import subprocess


def test_without_a_database_it_says_what_to_start(root, tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [root / "bin" / "manage", "check"], env=env | {"GONGTU_DATA": str(tmp_path)}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "bin/up" in done.stdout + done.stderr
