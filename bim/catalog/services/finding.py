"""Keep what was found in a revision; found again, it takes the place of what was found before."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from bim.catalog.models import Revision
from bim.catalog.models_checks import ARRIVAL, IdsFile, ModelFinding
from bim.checks.words import severity_of


@transaction.atomic
def keep_findings(
    *, revision: Revision, findings: Iterable[dict[str, Any]], ids_file: IdsFile | None = None,
    source: str = ARRIVAL,
) -> list[ModelFinding]:  # fmt: skip
    """Keep findings of one source: the checks on arrival, the schema's rules, or one IDS file."""
    Revision.objects.select_for_update(no_key=True).only("pk").get(pk=revision.pk)
    revision.findings.filter(ids_file=ids_file, source=source).delete()
    rows = [
        ModelFinding(
            revision=revision, ids_file=ids_file, source=source, position=position, code=one["code"],
            severity=severity_of(one["code"]), facts=one["facts"], elements=one["elements"],
            count=one["count"],
        )
        for position, one in enumerate(findings)
    ]  # fmt: skip
    return ModelFinding.objects.bulk_create(rows)
