"""What the demo does once a worker has read its models."""

from typing import Any
from uuid import UUID

from portal.accounts.actor import system_actor
from portal.core.following import follows
from portal.core.jobs import Progress, enqueue, handler
from portal.core.models import Event
from portal.demo.writing.accepting import hang_elements
from portal.demo.writing.linking import NAME, link_model

LINK = "demo.link"


@handler(LINK, heavy=True)
def link(progress: Progress) -> dict[str, Any]:
    """Hang a model of the demo on its schedules, and what is accepted on its elements."""
    revision = UUID(progress.payload["revision"])
    return {"rules": link_model(revision), "elements": hang_elements(revision)}


@follows("revision", "publish")
def model_published(event: Event) -> None:
    """Have the demo's own models linked; nobody else's."""
    received = Event.objects.filter(subject_type="revision", subject_id=event.subject_id, verb="receive")
    if received.filter(actor_name=NAME, actor_id=system_actor(NAME).user_id).exists():
        enqueue(actor=system_actor(NAME), kind=LINK, payload={"revision": event.subject_id})
