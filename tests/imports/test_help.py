"""Whoever asks a command for help learns what each of its options does, in both languages."""

import argparse

from django.core.management import load_command_class


def test_every_option_of_the_import_is_explained():
    parser = load_command_class("portal.projects", "import_projects").create_parser("manage.py", "import")
    ours = [action for action in parser._actions if _is_ours(action)]
    assert len(ours) == 15
    for action in ours:
        assert action.help and any("\u4e00" <= sign <= "\u9fff" for sign in action.help), action.dest


def _is_ours(action: argparse.Action) -> bool:
    usual = {"help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color",
             "skip_checks"}  # fmt: skip
    return action.dest not in usual
