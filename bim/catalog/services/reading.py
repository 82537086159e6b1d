"""Have a received model read by the child, then publish or reject it. Harmless when run twice."""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from bim.catalog import rules
from bim.catalog.models import Revision
from bim.catalog.services.publishing import publish
from bim.catalog.services.unused import withdraw_unused
from bim.files.faults import ModelRefused
from bim.files.header import written_label
from bim.files.limits import MODEL_LIMITS
from bim.ingest.model import Ingested, Order
from bim.ingest.sandbox import ingest_file
from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.files import copy_to

Tell = Callable[[str, int], None]


def read_model(
    *, actor: Actor, revision: Revision, on: date, tell: Tell = lambda _stage, _percent: None
) -> Revision:
    """Read, then publish or reject. A revision that was settled before is returned as it is."""
    if revision.state not in rules.OPEN_STATES:
        return revision
    Revision.objects.filter(pk=revision.pk, state=rules.RECEIVED).update(state=rules.READING)
    with tempfile.TemporaryDirectory(prefix="model-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "out"
        try:
            found = _read(revision, Path(folder), out, tell)
        except ModelRefused as refused:
            _keep_label(revision, Path(folder) / "model")
            return reject(actor=actor, revision=revision, refused=refused)
        return publish(actor=actor, revision=revision, found=found, out=out, on=on, tell=tell)


def _keep_label(revision: Revision, path: Path) -> None:
    """A file that is rejected may say its schema all the same."""
    label = written_label(path)
    Revision.objects.filter(pk=revision.pk, state__in=rules.OPEN_STATES).update(label=label)


def _read(revision: Revision, folder: Path, out: Path, tell: Tell) -> Ingested:
    """The shapes kept are those of one organisation: a file that fools the reader can only fool its own."""
    path = copy_to(revision.file, folder / "model")
    cache = Path(settings.BIM_SHAPES_DIR) / str(revision.model.feature.organisation_id)
    cache.mkdir(parents=True, exist_ok=True)
    order = Order(
        name=revision.name, out=str(out), cache=str(cache), processes=settings.BIM_PROCESSES
    )
    began = time.perf_counter()
    found = ingest_file(path, order, limits=MODEL_LIMITS, progress=tell)
    found.seconds["child"] = round(time.perf_counter() - began, 3)
    path.unlink()
    return found


@transaction.atomic
def reject(*, actor: Actor, revision: Revision, refused: ModelRefused) -> Revision:
    """Keep why a file cannot become a model; what was published before stays, what it alone brought goes."""
    row = Revision.objects.select_for_update(no_key=True).get(pk=revision.pk)
    if row.state not in rules.OPEN_STATES:
        return row
    row.state, row.code, row.facts = rules.REJECTED, refused.code(), refused.facts
    row.save(update_fields=["state", "code", "facts"])
    facts = {"code": row.code, **row.facts}
    record_event(actor=actor, verb="reject", subject_type="revision", subject_id=row.pk, facts=facts)
    withdraw_unused(actor=actor, model=row.model)
    return row


def forget_shapes() -> None:
    """Empty the cache of shapes; it fills again."""
    shutil.rmtree(settings.BIM_SHAPES_DIR, ignore_errors=True)
