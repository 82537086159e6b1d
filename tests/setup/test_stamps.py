import sys
from pathlib import Path

from house import pythonenv
from house.command import Runner
from house.ground import Ground
from house.stamp import Stamp, digest


def test_a_step_is_done_again_only_when_its_files_change(tmp_path):
    lock = tmp_path / "run.txt"
    lock.write_text("django==5.2", encoding="ascii")
    stamp = Stamp(tmp_path / ".laid")
    assert not stamp.is_fresh(digest([lock]))
    stamp.write(digest([lock]))
    assert stamp.is_fresh(digest([lock]))
    lock.write_text("django==5.3", encoding="ascii")
    assert not stamp.is_fresh(digest([lock]))


def test_a_stamp_that_was_cut_short_counts_as_none(tmp_path):
    stamp = Stamp(tmp_path / ".laid")
    stamp.write(digest([], "3.11"))
    stamp.path.write_bytes(stamp.path.read_bytes()[:20])
    assert not stamp.is_fresh(digest([], "3.11"))


def test_another_python_makes_another_digest(tmp_path):
    assert digest([], "3.11") != digest([], "3.12")


def test_another_build_of_one_python_lays_nothing_again(tmp_path, monkeypatch, runner, step):
    ground = Ground(root=tmp_path, data=tmp_path / "var")
    lock = pythonenv.requirements(ground, pythonenv.IDS)
    lock.parent.mkdir()
    lock.write_text("xmlschema==4.1", encoding="ascii")
    monkeypatch.setattr(Runner, "run", _make_target)
    ground.venv.mkdir()
    assert pythonenv.lay_apart(ground, pythonenv.IDS, runner, step) == "ids"
    monkeypatch.setattr(sys, "version", "3.11.2 (of another maker)")
    assert pythonenv.lay_apart(ground, pythonenv.IDS, runner, step) == ""
    lock.write_text("xmlschema==4.2", encoding="ascii")
    assert pythonenv.lay_apart(ground, pythonenv.IDS, runner, step) == "ids"
    assert not list(ground.venv.glob(".*"))


def _make_target(_self: Runner, _step: object, words: list[object]) -> None:
    Path(str(words[words.index("--target") + 1])).mkdir()
