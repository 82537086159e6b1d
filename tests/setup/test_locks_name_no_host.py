import re
import tomllib

import pytest
from house import hosts

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PIN.findall(text)}


def test_no_lock_file_and_no_configuration_names_a_host(root):
    assert hosts.offences(root) == []


def test_every_pin_carries_a_hash(root):
    assert hosts.unhashed(root) == []


@pytest.mark.parametrize("name, line", [
    ("requirements/run.txt", "--index-url https" + "://packages.example/simple"),
    ("static/package-lock.json", '"resolved": "https' + '://packages.example/a.tgz"'),
    ("static/.npmrc", "registry=//packages.example"),
    ("pyproject.toml", "[[tool.uv.index]]\nurl = 'https" + "://packages.example'"),
    ("deploy/Containerfile", "RUN pip install --find-links /opt/wheels django"),
])
def test_a_host_slipped_into_a_file_is_found(tmp_path, name, line):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line + "\n", encoding="utf-8")
    assert [found.split(":")[0] for found in hosts.offences(tmp_path)] == [name]


def test_a_pin_without_its_hash_is_found(tmp_path):
    for folder in ("requirements", "static"):
        (tmp_path / folder).mkdir()
    pinned = "django==5.2 \\\n    --hash=sha256:00\nfolium==1\n"
    (tmp_path / "requirements" / "run.txt").write_text(pinned)
    unhashed = '{"packages": {"node_modules/a": {"version": "1"}}}'
    (tmp_path / "static" / "package-lock.json").write_text(unhashed)
    assert hosts.unhashed(tmp_path) == ["run.txt: folium==1", "package-lock.json: node_modules/a"]


def test_the_locks_hold_the_pins_of_the_project(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    locks = root / "requirements"
    run, dev = (pins((locks / f"{name}.txt").read_text(encoding="utf-8")) for name in ("run", "dev"))
    wanted = pins("\n".join(project["project"]["dependencies"]))
    wanted_dev = pins("\n".join(project["dependency-groups"]["dev"]))
    assert wanted and wanted.items() <= run.items()
    assert wanted_dev and (wanted | wanted_dev).items() <= dev.items()
    assert run.items() <= dev.items()


def test_the_checker_of_requirements_brings_no_gpl_package(root):
    named, locked = (
        pins((root / "requirements" / f"ids.{kind}").read_text(encoding="utf-8")) for kind in ("in", "txt")
    )
    assert "ifctester" in named and named == locked
    assert not {"bcf-client", "flask", "odfpy", "pystache"} & locked.keys()
