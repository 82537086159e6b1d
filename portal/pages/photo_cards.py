"""Photos of a report as its page shows them: whose, of what, what speaks against them, what came before."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.capture.selectors import shown_at_site
from portal.pages.words import name_of
from portal.progress import policy, selectors, signs
from portal.progress.models import ProgressReport, ReportPhoto


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Where a picture was used before. ``own``: in this very report."""

    photo: ReportPhoto
    where: str
    href: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One photo. ``task``: the name of its task; ``accuracy_m``: of its place; ``mine``: to take out."""

    photo: ReportPhoto
    task: str
    signs: list[str]
    before: Before | None
    mine: bool


def cards_of(*, actor: Actor, report: ProgressReport, names: dict[str, str]) -> list[Card]:
    """Return the photos of a report in the order they came. ``names``: of its tasks, by key."""
    photos = list(report.photos.select_related("file").order_by("added_at", "pk"))
    before = selectors.earlier_uses(actor=actor, photos=photos)
    mine = _to_take_out(actor, report)
    return [
        Card(
            photo=one, task=names.get(one.task_key, one.task_key), mine=one.pk in mine,
            signs=_signs(one, report, before), before=_before(one, report, before),
        )
        for one in photos
    ]  # fmt: skip


def _to_take_out(actor: Actor, report: ProgressReport) -> set[UUID]:
    if not policy.may_report_of(actor, report.project, report.feature):
        return set()
    own = selectors.photos_to_take_out(report).filter(added_by=actor.user_id)
    return set(own.values_list("pk", flat=True)) - shown_at_site(report)


def _signs(one: ReportPhoto, report: ProgressReport, before: dict[str, ReportPhoto]) -> list[str]:
    known = [sign for sign in one.signs if sign.get("photo") not in before]
    return [signs.told(sign, code=report.project.code) for sign in known]


def _before(one: ReportPhoto, report: ProgressReport, before: dict[str, ReportPhoto]) -> Before | None:
    found = next((before[sign["photo"]] for sign in one.signs if sign.get("photo") in before), None)
    if found is None:
        return None
    where, own = found.report, found.report_id == report.pk
    href = reverse("progress-report", args=[where.project.code, where.pk])
    return Before(photo=found, where=_where(where, own), href=f"{href}#photo-{found.pk}", own=own)


def _where(report: ProgressReport, own: bool) -> str:
    if own:
        return _("in this report")
    period = f"{report.period_first} – {report.period_last}"
    return signs.used_before(report.project.code, name_of(report.feature), period)
