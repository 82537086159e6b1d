"""Which unit a list means."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.projects import policy
from portal.projects.importing.remarks import Problem, problem
from portal.projects.importing.understanding import Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The unit of a row, or what is wrong with it."""

    owner: Organisation | None = None
    remark: Problem | None = None


class Owners:
    """The units that some rows name, asked for at once."""

    def __init__(self, actor: Actor, rows: Iterable[Understood]) -> None:
        facts = [row.facts for row in rows]
        names = {fact["owner"] for fact in facts if fact.get("owner")}
        codes = {fact["owner_uscc"] for fact in facts if fact.get("owner_uscc")}
        found = Organisation.objects.filter(
            Q(name__in=names) | Q(name_en__in=names) | Q(uscc__in=codes) | Q(pk=actor.organisation_id)
        )
        self._actor = actor
        self._own: Organisation | None = None
        self._by_code: dict[str, Organisation] = {}
        self._by_name: dict[str, list[Organisation]] = defaultdict(list)
        for row in found:
            self._keep(row)

    def _keep(self, row: Organisation) -> None:
        if row.uscc:
            self._by_code[row.uscc] = row
        for name in {row.name, row.name_en} - {""}:
            self._by_name[name].append(row)
        if row.pk == self._actor.organisation_id:
            self._own = row

    def find(self, row: Understood) -> Owned:
        """Return the unit by its credit code, else by its name, else the person's own."""
        name, code = row.facts.get("owner", ""), row.facts.get("owner_uscc", "")
        if code:
            return self._of_code(row, code, name)
        if name:
            return self._of_name(row, name)
        if self._own and policy.editable(self._actor):
            return Owned(owner=self._own)
        return Owned()

    def _of_code(self, row: Understood, code: str, name: str) -> Owned:
        owner = self._by_code.get(code)
        if owner is None:
            return Owned(remark=problem("owner_unknown", row.where("owner_uscc"), text=_short(name or code)))
        if name and name not in (owner.name, owner.name_en):
            facts = {"found": owner.name, "text": _short(name)}
            return Owned(owner=owner, remark=problem("owner_differs", row.where("owner"), **facts))
        return Owned(owner=owner)

    def _of_name(self, row: Understood, name: str) -> Owned:
        found = self._by_name.get(name, [])
        mine = [one for one in found if policy.import_scopes(self._actor, one.path)] or found
        if not mine:
            return Owned(remark=problem("owner_unknown", row.where("owner"), text=_short(name)))
        if len(mine) > 1:
            return Owned(
                remark=problem("owner_ambiguous", row.where("owner"), count=len(mine), text=_short(name))
            )
        return Owned(owner=mine[0])


def _short(text: str) -> str:
    return text[:80].replace("{", "｛").replace("}", "｝")
