import json
from pathlib import Path

import pytest
from house import vendor
from house.ground import Ground


@pytest.fixture
def manifest(root):
    return json.loads((root / "static" / "package.json").read_text(encoding="utf-8"))


def test_every_library_of_the_table_is_pinned_and_every_pin_is_in_the_table(root, manifest):
    assert {library.package for library in vendor.table(Ground(root=root))} == set(manifest["dependencies"])


def test_the_lock_holds_exactly_the_pinned_versions(root, manifest):
    lock = json.loads((root / "static" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in (manifest["dependencies"] | manifest["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version


def test_every_file_of_the_table_is_laid_in_its_place(root):
    if not (root / "static" / "vendor" / ".laid").exists():
        pytest.skip("static/vendor is laid by bin/up and bin/test")
    for library in vendor.table(Ground(root=root)):
        for pattern in library.files:
            inside = vendor.place(Path("package"), Path("package") / pattern)
            assert list((root / "static" / "vendor" / library.into).glob(str(inside))), (library, pattern)


def test_no_laid_style_sheet_loads_from_another_host(root):
    sheets = list((root / "static" / "vendor").rglob("*.css"))
    if not sheets:
        pytest.skip("static/vendor is laid by bin/up and bin/test")
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "url(http" not in text and "url(//" not in text and "@import url" not in text, sheet


def test_a_leading_dist_is_dropped(tmp_path):
    assert vendor.place(tmp_path, tmp_path / "dist" / "css" / "a.css") == Path("css/a.css")
    assert vendor.place(tmp_path, tmp_path / "files" / "a.woff2") == Path("files/a.woff2")
