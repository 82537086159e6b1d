"""Take a large file in parts, so that a broken line costs one part (tus 1.0: core, creation, termination)."""

import shutil
import tempfile
from contextlib import suppress
from datetime import date
from typing import IO, Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from bim.catalog.models import Upload
from bim.catalog.services.receiving import Wanted, check_wanted, plain_name, receive_model
from bim.catalog.uploads import OffsetMismatch, UploadNotFound, UploadTooLarge
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.ids import new_id
from portal.core.jobs import enqueue

ASSEMBLE_JOB = "model.assemble"
BLOCK = 1 << 20


class Readable(Protocol):
    """What a part comes from: a request, or a file."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


@transaction.atomic
def begin_upload(*, actor: Actor, name: str, size: int, wanted: Wanted) -> Upload:
    """Announce a file of ``size`` bytes; refused at once if it could not be kept.

    A file of no bytes is whole when it is announced: no part will ever come, so it goes to a worker now.
    """
    if size > settings.MODEL_MAX_BYTES:
        raise UploadTooLarge(found_mb=size >> 20, limit_mb=settings.MODEL_MAX_BYTES >> 20)
    check_wanted(actor=actor, wanted=wanted)
    upload = Upload.objects.create(
        owner_id=actor.user_id or 0, name=plain_name(name), size=size, wanted=_plain(wanted),
        created_at=clock.now(),
    )  # fmt: skip
    if size == 0:
        _hand_over(actor, upload)
        upload.save(update_fields=["job"])
    return upload


def add_part(*, actor: Actor, upload_id: UUID, offset: int, stream: Readable) -> Upload:
    """Take what the stream brings, as far as it comes; the last part hands the file to a worker."""
    before = get_upload(actor=actor, upload_id=upload_id)
    _check_offset(before, offset)
    with tempfile.TemporaryFile() as part:
        length = _take(stream, part, most=before.size - offset)
        part.seek(0)
        place = default_storage.save(f"uploads/{upload_id}/{offset}-{new_id().hex}", File(part))
    with transaction.atomic():
        upload = Upload.objects.select_for_update(no_key=True).get(pk=upload_id)
        if upload.offset != offset:
            default_storage.delete(place)
            raise OffsetMismatch(given=offset, current=upload.offset)
        upload.offset, upload.parts = offset + length, [*upload.parts, place]
        if upload.offset == upload.size and upload.job is None:
            _hand_over(actor, upload)
        upload.save(update_fields=["offset", "parts", "job"])
    return upload


def assemble(*, actor: Actor, upload: Upload, on: date) -> Upload:
    """Put the parts together and receive the model. Run twice, the same revision is found."""
    if upload.revision is not None:
        return upload
    with tempfile.TemporaryFile() as whole:
        for place in upload.parts:
            with default_storage.open(place, "rb") as part:
                shutil.copyfileobj(part, whole, BLOCK)
        whole.seek(0)
        wanted = _typed(upload.wanted)
        upload.revision = receive_model(actor=actor, stream=whole, name=upload.name, wanted=wanted, on=on)
    upload.save(update_fields=["revision"])
    _forget_parts(upload)
    return upload


def end_upload(*, actor: Actor, upload_id: UUID) -> None:
    """Give an upload up; what was received of it goes."""
    upload = get_upload(actor=actor, upload_id=upload_id)
    _forget_parts(upload)
    if upload.revision is None and upload.job is None:
        upload.delete()


def get_upload(*, actor: Actor, upload_id: UUID) -> Upload:
    """Return one of the actor's own uploads; another's looks absent."""
    rows = Upload.objects.select_related("job", "revision__job").filter(pk=upload_id, owner_id=actor.user_id)
    found = rows.first() if actor.user_id else None
    if found is None:
        raise UploadNotFound(upload_id=str(upload_id))
    return found


def _hand_over(actor: Actor, upload: Upload) -> None:
    upload.job = enqueue(actor=actor, kind=ASSEMBLE_JOB, payload={"upload": str(upload.pk)})


def _take(stream: Readable, part: IO[bytes], *, most: int) -> int:
    """Read as far as the line holds; what came before it broke is kept."""
    length = 0
    with suppress(OSError):
        while length < most and (block := stream.read(min(BLOCK, most - length))):
            part.write(block)
            length += len(block)
    return length


def _check_offset(upload: Upload, offset: int) -> None:
    if upload.offset != offset:
        raise OffsetMismatch(given=offset, current=upload.offset)


def _forget_parts(upload: Upload) -> None:
    for place in upload.parts:
        default_storage.delete(place)


def _plain(wanted: Wanted) -> dict[str, Any]:
    return {name: str(value) for name in Wanted.__slots__ if (value := getattr(wanted, name))}


def _typed(kept: dict[str, Any]) -> Wanted:
    ids: dict[str, Any] = {name: UUID(kept[name]) for name in ("model_id", "feature_id") if name in kept}
    return Wanted(**(kept | ids))
