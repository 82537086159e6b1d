import os
import stat
import subprocess

import pytest
from house import apt, django
from house.cluster import write_secret
from house.options import for_up


def test_an_impossible_port_is_refused_in_words(capsys):
    with pytest.raises(SystemExit):
        for_up(["--port", "99999"])
    assert "99999 is not a port" in capsys.readouterr().err


@pytest.mark.parametrize("host, address", [
    ("127.0.0.1", "http://127.0.0.1:81/"), ("0.0.0.0", "http://127.0.0.1:81/"), ("::", "http://[::1]:81/"),
    ("::1", "http://[::1]:81/"), ("192.0.2.1", "http://192.0.2.1:81/"),
])
def test_the_printed_address_can_be_opened_on_this_machine(host, address):
    assert for_up(["--host", host, "--port", "81"]).address == address


def test_a_server_for_every_network_answers_to_this_machines_own_names_only():
    names = django.allowed_hosts("0.0.0.0")
    assert os.uname().nodename in names
    assert "*" not in names
    assert django.allowed_hosts("127.0.0.1") == ["localhost", "127.0.0.1", "[::1]"]


def test_missing_packages_are_found_and_the_line_to_run_names_them():
    assert apt.missing(["dpkg", "no-such-package-here"]) == ["no-such-package-here"]
    assert apt.line_to_run(["postgresql-postgis"]).endswith("postgresql-postgis'")


def test_a_secret_is_never_readable_by_others_even_for_a_moment(tmp_path):
    old = os.umask(0)
    try:
        write_secret(tmp_path / "key", "word")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["key"]


@pytest.mark.parametrize("command", ["up", "down", "test"])
def test_every_command_explains_itself_in_both_languages(root, command):
    asked = [root / "bin" / command, "--help"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert "usage: bin/" in told
    assert any("\u4e00" <= letter <= "\u9fff" for letter in told)
