"""The command that reads a model ends with one line of JSON, whatever came of it."""


import json

import pytest
from django.core.management import call_command

from bim.catalog.management.commands.ingest_ifc import Command
from tests.bim.models import PLACED, building, standard

PLACE = PLACED.format(east=502_000.0, north=3_322_000.0)


def test_the_command_ends_with_one_line_of_json(regions, tmp_path, capsys):
    path = tmp_path / "house.ifc"
    path.write_bytes(building(standard(), place=PLACE))
    with pytest.raises(SystemExit) as ended:
        call_command("ingest_ifc", str(path), "--json")
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended.value.code == 0
    assert (told["status"], told["code"]) == ("published", None)
    assert (told["elements"], told["with_geometry"]) == (7, 4)
    assert told["georeference"]["srid"] == 4549
    assert {"open", "mesh", "tiles", "elements"} <= set(told["seconds"])
    path.write_bytes(b"")
    with pytest.raises(SystemExit) as ended:
        call_command("ingest_ifc", str(path), "--json")
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (ended.value.code, told["status"], told["code"]) == (1, "rejected", "empty_model_file")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["none.ifc"], "no_such_file"), (["house.ifc", "--project", "NONE"], "project_not_found")],
)
def test_the_command_ends_with_one_line_of_json_also_where_nothing_was_read(
    regions, tmp_path, capsys, words, code
):
    (tmp_path / "house.ifc").write_bytes(building(standard()))
    with pytest.raises(SystemExit) as ended:
        call_command("ingest_ifc", str(tmp_path / words[0]), *words[1:], "--json", "--lang", "en")
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (ended.value.code, told["status"], told["code"]) == (1, "rejected", code)
    assert told["message"].endswith(".")


@pytest.mark.parametrize("words", [["a.ifc", "--feature", "none"], ["a.ifc", "--discipline", "x"], []])
def test_words_the_command_does_not_know_end_in_one_line_of_json(capsys, monkeypatch, words):
    argv = ["manage.py", "ingest_ifc", *words, "--json"]
    monkeypatch.setattr("sys.argv", argv)
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(argv)
    told = json.loads(capsys.readouterr().out)
    assert (ended.value.code, told["status"], told["code"]) == (2, "rejected", "arguments_not_read")
    assert told["message"]
