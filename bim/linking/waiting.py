"""What waits for a person, with the elements as the model calls them; conflicts by claim and holder."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bim.catalog.models import Element
from bim.linking import rules
from bim.linking.models import Link
from bim.linking.pairs import Pair
from bim.linking.services.carrying import lost_of

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A link with its element. ``called``: the task or item, as people call it."""

    link: Link
    called: str
    ifc_class: str
    name: str
    storey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What one task or item claims of what another holds. ``count``: of all; ``things``: the first."""

    claim: str
    holder: str
    claimed_by: str
    held_by: str
    count: int
    things: tuple[Thing, ...]

    @property
    def group(self) -> str:
        """Return what a form says of the whole of it."""
        return json.dumps([self.claim, self.holder], ensure_ascii=False)

    @property
    def hidden(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.things)


def disputes_of(pair: Pair) -> list[Dispute]:
    """Return the conflicts by claim and holder, the largest first; so many elements in all are shown."""
    claims = list(pair.waiting(rules.CLAIMED).order_by("key", "el"))
    holders = _holders(pair, claims)
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for one in claims:
        groups[one.key, holders.get((one.el, one.role), "")].append(one)
    left, found = MOST_SHOWN, []
    for (claim, holder), own in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        found.append(Dispute(
            claim=claim, holder=holder, claimed_by=pair.names.get(claim, claim), count=len(own),
            held_by=pair.names.get(holder, holder), things=tuple(things_of(pair, own[:left])),
        ))  # fmt: skip
        left = max(left - len(own), 0)
    return found


def claims_of(pair: Pair, claim: str, holder: str) -> list[int]:
    """Return every claim of one task or item on what another holds."""
    claims = list(pair.waiting(rules.CLAIMED).filter(key=claim))
    holders = _holders(pair, claims)
    return [one.pk for one in claims if holders.get((one.el, one.role), "") == holder]


def _holders(pair: Pair, claims: Iterable[Link]) -> dict[tuple[int, str], str]:
    held = pair.links.filter(state=rules.LIVE, el__in=[one.el for one in claims])
    return {(el, role): key for el, role, key in held.values_list("el", "role", "key")}


def unsure_of(pair: Pair) -> list[Thing]:
    """Return what was found again, to be confirmed."""
    return things_of(pair, list(pair.waiting(rules.UNSURE).order_by("key", "el")[:MOST_SHOWN]))


def missing_of(pair: Pair) -> list[Thing]:
    """Return the links of the revision before that found no element in this one."""
    return things_of(pair, lost_of(pair))


def keys_ruled(pair: Pair) -> set[str]:
    """Return the tasks or items that rules link elements of this revision to."""
    return set(pair.links.filter(state=rules.LIVE, source=rules.RULE).values_list("key", flat=True))


def things_of(pair: Pair, links: list[Link]) -> list[Thing]:
    """Return links with their elements; each is looked up in the revision its link is of."""
    rows = Element.objects.filter(
        revision_id__in={one.revision_id for one in links}, el__in={one.el for one in links}
    ).values_list("revision_id", "el", "ifc_class", "name", "storey_name")
    known = {(revision, el): facts for revision, el, *facts in rows}
    found = []
    for one in links:
        ifc_class, name, storey = known.get((one.revision_id, one.el), ("", "", ""))
        called = pair.names.get(one.key, one.key)
        found.append(Thing(link=one, called=called, ifc_class=ifc_class, name=name, storey=storey))
    return found
