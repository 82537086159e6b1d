"""Put a topic, its talk and its looks into the tables."""

import io
import mimetypes
import posixpath
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.gis.geos import Point
from django.db.models import Max

from bim.bcf.model import Comment, Topic, Viewpoint
from bim.bcf.plain import CAME_WITH, comment_as_plain, look_as_plain, topic_as_plain
from bim.catalog.models import Model
from bim.issues import rules
from bim.issues.models import Issue, IssueComment, IssueFile, IssueView
from bim.issues.pins import ground_of, pin_of
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.files import store_file
from spatial.features.models import Feature
from spatial.features.services import Placement, place_feature

TITLE, SHORT, NAME = 500, 64, 150


def keep_topic(
    *, actor: Actor, structure: Feature, topic: Topic, on: date, seen_in: UUID | None = None,
    foreign: bool = False, place: Point | None = None,
) -> Issue:  # fmt: skip
    """Make a new issue of a topic. ``seen_in``: the model somebody looked at; ``foreign``: it was brought;
    ``place``: where it was seen, if not by the model. Must run in a transaction.
    """
    rows = Model.objects.filter(feature=structure).select_related("current", "federation")
    models = sorted(rows.order_by("created_at", "pk"), key=lambda model: model.pk != seen_in)
    model, at = pin_of(topic, models, foreign=foreign)
    feature = place_feature(actor=actor, valid_from=on, placement=Placement(
        kind="issue", geom=place or ground_of(structure, model, at),
        organisation_id=structure.organisation_id,
        region_code=structure.region_code, label=structure.label, parent=structure,
        name=topic.title[:200],
    ))  # fmt: skip
    number = (Issue.objects.filter(structure=structure).aggregate(most=Max("number"))["most"] or 0) + 1
    issue = Issue(
        feature=feature, structure=structure, model=model, guid=guid_of(topic.guid), number=number,
        place_told=place is not None, at=list(at) if at else [], created_by_id=actor.user_id or None,
        created_at=clock.now(),
    )  # fmt: skip
    write_topic(issue, topic)
    return issue


def write_topic(issue: Issue, topic: Topic) -> None:
    """Set what an issue says, columns and all, and save it."""
    kept = {CAME_WITH: issue.topic[CAME_WITH]} if issue.topic and CAME_WITH in issue.topic else {}
    issue.topic = topic_as_plain(topic) | kept
    issue.title, issue.kind = topic.title[:TITLE], topic.kind[:SHORT]
    issue.priority, issue.assigned_to = topic.priority[:SHORT], topic.assigned_to[:NAME]
    issue.state = rules.state_of(topic.status)
    due = moment_of(topic.due_date)
    issue.due_on = due.date() if due else None
    issue.changed_at = clock.now()
    issue.save()


def keep_surroundings(issue: Issue, said: dict[str, Any]) -> None:
    """Keep what the archive says beside its topics."""
    issue.topic = issue.topic | {CAME_WITH: said}
    issue.save(update_fields=["topic"])


def keep_comment(issue: Issue, comment: Comment) -> IssueComment:
    """Keep a remark, or what became of it."""
    kept, _made = IssueComment.objects.update_or_create(
        issue=issue, guid=guid_of(comment.guid or f"{issue.guid}{comment.date}{comment.text}"),
        defaults={
            "author": comment.author[:NAME], "said_at": moment_of(comment.date) or clock.now(),
            "said": comment_as_plain(comment),
        },
    )  # fmt: skip
    return kept


def keep_view(issue: Issue, position: int, look: Viewpoint, snapshot: bytes | None) -> None:
    """Keep a look with its picture."""
    picture = None
    if snapshot:
        kind = mimetypes.guess_type(look.snapshot)[0] or ""
        picture = store_file(io.BytesIO(snapshot), name=posixpath.basename(look.snapshot), content_type=kind)
    IssueView.objects.update_or_create(
        issue=issue, guid=guid_of(look.guid),
        defaults={"position": position, "look": look_as_plain(look), "snapshot": picture},
    )  # fmt: skip


def keep_file(issue: Issue, path: str, body: bytes) -> None:
    """Keep a file that came along."""
    row = store_file(io.BytesIO(body), name=posixpath.basename(path))
    IssueFile.objects.update_or_create(issue=issue, path=path[:300], defaults={"file": row})


def guid_of(text: str) -> UUID:
    """Return the GUID a text spells; of a text that spells none, the one that always goes with it."""
    try:
        return UUID(text)
    except ValueError:
        return uuid5(NAMESPACE_URL, text)


def moment_of(text: str) -> datetime | None:
    """Read a moment; one without a zone is taken as UTC, as the format says."""
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
