"""Links of the walk between elements and bill items: planted, asked for, and let never have been."""

from collections.abc import Callable
from typing import Any

from bim.linking.models import Link, LinkRule
from portal.contracts.models import Contract
from tests.conftest import NOON
from tests.walk.twins import GUID

ONE = "api/v1/contracts/<uuid:contract_id>/links/"
RULE = "01a21d34-0000-7000-8000-000000000000"
WRITTEN = {
    "rules/": "rules/", "preview/": "preview/", "hand/": "hand/", "verdicts/": "verdicts/",
    "renew/": "renew/", "rules/<uuid:rule_id>/retire/": f"rules/{RULE}/retire/",
}
"""Addresses that only take: asked for, they answer that they do."""
PAGE = "contracts/<uuid:contract_id>/links/"
WRITES = {f"{PAGE}act/", *(f"{ONE}{tail}" for tail in WRITTEN)}
"""What links elements: its rights have tests with the links."""


def plant_bill_link(contract: Contract, revision: Any, n: int) -> None:
    """Link the one element of a model to the one item of a bill, by a rule with words of its own."""
    key = str(contract.items.get().pk)
    rule = LinkRule.objects.create(
        contract=contract, model=revision.model, position=1, question=f"QzC{n}zQ", key=key, note=f"QzC{n}zQ",
        made_by_name="walk", made_at=NOON,
    )  # fmt: skip
    Link.objects.create(
        contract=contract, revision=revision, el=0, global_id=GUID, key=key, source="rule", rule=rule,
        made_by_name=f"QzC{n}zQ", made_at=NOON,
    )  # fmt: skip


def remove_bill_links(projects: list[Any]) -> None:
    """Let links of bills never have been."""
    Link.objects.filter(contract__project__in=projects).delete()
    LinkRule.objects.filter(contract__project__in=projects).delete()


def _each(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(
            contract=land.contract_ids[n], revision=land.revisions[n].pk,
            item=Contract.objects.get(pk=land.contract_ids[n]).items.get().pk,
        )
        for n in land.tried
    ]  # fmt: skip


API = "/api/v1/contracts/{contract}/links/"
READ = {
    ONE: _each(f"{API}?revision={{revision}}"),
    f"{ONE}waiting/": _each(f"{API}waiting/?revision={{revision}}"),
    f"{ONE}elements/": _each(f"{API}elements/?revision={{revision}}&item={{item}}"),
    **{f"{ONE}{tail}": _each(f"{API}{asked}") for tail, asked in WRITTEN.items()},
    "api/v1/revisions/<uuid:revision_id>/elements/<str:global_id>/items/": _each(
        f"/api/v1/revisions/{{revision}}/elements/{GUID}/items/"
    ),
    "api/v1/revisions/<uuid:revision_id>/elements/<str:global_id>/photos/": _each(
        f"/api/v1/revisions/{{revision}}/elements/{GUID}/photos/"
    ),
    "api/v1/revisions/<uuid:revision_id>/photos/": _each("/api/v1/revisions/{revision}/photos/"),
    PAGE: _each("/contracts/{contract}/links/"),
    f"{PAGE}act/": _each("/contracts/{contract}/links/act/"),
}
"""Route → what is asked there by GET."""
