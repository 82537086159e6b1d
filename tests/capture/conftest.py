"""A section with a bill and two tasks, the people at its site, and phones that send what they write down."""

import hashlib
import itertools
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from tests.conftest import NOON
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import performing as performing
from tests.contracts.conftest import world as world
from tests.earned.conftest import site as site
from tests.payments.conftest import bench as bench
from tests.progress.test_photos import photo

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
ENTRIES = "/api/v1/site/entries/"


def fix(lon: float = 120.021, lat: float = 30.021) -> dict:
    return {"lon": lon, "lat": lat, "accuracy_m": 6.5, "at": MORNING.isoformat()}


def shot(seed: int = 1, **more) -> bytes:
    """The bytes of a photo as a phone at the site takes it."""
    return photo(seed, at=more.pop("at", "2026:11:20 09:00:00"), **more).getvalue()


class Phone:
    """One person's phone: numbers what it sends, as the page does. Seconds pass for all phones alike."""

    seconds = itertools.count(1)

    def __init__(self, user_id: int, code: str) -> None:
        self.client, self.code = Client(), code
        self.client.force_login(User.objects.get(pk=user_id))
        self.device, self.number = str(uuid4()), 0

    def entry(self, **said) -> dict:
        """An entry that was not sent yet; ``photos``: bytes."""
        self.number += 1
        photos = said.pop("photos", ())
        ordinary = {
            "id": str(uuid4()), "device": self.device, "number": self.number, "project": self.code,
            "kind": "progress", "captured_at": (MORNING + timedelta(seconds=next(Phone.seconds))).isoformat(),
            "task": "1", "fix": fix(), "photos": [announced(body) for body in photos],
        }  # fmt: skip
        return ordinary | said

    def send(self, entry: dict, sent_at: str = NOON.isoformat()):
        body = json.dumps(entry | {"sent_at": sent_at})
        return self.client.post(ENTRIES, body, content_type="application/json")

    def say(self, **said) -> dict:
        """Write down and send; it must be taken."""
        answer = self.send(self.entry(**said))
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()

    def show(self, entry: str | UUID, body: bytes, sha256: str = ""):
        form = {"file": SimpleUploadedFile("x.jpg", body), "sha256": sha256 or sha(body)}
        return self.client.post(f"{ENTRIES}{entry}/photos/", form)


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def announced(body: bytes) -> dict:
    return {"sha256": sha(body), "taken_at": MORNING.isoformat(), "fix": fix()}


@pytest.fixture
def phone(site):
    """A function that gives somebody a phone: ``phone("con")``."""
    site.plan()
    return lambda role: Phone(getattr(site.world.people, role).user_id, site.world.project.code)
