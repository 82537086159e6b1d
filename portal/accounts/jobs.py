"""Nightly work on accounts."""

from typing import Any

from portal.accounts import services
from portal.core import clock
from portal.core.jobs import Progress, nightly


@nightly("accounts.sweep_sign_ins")
def sweep_sign_ins(progress: Progress) -> dict[str, Any]:
    """Delete the sessions that have run out."""
    return {"swept": services.sweep_sign_ins(before=clock.now())}
