"""Judge every project of the database in DATABASE_URL by L01-L18 and print what is said."""

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")
django.setup()

from portal.accounts.actor import system_actor  # noqa: E402
from portal.approvals.selectors import check_project  # noqa: E402
from portal.projects.models import Project  # noqa: E402
from spatial.land.selectors import book_on  # noqa: E402


def main(on: date) -> None:
    """Print [project, rule, severity] of every finding, which projects hold a land paper, and where more was
    converted (m²) than a province may always approve.
    """
    actor, found, papers, wide = system_actor("judge"), set(), [], []
    most_sqm = book_on(on=on).number("land_council_cultivated_ha") * 10_000
    for project in Project.objects.select_related("site", "owner").order_by("code"):
        report = check_project(actor=actor, project=project, on=on)
        found |= {(project.code, one.rule, one.severity) for one in report.findings}
        if report.facts.documents:
            papers.append(project.code)
        approval = report.facts.latest("A4")
        if approval and sum(one.extent.plane_sqm or 0.0 for one in approval.parcels) > most_sqm:
            wide.append(project.code)
    json.dump({"found": sorted(found), "papers": papers, "wide": wide}, sys.stdout)


main(date.fromisoformat(sys.argv[1]))
