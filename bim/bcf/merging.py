"""What an archive of one version brings of a known topic: what that version cannot say is not taken back."""

from dataclasses import replace

from bim.bcf.model import Comment, DocumentReference, Topic, Viewpoint
from bim.bcf.views_out import SQUARE
from bim.bcf.writing import FOLDER

TALKATIVE, WIDE = "2.0", "3.0"
"""2.0 alone says states and answers of remarks; 3.0 alone servers' numbers, widths, lists of documents."""


def unforgotten(topic: Topic, known: Topic, version: str) -> Topic:
    """Return a topic that came again, with what its version has no place for as it was known."""
    comments = {one.guid: one for one in known.comments}
    looks = {one.guid: one for one in known.viewpoints}
    number = topic.server_assigned_id or ("" if version == WIDE else known.server_assigned_id)
    return replace(
        topic, server_assigned_id=number, documents=_documents(topic, known),
        comments=tuple(_comment(one, comments.get(one.guid), version) for one in topic.comments),
        viewpoints=tuple(_look(one, looks.get(one.guid)) for one in topic.viewpoints),
    )  # fmt: skip


def _comment(comment: Comment, known: Comment | None, version: str) -> Comment:
    if known is None or version == TALKATIVE:
        return comment
    return replace(
        comment, status=known.status, verbal_status=known.verbal_status, reply_to=known.reply_to
    )


def _look(look: Viewpoint, known: Viewpoint | None) -> Viewpoint:
    """Keep the width of a view where none is said, and none where the square was put in for it."""
    if look.camera is None or known is None or known.camera is None:
        return look
    said, was = look.camera.aspect, known.camera.aspect
    aspect = was if said is None or (was is None and said == SQUARE) else said
    return replace(look, camera=replace(look.camera, aspect=aspect))


def _documents(topic: Topic, known: Topic) -> tuple[DocumentReference, ...]:
    """Keep a document as it was known where only the way of naming it is the other version's."""
    if len(topic.documents) != len(known.documents):
        return topic.documents
    pairs = zip(topic.documents, known.documents, strict=True)
    return tuple(was if _same(one, was) else one for one, was in pairs)


def _same(one: DocumentReference, was: DocumentReference) -> bool:
    if one.description != was.description or (was.guid and one.guid != was.guid):
        return False
    if one.url or was.url:
        return (one.url or one.path) == (was.url or was.path)
    listed = was.document and (one.document == was.document or one.path.startswith(f"../{FOLDER}/"))
    return bool(listed) or (bool(was.path) and bool(one.document))
