"""The money of the demo's works, batch by batch, and the proof that it is what its ledgers say."""

import struct
import zlib
from dataclasses import dataclass, fields
from datetime import date
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict
from portal.core.files import store_file
from portal.core.sql import execute, fetch_as
from portal.demo.money.applications import Papers
from portal.demo.money.build import money_of
from portal.demo.money.deals import party_rows
from portal.demo.money.job import TODAY, Pile, jobs_of
from portal.demo.money.tables import TABLES
from portal.demo.money.years import Ceilings
from portal.demo.works.money import FUNDING
from portal.demo.works.rows import FeatureRow, ProjectRow
from portal.demo.writing.copying import SQL, copy_rows
from portal.performance.book import book_on

SHEET = "本期工程量计量单（演示）.csv"
BEFORE_ALL = date(2020, 12, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unequal:
    """How many records are not what their ledger, steps or lines add up to."""

    indicators: int
    stages: int
    lines: int
    ceilings: int
    contracts: int
    balances: int
    bills: int
    requests: int
    applications: int
    contract_steps: int
    evaluations: int


class MoneyDiffers(Conflict):
    """A fault of the generator: what it wrote is not what the database would have kept."""

    message = _("Records of money differ from what they add up to: {found}.")


class MoneyWriter:
    """Writes what belongs to each batch of works; at last the ceilings, and the proof."""

    def __init__(self, written: dict[str, int]) -> None:
        self.written, self.ceilings = written, Ceilings()
        self.book = book_on(on=TODAY, jurisdiction="97")
        self.papers = _papers()
        execute(SQL / "money_off.sql")
        self._write(party_rows(BEFORE_ALL))

    def reckon(self, projects: list[ProjectRow], features: list[FeatureRow]) -> Pile:
        """Return the rows of a batch, and what was paid of each work."""
        pile = Pile()
        for job in jobs_of(projects, features):
            money_of(job, self.papers, self.book, self.ceilings, pile)
        return pile

    def write(self, pile: Pile) -> None:
        """Write the rows of a batch, once its works are there."""
        self._write(pile)

    def finish(self) -> None:
        """Write the ceilings, count serials on and prove that all adds up. Raises ``MoneyDiffers``."""
        departments = sorted({key[0] for key in self.ceilings.taken if key[0]}, key=str)
        self._write(self.ceilings.rows(departments, FUNDING))
        execute(SQL / "money_settle.sql")
        execute(SQL / "money_back.sql")
        found = fetch_as(Unequal, SQL / "money_differs.sql")[0]
        wrong = {one.name: getattr(found, one.name) for one in fields(found) if getattr(found, one.name)}
        if wrong:
            raise MoneyDiffers(found=", ".join(f"{name} {count}" for name, count in wrong.items()))

    def _write(self, pile: Pile) -> None:
        for row_type in TABLES:
            if found := pile.rows.get(row_type):
                name = row_type.__name__
                self.written[name] = self.written.get(name, 0) + copy_rows(row_type, found)


def paid_rows(projects: list[ProjectRow], pile: Pile) -> list[ProjectRow]:
    """Return the works with what was paid of them as their payments say."""
    return [
        row._replace(paid_yuan=pile.yuan_paid(row.id)) if row.id in pile.paid else row for row in projects
    ]


def _papers() -> Papers:
    """Keep the files that stand for the evidence of the demo's payments."""
    sheet = "项目编码,项目名称,计量单位,本期完成,监理核定\n（演示资料：各期数量见申请的计量明细）\n"
    photos = [store_file(BytesIO(_picture(shade)), name=f"现场照片{n}（演示）.png", content_type="image/png")
              for n, shade in enumerate((96, 168), start=1)]  # fmt: skip
    kept = store_file(BytesIO(sheet.encode()), name=SHEET, content_type="text/csv")
    return Papers(kept.pk, (photos[0].pk, photos[1].pk))


def _picture(shade: int) -> bytes:
    """Return a small picture of ground under a sky: PNG, 64 by 48."""
    sky, ground = bytes((168, 200, 226)), bytes((shade, shade * 3 // 4, shade // 2))
    rows = b"".join(b"\0" + (sky if n < 20 else ground) * 64 for n in range(48))
    head = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
