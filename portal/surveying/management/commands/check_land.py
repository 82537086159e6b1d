"""``manage.py check_land FILE``: read and measure a boundary file, and say everything that is wrong with
it; with a project, also what the cross-check finds.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import translation

from portal.accounts.actor import Actor, Scope
from portal.accounts.rules import ANY_REGION, SENSITIVE
from portal.core import clock
from portal.core.consoles import need_file
from portal.core.errors import DomainError
from portal.surveying.answering import answer_of, as_lines, ended_with_errors
from portal.surveying.checking import DOCUMENTS, Checked, Subject, check_file, read_only
from spatial.intake.sandbox import FileRefused
from spatial.survey.model import Declared
from spatial.survey.report import as_text, refusal_as_json

CLEAN, WITH_ERRORS, UNREADABLE = 0, 1, 2
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    """Exit 0 when clean, 1 with errors, 2 when unreadable."""

    help = "Read a boundary file, measure its parcels, list every defect and finding. Nothing is saved."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--county", default="", help="code of the region the survey is declared to lie in"
        )
        parser.add_argument(
            "--project", default="", help="code of a project: its chain is cross-checked, too"
        )
        parser.add_argument("--document", choices=DOCUMENTS, default="", help="what it is the boundary of")
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="zh")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--srid", type=int, default=0, help="the system, where the file leaves it open")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--unit", choices=["m", "mm", "km", "degree"], default="")
        parser.add_argument("--layer", default="")
        parser.add_argument(
            "--swap", action="store_true", help="the two numbers of every point change places"
        )

    def handle(self, *, file, lang, **given):
        """Read, print, and end with the code the answer has."""
        with translation.override(LANGUAGES[lang]):
            sys.exit(self._answer(file, lang, given))

    def _answer(self, file, lang, given):
        try:
            need_file(file)
            checked = _checked(file, given)
        except FileRefused as refused:
            self._refused(refused.problem, file, lang, given["json"])
            return UNREADABLE
        except DomainError as error:
            self._failed(error.code(), str(error), given["json"])
            return UNREADABLE
        if given["json"]:
            self._print(answer_of(checked, language=lang))
        else:
            lines = list(as_text(checked.reading, language=lang))
            self.stdout.write("\n".join([*lines, *(as_lines(checked) if given["project"] else [])]))
        return WITH_ERRORS if ended_with_errors(checked) else CLEAN

    def _refused(self, found, file, lang, as_object):
        if as_object:
            self._print(refusal_as_json(found, name=file.name, language=lang))
        else:
            where = found.address.text(lang)
            self.stdout.write(f"{file.name}{f' {where}' if where else ''}: {found.sentence(lang)}")

    def _failed(self, code, sentence, as_object):
        """Tell what was asked for and is not there: no file, no project."""
        if as_object:
            self._print({"code": code, "message": sentence})
        else:
            self.stderr.write(sentence)

    def _print(self, answer):
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _checked(file, given):
    """Read alone, or with a project also judge: then the database of parcels and lines is asked."""
    declared = Declared(**{name: given[name] for name in ("srid", "encoding", "unit", "layer", "swap")})
    if not given["project"]:
        subject = Subject(county=given["county"], declared=declared)
        reading = read_only(file, name=file.name, subject=subject, on=clock.today())
        return Checked(reading=reading, findings=())
    subject = Subject(
        county=given["county"], project=given["project"], document=given["document"], declared=declared
    )
    return check_file(actor=_operator(), path=file, name=file.name, subject=subject, on=clock.today())


def _operator():
    """Return the operator at the machine's own console, who sees everything."""
    scope = Scope(role="land", organisation_path="/", region_code=ANY_REGION, clearance=SENSITIVE)
    return Actor(user_id=0, name="console", organisation_id=None, scopes=(scope,))
