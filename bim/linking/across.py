"""What becomes of the links of a schedule's tasks when its next revision comes: kept, left behind, lost."""

from dataclasses import dataclass

from django.db.models import Count, Q

from bim.catalog.selectors import list_models
from bim.linking import rules
from bim.linking.models import LinkRule
from bim.linking.selectors import list_links, standing
from bim.linking.services.claiming import GONE
from portal.accounts.actor import Actor
from portal.progress.between import Between
from portal.progress.models import Task
from portal.progress.selectors import latest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranded:
    """Links whose task went, or goes on under another key. ``now``: that key; empty where it went.

    ``taken``: another task of the newer revision has the key, so that the links are on it now.
    """

    key: str
    name: str
    now: str
    taken: str
    elements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """Links of the models that stand today. ``kept``: elements whose task is the same in both revisions.

    ``rules``: rules in force that write to a key whose task went or has another key now.
    """

    kept: int
    lost: tuple[Stranded, ...]
    left: tuple[Stranded, ...]
    rules: int

    @property
    def stranded(self) -> int:
        """Return how many elements lost their task, or stay at a key that is not its key any more."""
        return sum(one.elements for one in (*self.lost, *self.left))


def links_across(*, actor: Actor, found: Between) -> Across | None:
    """Return what becomes of the links; ``None`` where a later revision decides it, or nothing is linked."""
    latest = latest_of(found.schedule)
    if latest is None or latest.pk != found.new.pk:
        return None
    seen = list_models(actor=actor).values("pk")
    revisions = [one.pk for one in standing(found.schedule.project)]
    stands = Q(state=rules.LIVE) | Q(state=rules.ENDED, why=GONE, decided_at__gte=found.new.received_at)
    links = list_links(actor=actor).filter(
        stands, schedule=found.schedule, revision__in=revisions, revision__model__in=seen
    )
    if not links.exists():
        return None
    moved = found.dropped | found.rekeyed.keys()
    stranded = links.filter(key__in=moved, made_at__lt=found.new.received_at)
    told = _told(found, dict(stranded.order_by().values_list("key").annotate(n=Count("pk"))))
    rows = LinkRule.objects.filter(schedule=found.schedule, model__in=seen, retired_at=None)
    return Across(
        kept=links.count() - sum(one.elements for one in told),
        lost=tuple(one for one in told if not one.now), left=tuple(one for one in told if one.now),
        rules=rows.filter(key__in=moved, made_at__lt=found.new.received_at).count(),
    )  # fmt: skip


def _told(found: Between, counts: dict[str, int]) -> list[Stranded]:
    names = dict(Task.objects.filter(revision=found.old, key__in=counts).values_list("key", "name"))
    taken = dict(Task.objects.filter(revision=found.new, key__in=counts).values_list("key", "name"))
    return [
        Stranded(key=key, name=names.get(key, ""), now=found.rekeyed.get(key, ""), taken=taken.get(key, ""),
                 elements=n)
        for key, n in sorted(counts.items())
    ]  # fmt: skip
