"""The last final score of a project, for who decides on its next budget (domain reference, 3.9)."""

from datetime import date

from portal.budget import appraisal
from portal.budget.appraisal import Graded
from portal.performance.models import Evaluation
from portal.performance.rules import grades, life
from portal.projects.models import Project

FINAL = (life.FINALISED, life.PUBLISHED, life.APPLIED)


def last_grade(project: Project, on: date) -> Graded | None:
    """Return the last final score of a whole project; what a person decided goes before the default."""
    rows = Evaluation.objects.filter(
        project=project, feature=project.site_id, state__in=FINAL, year__lte=on.year
    ).select_related("decision")
    row = rows.order_by("-year", "-final_points").first()
    if row is None or row.final_points is None:
        return None
    decision = getattr(row, "decision", None)
    default = decision.decided if decision else grades.DEFAULTS[row.grade]
    return Graded(year=row.year, points=row.final_points, grade=row.grade, default=default)


appraisal.register(last_grade)
