"""``manage.py progress CODE``: what should stand, what stands, what it cost and what was paid for it."""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils import translation

from portal.accounts.actor import system_actor
from portal.core import clock
from portal.core.errors import DomainError
from portal.earned.asked import day_asked
from portal.earned.selectors import project_stands
from portal.earned.telling import project_row

LANGUAGES = {"zh": "zh-hans", "en": "en"}
UNDEFINED = "–"


class Command(BaseCommand):
    """Exit 0 with the figures on the last line, 1 when refused."""

    help = "Tell a project's planned, earned, certified and paid value, its indices and its sections."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the project's code")
        parser.add_argument("--as-of", default="", help="a day; today without it")
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="zh")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *, code, as_of, lang, json, **given):  # noqa: A002  the option's name
        """Look, reckon, tell."""
        with translation.override(LANGUAGES[lang]):
            try:
                on = day_asked(as_of) or clock.today()
                found = project_stands(actor=system_actor("progress"), code=code, as_of=on)
                row = project_row(found) | {"ahead": on > clock.today()}
            except DomainError as error:
                self._refuse(error, as_json=json)
            self.stdout.write(_line(row) if json else "\n".join(_lines(row)))

    def _refuse(self, error, *, as_json):
        if as_json:
            self.stdout.write(_line({"code": error.code(), "message": str(error), "facts": error.facts}))
        else:
            self.stderr.write(str(error))
        sys.exit(1)


def _line(answer):
    return json.dumps(answer, ensure_ascii=False, default=str)


def _lines(row):
    for name, value in row.items():
        if name != "sections":
            yield f"{name}: {UNDEFINED if value is None else value}"
    for section in row["sections"]:
        told = ", ".join(f"{name} {UNDEFINED if value is None else value}" for name, value in section.items())
        yield f"  {told}"
