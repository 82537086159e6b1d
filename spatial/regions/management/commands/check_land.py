"""``manage.py check_land FILE``: read and measure a boundary file, and say everything that is wrong with
it.
"""

import json
import sys
from pathlib import Path

import shapely
from django.core.management.base import BaseCommand
from django.utils import translation

from portal.core import clock
from portal.core.errors import DomainError
from spatial.intake.sandbox import FileRefused
from spatial.regions.selectors import get_region
from spatial.survey.model import County, Declared
from spatial.survey.report import as_json, as_text, refusal_as_json
from spatial.survey.sandbox import read_survey

CLEAN, WITH_ERRORS, UNREADABLE = 0, 1, 2
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    """Exit 0 when clean, 1 with errors, 2 when unreadable."""

    help = "Read a boundary file, measure its parcels, and list every defect. Nothing is saved."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--county", default="", help="code of the region the survey is declared to lie in"
        )
        parser.add_argument("--lang", choices=sorted(LANGUAGES), default="zh")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--srid", type=int, default=0, help="the system, where the file leaves it open")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--unit", choices=["m", "mm", "km", "degree"], default="")
        parser.add_argument("--layer", default="")
        parser.add_argument(
            "--swap", action="store_true", help="the two numbers of every point change places"
        )

    def handle(self, *, file, county, lang, **given):
        """Read, print, and end with the code the answer has."""
        with translation.override(LANGUAGES[lang]):
            sys.exit(self._answer(file, county, lang, given))

    def _answer(self, file, county, lang, given):
        if not file.is_file():
            self.stderr.write(f"{file}: no such file")
            return UNREADABLE
        declared = Declared(
            srid=given["srid"], encoding=given["encoding"], unit=given["unit"], layer=given["layer"],
            swap=given["swap"],
        )  # fmt: skip
        try:
            reading = read_survey(file, name=file.name, county=_county(county), declared=declared)
        except FileRefused as refused:
            self._refused(refused.problem, file, lang, given["json"])
            return UNREADABLE
        except DomainError as error:
            self.stderr.write(str(error))
            return UNREADABLE
        if given["json"]:
            self._print(as_json(reading, language=lang))
        else:
            self.stdout.write("\n".join(as_text(reading, language=lang)))
        return WITH_ERRORS if reading.errors else CLEAN

    def _refused(self, found, file, lang, as_object):
        if as_object:
            self._print(refusal_as_json(found, name=file.name, language=lang))
        else:
            where = found.address.text(lang)
            self.stdout.write(f"{file.name}{f' {where}' if where else ''}: {found.sentence(lang)}")

    def _print(self, answer):
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _county(code):
    if not code:
        return None
    region = get_region(code=code, on=clock.today())
    return County(code=region.code, name=region.name, geometry=shapely.from_wkb(bytes(region.geom.wkb)))
