import pytest
from house.trouble import Trouble


def test_a_failing_program_names_its_step_and_keeps_its_words(runner, step, capsys):
    with pytest.raises(Trouble, match="A step.* failed"):
        runner.run(step, ["sh", "-c", "echo the reason; exit 7"])
    assert "    the reason" in capsys.readouterr().out
    assert "the reason" in runner.log.read_text(encoding="utf-8")


def test_a_package_client_without_a_network_is_told_apart(runner, step):
    words = ["sh", "-c", "echo 'Temporary failure in name resolution'; exit 1", "pip"]
    with pytest.raises(Trouble, match="could not fetch packages"):
        runner.run(step, words)


def test_a_missing_module_is_not_taken_for_a_missing_network(runner, step):
    with pytest.raises(Trouble, match="failed"):
        runner.run(step, ["sh", "-c", "echo ModuleNotFoundError: no module, connection refused; exit 1"])


def test_a_program_that_works_returns_its_last_lines(runner, step):
    assert runner.run(step, ["sh", "-c", "echo one; echo 二"]).splitlines() == ["one", "二"]
