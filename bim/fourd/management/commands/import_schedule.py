"""``manage.py import_schedule FILE``: read a schedule of any format, keep it with a project, tell of it."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import translation

from bim.fourd.choosing import Choice
from bim.fourd.receiving import choice_for
from bim.fourd.sandbox import read_any
from portal.accounts.actor import system_actor
from portal.core import clock
from portal.core.consoles import need_file
from portal.core.errors import DomainError
from portal.core.files import store_file
from portal.progress.schedules.agreeing import agreement
from portal.progress.services.keeping import check_sending, keep_schedule
from portal.progress.telling import told

LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    """Exit 0 when read, 1 when refused. Without a project nothing is kept."""

    help = "Read a schedule (MS Project XML, P6 XER and XML, XLSX, CSV, IFC) and keep it with a project."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--project", default="", help="code of the project it is a schedule of")
        parser.add_argument("--name", default="", help="the schedule's name; without it, the file's own")
        parser.add_argument("--schedule", default="", help="of a model with several schedules, the one meant")
        parser.add_argument("--encoding", default="", help="of text files; without it, told by their bytes")
        parser.add_argument("--lose-reports", action="store_true", help="tasks with reports may go")
        parser.add_argument("--path", action="store_true", help="tell how the critical path agrees, too")
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="zh")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *, file, lang, json, **given):  # noqa: A002  the option's name
        """Read, keep, tell."""
        with translation.override(LANGUAGES[lang]):
            try:
                need_file(file)
                answer = _brought_in(file, given)
            except DomainError as error:
                self._refuse(error, as_json=json)
            self.stdout.write(_line(answer) if json else _lines(answer))

    def _refuse(self, error, *, as_json):
        if as_json:
            self.stdout.write(_line({"code": error.code(), "message": str(error), "facts": error.facts}))
        else:
            self.stderr.write(str(error))
        sys.exit(1)


def _brought_in(file, given):
    actor, code = system_actor("import_schedule"), given["project"]
    choice = Choice(asked=given["schedule"])
    if code:
        check_sending(actor=actor, code=code)
        choice = choice_for(actor=actor, code=code, name=given["name"], asked=given["schedule"])
    found = read_any(file, encoding=given["encoding"], choice=choice)
    answer = asdict(told(found))
    if code:
        answer |= _kept(actor, code, file, found, given)
    if given["path"]:
        answer["path"] = asdict(agreement(found))
    return answer


def _kept(actor, code, file, found, given):
    with file.open("rb") as stream:
        stored = store_file(stream, name=file.name)
    kept = keep_schedule(
        actor=actor, code=code, found=found, file=stored, file_name=file.name, at=clock.now(),
        name=given["name"], loses_reports=given["lose_reports"],
    )  # fmt: skip
    return {"schedule": str(kept.schedule_id), "revision": kept.number}


def _line(answer):
    return json.dumps(answer, ensure_ascii=False, default=str)


def _lines(answer):
    return "\n".join(f"{name}: {value}" for name, value in answer.items())
