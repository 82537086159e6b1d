"""The where-rules of the schema, written in EXPRESS: on request, they take as long as everything else."""

from collections.abc import Iterator
from typing import Any

from ifcopenshell.express import rule_executor

from bim.checks.finding import Finding
from bim.checks.schema import Groups, Teller


def broken_rules(file: Any) -> Iterator[Finding]:
    """Yield the rules an open model breaks, the most frequent first."""
    groups = Groups()
    logger: Any = Teller(groups.add)
    rule_executor.run(file, logger)
    yield from groups.findings("rule_broken", "rule_more")
