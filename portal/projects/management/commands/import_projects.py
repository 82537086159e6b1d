"""``manage.py import_projects FILE``: look at a file of projects, and save it only with ``--confirm``.

Status 0: every row is good. 1: the file cannot be taken, nothing was saved. 3: some rows are refused.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.core.errors import DomainError
from portal.projects.importing import services
from portal.projects.importing.console import report
from portal.projects.models_import import ImportBatch, ImportRow

SOME_REFUSED = 3


class Command(BaseCommand):
    help = "Import projects from XLSX, CSV, GeoJSON, GeoPackage, zipped Shapefile 导入项目，确认后才保存"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file to import 要导入的文件")
        parser.add_argument("--confirm", action="store_true", help="save the good rows 保存可以导入的行")
        parser.add_argument("--as", dest="user", default="", help="import as this person 以该用户身份导入")
        parser.add_argument("--answers", default="{}", help="all answers as JSON, or @FILE 全部回答")
        parser.add_argument("--layer", help="sheet or layer 工作表或图层")
        parser.add_argument("--encoding", help="e.g. gb18030 文字编码")
        parser.add_argument("--srid", type=int, help="EPSG number 坐标系")
        parser.add_argument("--header-row", type=int, help="row of the header, from 1 表头所在行")
        parser.add_argument("--unit", help="of money: yuan, wan, yi 金额单位")
        parser.add_argument("--swap-axes", action="store_true", default=None,
                            help="latitude stands first 纬度在前，对调")
        parser.add_argument("--repair", action="store_true", default=None, help="mend shapes 修复图形")
        parser.add_argument("--place-by-region", action="store_true", default=None,
                            help="rows without a place stand at their region 无坐标的行落在其区划中心")
        parser.add_argument("--column", action="append", default=[], metavar="COLUMN=FIELD",
                            help="take a column for a field, empty leaves it out 指定某列为某字段")
        parser.add_argument("--value", action="append", default=[], metavar="FIELD=TEXT",
                            help="what rows without this field hold 没有该字段的行取此值")
        parser.add_argument("--separate", action="append", type=int, default=[], metavar="ROW",
                            help="this row is a new project though one like it is known 该行另立新项目")

    def handle(self, *, file, user, confirm, **given):
        if not file.is_file():
            raise CommandError(f"没有这个文件 There is no file {file}.")
        with translation.override("zh-hans"):
            try:
                batch = _import(file, _actor(user), _answers(given), confirm=confirm, say=self.stdout.write)
            except DomainError as error:
                raise CommandError(f"{error}（没有保存 nothing was saved）") from error
        if batch.state == ImportBatch.State.FAILED or not sum(batch.counts.values()):
            raise CommandError("文件不能导入，没有保存。The file cannot be imported; nothing was saved.")
        if batch.counts.get(ImportRow.Outcome.REFUSED):
            sys.exit(SOME_REFUSED)


def _import(file, actor, answers, *, confirm, say):
    """Do it all in one transaction; without ``confirm`` it is rolled back."""
    with transaction.atomic():
        with file.open("rb") as stream:
            batch = services.receive_import(
                actor=actor, stream=stream, name=file.name, answers=answers, at_once=True
            )
        services.read_import(actor=actor, batch=batch, on=clock.today())
        for line in report(batch):
            say(line)
        good = batch.counts.get("create", 0) + batch.counts.get("update", 0)
        if confirm and good:
            services.save_import(actor=actor, batch_id=batch.pk, version=batch.version, on=clock.today())
            say(f"\n已保存 {good} 行。{good} rows saved.")
        else:
            transaction.set_rollback(True)
            say("\n没有保存。Nothing was saved.")
            if good:
                say("加 --confirm 保存。Add --confirm to save.")
    return batch


def _actor(username):
    if not username:
        return services.operator()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"没有这个用户 There is no user {username}.")
    return actor_of(user, on=clock.today())


def _answers(given):
    text = given["answers"]
    try:
        answers = json.loads(Path(text[1:]).read_text("utf-8") if text.startswith("@") else text)
    except (ValueError, OSError) as error:
        raise CommandError(f"--answers: {error}") from error
    plain = ("layer", "encoding", "srid", "header_row", "unit", "swap_axes", "repair", "place_by_region")
    answers |= {name: given[name] for name in plain if given[name] is not None}
    for option, name in (("column", "columns"), ("value", "values")):
        answers[name] = answers.get(name, {}) | dict(_pair(option, text) for text in given[option])
    answers["separate"] = [*answers.get("separate", []), *given["separate"]]
    return answers


def _pair(option, text):
    name, mark, value = text.rpartition("=") if option == "column" else text.partition("=")
    if not mark:
        raise CommandError(f"--{option} {text}: NAME=VALUE")
    return name, value
