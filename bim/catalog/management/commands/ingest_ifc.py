"""``manage.py ingest_ifc FILE``: take a model in, read it here and now, and say what came of it."""

import json
import sys
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bim.catalog.answering import outcome
from bim.catalog.rules import DISCIPLINE_CODES, PUBLISHED, REJECTED
from bim.catalog.services.reading import read_model
from bim.catalog.services.receiving import Wanted, receive_model
from bim.catalog.services.scratch import CODE, scratch_project
from portal.accounts.actor import system_actor
from portal.core import clock
from portal.core.consoles import need_file
from portal.core.errors import DomainError

LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    """Exit 0 when published, 1 when rejected."""

    help = "Take an IFC file in, read and publish it, or say why not."

    def create_parser(self, prog_name, subcommand, **words):
        """Return the parser; with ``--json`` words it does not know end in a line of JSON, too (exit 2)."""
        parser = super().create_parser(prog_name, subcommand, **words)
        usual = parser.error

        def error(message):
            if "--json" in sys.argv:
                told = {"status": REJECTED, "code": "arguments_not_read", "message": message, "facts": {}}
                self.stdout.write(_line(told))
            usual(message)

        parser.error = error
        return parser

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--project", default="", help="code of the project; else the scratch project")
        parser.add_argument("--feature", type=UUID, default=None, help="the structure it is a model of")
        parser.add_argument("--model", type=UUID, default=None, help="the model it is a revision of")
        parser.add_argument("--name", default="", help="the model's name; without it, the file's")
        parser.add_argument("--discipline", choices=DISCIPLINE_CODES, default="architecture")
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="zh")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *, file, lang, json, **given):  # noqa: A002  the option's name
        """Take in, read, tell."""
        with translation.override(LANGUAGES[lang]):
            try:
                need_file(file)
                told = self._ingested(file, given, quiet=json)
            except DomainError as error:
                if not json:
                    raise CommandError(str(error)) from error
                told = {"status": REJECTED, "code": error.code(), "message": str(error), "facts": error.facts}
            self.stdout.write(_line(told) if json else _lines(told))
        sys.exit(0 if told["status"] == PUBLISHED else 1)

    def _ingested(self, file, given, *, quiet):
        actor, on = system_actor("ingest_ifc"), clock.today()
        if not given["project"] and not given["feature"] and not given["model"]:
            given["project"] = scratch_project(actor=actor, on=on).code or CODE
        wanted = Wanted(
            model_id=given["model"], feature_id=given["feature"], project=given["project"],
            name=given["name"], discipline=given["discipline"],
        )  # fmt: skip
        with file.open("rb") as stream:
            revision = receive_model(
                actor=actor, stream=stream, name=file.name, wanted=wanted, on=on, at_once=True
            )
        return outcome(read_model(actor=actor, revision=revision, on=on, tell=self._teller(quiet)))

    def _teller(self, quiet):
        if quiet:
            return lambda _stage, _percent: None
        return lambda stage, percent: self.stderr.write(f"{percent:3d} % {stage}")


def _line(told):
    return json.dumps(told, ensure_ascii=False, default=str)


def _lines(told):
    return "\n".join(f"{name}: {value}" for name, value in told.items())
