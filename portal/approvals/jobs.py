"""Nightly work on land documents."""

from dataclasses import asdict
from datetime import date
from typing import Any

from portal.accounts.actor import system_actor
from portal.approvals.nightly import step_calendar
from portal.core.jobs import Progress, nightly


@nightly("land.calendar")
def calendar(progress: Progress) -> dict[str, Any]:
    """Step what runs out and raise each alert once; what ``manage.py land_calendar`` does by hand."""
    on = date.fromisoformat(progress.payload["on"])
    return asdict(step_calendar(actor=system_actor("land_calendar"), on=on))
