"""What ``search.py`` measures: a revision filled in the database, and questions asked of it."""

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import orjson
from django.db import connection

from api.model_rows import short_row
from bim.catalog import rules
from bim.catalog.answers import numbers_found, page_found
from bim.catalog.gathering import Gathering
from bim.catalog.models import Element, Model, Revision
from bim.catalog.services.publishing import FIELD_KEYS
from bim.catalog.services.receiving import make_structure
from bim.catalog.services.scratch import scratch_project
from portal.accounts.actor import system_actor
from portal.core import clock
from portal.core.files import store_file
from portal.core.sql import execute

FILL = Path(__file__).resolve().parent / "search_elements.sql"


def filled(count: int) -> tuple[Revision, float]:
    """Make a published revision of so many elements; return it and the seconds that its rows took."""
    revision = _made(count)
    began = time.perf_counter()
    execute(FILL, revision=revision.pk, count=count)
    took = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE catalog_element")
    return revision, took


def _made(count: int) -> Revision:
    actor, on = system_actor("bench"), clock.today()
    project = scratch_project(actor=actor, on=on)
    feature = make_structure(actor=actor, project=project, name=f"bench {clock.now():%H%M%S%f}", on=on)
    model = Model.objects.create(feature=feature, name="bench", created_at=clock.now())
    with FILL.open("rb") as stream:
        file = store_file(stream, name="bench.sql", content_type="text/plain")
    return Revision.objects.create(
        model=model, number=1, file=file, name="bench", state=rules.PUBLISHED, counts={"elements": count},
        created_at=clock.now(), published_at=clock.now(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question: how many it finds, and how long its answer takes, in milliseconds."""

    q: str
    ids: bool
    count: int
    p50: float
    p95: float


def gather(revision: Revision) -> float:
    """Put the values of a filled revision together as publishing does; return the seconds it took."""
    names = [column for _, column in FIELD_KEYS]
    held = Element.objects.filter(revision=revision).order_by("el")
    rows = held.values_list("el", "psets", "quantities", *names)
    took, gathering = 0.0, Gathering()
    for el, psets, quantities, *values in rows.iterator(chunk_size=5000):
        began = time.perf_counter()
        fields = {name: value for (name, _), value in zip(FIELD_KEYS, values, strict=True)}
        gathering.add(el, fields, psets, quantities)
        took += time.perf_counter() - began
    began = time.perf_counter()
    gathering.keep(revision)
    return took + time.perf_counter() - began


def ask(revision: Revision, q: str, *, ids: bool, times: int) -> Row:
    """Ask one question some times, as the door does, after a first one that does not count."""
    took: list[float] = []
    for _ in range(times + 1):
        began = time.perf_counter()
        count = _all(revision, q) if ids else _page(revision, q)
        took.append((time.perf_counter() - began) * 1000)
    ordered = sorted(took[1:])
    return Row(q=q, ids=ids, count=count, p50=median(ordered), p95=ordered[int(len(ordered) * 0.95)])


def _all(revision: Revision, q: str) -> int:
    els = numbers_found(revision, q)
    orjson.dumps({"el": els, "count": len(els)})
    return len(els)


def _page(revision: Revision, q: str) -> int:
    page = page_found(revision, q, after=-1, most=100)
    orjson.dumps([short_row(one) for one in page.rows], default=str)
    return page.count
